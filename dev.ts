/** `deno task dev` serves the demo shops and reloads on every save; `deno task build` writes `_build/`. */
import { readEnvironment } from "./config.ts";
import { newBuilder } from "./fresh.config.ts";

if (Deno.args.includes("build")) {
  await newBuilder().build();
} else {
  Deno.env.set("CASERITO_ENV", Deno.env.get("CASERITO_ENV") ?? "development");
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  await newBuilder().listen(() => import("./main.ts"), { hostname, port });
}
