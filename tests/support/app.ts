import { createApp } from "../../app.ts";
import type { Services } from "../../compose.ts";
import { newBuilder } from "../../fresh.config.ts";

export type Fetch = (request: Request) => Promise<Response>;

let built: Promise<(app: object) => void> | undefined;

/** The real application over `services`, built once in memory for all tests of a process. */
export async function appOver(services: Services): Promise<Fetch> {
  const app = createApp(services);
  (await (built ??= newBuilder().build({ snapshot: "memory" })))(app);
  return app.handler();
}
