import { createApp } from "../../app.ts";
import type { Services } from "../../compose.ts";
import { newBuilder } from "../../fresh.config.ts";
import type { Niche } from "../../niches/define_niche.ts";
import { NICHES } from "../../niches/mod.ts";

export type Fetch = (request: Request) => Promise<Response>;

let built: Promise<(app: object) => void> | undefined;

/** The real application over `services`, built once in memory for all tests of a process. */
export async function appOver(services: Services, niches: readonly Niche[] = NICHES): Promise<Fetch> {
  const app = createApp(services, niches);
  (await (built ??= newBuilder().build({ snapshot: "memory" })))(app);
  return app.handler();
}
