import { fileURLToPath } from "node:url";
import { Builder } from "../dev/mod.ts";
import { app } from "./fixture/main.ts";

export const FIXTURE = fileURLToPath(new URL("./fixture/", import.meta.url));

export function fixtureBuilder(outDir?: string): Builder {
  return new Builder({
    root: FIXTURE,
    islandSpecifiers: ["niches/*/islands/**"],
    styles: ({ classSources }) =>
      classSources.some((text) => text.includes("text-toldo")) ? ".text-toldo{color:green}" : "",
    ...(outDir !== undefined && { outDir }),
  });
}

/** The fixture as a production server, built once per process. */
export async function fixtureHandler(): Promise<ReturnType<typeof app.handler>> {
  const apply = await fixtureBuilder().build({ snapshot: "memory" });
  apply(app);
  return app.handler();
}
