import { PROPOSAL_MS, STATES } from "../../commands/membership/shop_account.ts";
import { statusesOf } from "../../commands/membership/statuses.ts";
import { openExceptions } from "../../events/projections/payments/queries.ts";
import { providerHealth } from "../../events/store/control/provider_health.ts";
import type { Services } from "../../compose.ts";
import { holdsThatWait, openClaims, outboxDepth } from "../../events/projections/console/queries.ts";

const PROVIDERS = ["stripe", "mercadopago", "culqi"];
const COUNTED = 1_000;

/** Whether the platform's log can be read at all: without it the figures of the process are still told. */
export async function platformFigures(
  services: Pick<Services, "platform" | "control" | "clock">,
): Promise<string> {
  const readable = (is: 0 | 1) =>
    `# TYPE caserito_platform_log_readable gauge\ncaserito_platform_log_readable ${is}\n`;
  try {
    return readable(1) + await platformGauges(services);
  } catch {
    return readable(0);
  }
}

/** How the platform stands, in the text format of Prometheus: what an alarm may be set on. No shop is named. */
async function platformGauges(
  { platform, control, clock }: Pick<Services, "platform" | "control" | "clock">,
): Promise<string> {
  const known = [...(await statusesOf(platform, clock)).values()];
  const of = (state: string) => known.filter((status) => status.state === state).length;
  const claims = await openClaims(platform.db, COUNTED);
  const holds = await holdsThatWait(platform.db, clock.now(), PROPOSAL_MS);
  const depth = await outboxDepth(platform.db);
  const providers = await providerHealth(control, PROVIDERS);
  const gauge = (name: string, value: number) => [`# TYPE ${name} gauge`, `${name} ${value}`];
  return [
    "# TYPE caserito_shops gauge",
    ...STATES.map((state) => `caserito_shops{state="${state.toLowerCase()}"} ${of(state)}`),
    // Anything but 0 is an alarm: these shops would be blocked without having been told.
    ...gauge(
      "caserito_blocks_waiting_for_notice",
      known.filter(({ blockWaitsForNotice }) => blockWaitsForNotice).length,
    ),
    ...gauge("caserito_claims_open", claims.length),
    ...gauge("caserito_holds_proposed", holds.length),
    ...gauge("caserito_payment_exceptions_open", (await openExceptions(platform.db)).length),
    ...gauge("caserito_outbox_waiting", depth.waiting),
    ...gauge("caserito_outbox_dead", depth.dead),
    "# TYPE caserito_provider_notices_failing gauge",
    ...providers.map(({ provider, failing }) =>
      `caserito_provider_notices_failing{provider="${provider}"} ${failing}`
    ),
    "# TYPE caserito_provider_unanswered gauge",
    ...providers.map(({ provider, unanswered }) =>
      `caserito_provider_unanswered{provider="${provider}"} ${unanswered}`
    ),
    "",
  ].join("\n");
}
