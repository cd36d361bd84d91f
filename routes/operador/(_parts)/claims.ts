import type { Context } from "fresh";
import { rejectClaim, verifyClaim } from "../../../commands/membership/operator_actions.ts";
import { claimsOfNumber, type OpenClaim, openClaims } from "../../../events/projections/console/queries.ts";
import { type IncomingPayment, incomingPayments } from "../../../events/projections/payments/queries.ts";
import { waitingIntent } from "../../../commands/membership/payment_intent.ts";
import { shopSlugs } from "../../../events/store/control/operators.ts";
import type { Centimos } from "../../../kernel/money.ts";
import { plusMs } from "../../../kernel/time.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { doneOf } from "../../(_shared)/form.ts";
import { COUNTED } from "./overview.ts";
import { type ActionForm, formMaker, type OperatorAction, type Refused, runAction } from "./run_action.ts";

/** A claim with the money that may be it, and who else gave its number. */
export interface ClaimLine extends OpenClaim {
  /** What the shop was asked for: the debt, or some céntimos less. */
  readonly askedCentimos: Centimos;
  readonly seen: readonly (IncomingPayment & { readonly sameNumber: boolean })[];
  /** Other shops, by their slugs. */
  readonly others: readonly string[];
}

export interface ClaimsPage {
  readonly claims: readonly ClaimLine[];
  readonly slugs: ReadonlyMap<string, string>;
  readonly problem: string | null;
  form(action: string, subject: string): ActionForm;
  readonly done: string;
}

/** People claim within the hour; a payment of days before is another one. */
const BEFORE_MS = 3 * 86_400_000;
const SEEN = 500;
const plain = (number: string | null) => number?.replaceAll(/[^0-9A-Za-z]/g, "").toUpperCase() ?? null;

export async function claimsPage(ctx: Context<OperatorState>, refused: Refused | null): Promise<ClaimsPage> {
  const { platform: { db }, control } = ctx.state.services, open = await openClaims(db, COUNTED);
  const first = open[0]?.claimedAt;
  const seen = first === undefined
    ? []
    : await incomingPayments(db, { accountId: null, since: plusMs(first, -BEFORE_MS), limit: SEEN });
  const twins = await Promise.all(
    open.map(async ({ operationNumber, shop }) =>
      (await claimsOfNumber(db, operationNumber)).map((other) => other.shop).filter((other) => other !== shop)
    ),
  );
  const asked = await Promise.all(
    open.map(({ shop, amountCentimos }) => waitingIntent({ db }, shop, amountCentimos)),
  );
  const slugs = await shopSlugs(control, [...open.map(({ shop }) => shop), ...twins.flat()]);
  return {
    claims: open.map((claim, i): ClaimLine => {
      const number = plain(claim.operationNumber);
      const askedCentimos = asked[i]?.amountCentimos ?? claim.amountCentimos;
      const fits = seen.map((payment) => ({
        ...payment,
        sameNumber: plain(payment.operationNumber) === number,
      })).filter(({ sameNumber, amountCentimos, occurredAt }) =>
        sameNumber ||
        amountCentimos === askedCentimos && occurredAt >= plusMs(claim.claimedAt, -BEFORE_MS)
      );
      return {
        ...claim,
        askedCentimos,
        seen: fits,
        others: [...new Set(twins[i])].map((id) => slugs.get(id) ?? id),
      };
    }),
    slugs,
    problem: refused?.form.problem ?? null,
    form: formMaker(ctx, refused, "claimId"),
    done: doneOf(ctx),
  };
}

const ACTIONS = {
  verificar: { command: verifyClaim, fields: ["amountCentimos", "reason"] },
  rechazar: { command: rejectClaim, fields: ["reason"] },
} as const satisfies Readonly<Record<string, OperatorAction>>;

export const resolveClaimOf = (ctx: Context<OperatorState>): Promise<string | Refused> =>
  runAction(ctx, ACTIONS);
