/**
 * The composition root: reads the environment, opens the stores, makes the app, starts the workers. Imported only by
 * what starts the program: `_build/server.js` and `scripts/start.ts` in production, the builder in development.
 */
import { createApp } from "./app.ts";
import { openServices } from "./compose.ts";
import { readEnvironment } from "./config.ts";
import { print } from "./scripts/cli.ts";
import { startWorkers } from "./workers/run_workers.ts";

const environment = readEnvironment(Deno.env.toObject());
const services = await openServices(environment);
if (environment.CASERITO_ENV === "development") {
  const { demoGreeting, seedDemoShops } = await import("./scripts/demo_shops.ts");
  await seedDemoShops(services, { historyDays: 35 });
  const { seedDemoMemberships } = await import("./scripts/demo/memberships.ts");
  await seedDemoMemberships(services);
  print(demoGreeting(environment.CASERITO_BASE_DOMAIN));
}
const workers = environment.CASERITO_WORKERS ? startWorkers(services) : null;

export const app = createApp(services);

/** Ends the work at hand and lets go of the databases. */
export async function close(): Promise<void> {
  await workers?.stop();
  await services.close();
}
