import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { type Clock, type Instant, instantOf } from "../../kernel/time.ts";

/** A clock that stands still until a test moves it. 22:30 of 28 February in Lima: a wrong day shows at once. */
export class FixedClock implements Clock {
  #now: Instant;
  constructor(now = "2026-03-01T03:30:00.000Z") {
    this.#now = now as Instant;
  }
  now = (): Instant => this.#now;
  advance(ms: number): void {
    this.#now = instantOf(Date.parse(this.#now) + ms);
  }
}

/** A whole platform in a folder of its own, closed and removed after the test. */
export async function withServices<T>(
  work: (services: Services, clock: FixedClock) => Promise<T>,
  variables: Readonly<Record<string, string>> = {},
): Promise<T> {
  const dir = await Deno.makeTempDir({ prefix: "caserito-" });
  const clock = new FixedClock();
  const environment = readEnvironment({
    CASERITO_ENV: "test",
    CASERITO_DATA_DIR: dir,
    CASERITO_BASE_DOMAIN: "caserito.test",
    ...variables,
  });
  const services = await openServices(environment, clock);
  try {
    return await work(services, clock);
  } finally {
    await services.close();
    await Deno.remove(dir, { recursive: true });
  }
}
