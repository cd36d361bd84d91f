import { usableOf } from "../../../commands/messages/dispatch.ts";
import { faultsOf } from "../../../commands/messages/faults.ts";
import { noteStatus } from "../../../commands/messages/move.ts";
import { systemContext } from "../../../commands/shops/create_shop.ts";
import type { Services } from "../../../compose.ts";
import type { CarrierStatus } from "../../../kernel/carrier.ts";
import { plusMs } from "../../../kernel/time.ts";

/** So long a carrier's word may run ahead of our own on the same message. */
const AHEAD_MS = 2 * 60_000;

/**
 * Writes what a carrier said. 503 where it could not be kept, and where a fresh word names no message of ours yet: the
 * carrier says it again, by when our own is written. What is older and of nothing of ours is taken and forgotten: codes are
 * sent by the same number, and no row is kept of them.
 */
export async function takeStatuses(
  services: Services,
  statuses: readonly CarrierStatus[],
): Promise<Response> {
  const log = { ...systemContext(services, services.platform), random: Math.random };
  let again = false;
  for (const said of statuses) {
    const noted = await noteStatus(log, said, usableOf(services.post));
    if (noted.ok) {
      // deno-lint-ignore no-console -- the log of the server is its standard error
      for (const fault of faultsOf(noted.value)) console.error(fault);
    } else if (noted.error.type !== "MessageUnknown") again = true;
    else if (said.reference === null && said.at !== null) {
      again ||= said.at > plusMs(services.clock.now(), -AHEAD_MS);
    }
  }
  return new Response(null, again ? { status: 503, headers: { "retry-after": "5" } } : { status: 200 });
}
