import type { MembershipRefusal } from "../../domain/membership/refusals.ts";
import type { AppendRefusal, TenantId, TenantStore } from "../../events/store/types.ts";
import type { Result } from "../../kernel/result.ts";
import type { Asked } from "../define_command.ts";
import { fixedId } from "../fixed_id.ts";
import type { Handled } from "../handle.ts";
import type { InvalidInput } from "../input/faults.ts";
import { claimPaid } from "../payments/intents.ts";
import { type PlatformContext, systemContext } from "../shops/create_shop.ts";
import { claimPayment } from "./choices.ts";
import { keepIntent } from "./payment_intent.ts";
import { settledIntoMembership } from "./settled.ts";

/**
 * Somebody of the shop says that they paid and reads us the number. The membership gives its day at once; the engine holds the
 * number against the money that came, or comes.
 */
export async function announcePayment(
  context: PlatformContext & { readonly platform: TenantStore },
  shop: TenantId,
  asked: Asked,
  typed: Readonly<Record<string, unknown>>,
): Promise<Result<Handled<unknown>, MembershipRefusal | InvalidInput | AppendRefusal>> {
  const log = systemContext(context, context.platform);
  const claim = {
    shop,
    claimId: asked.id,
    wallet: typed["wallet"],
    operationNumber: typed["operationNumber"],
  };
  const claimed = await claimPayment(log, asked, claim);
  if (!claimed.ok) return claimed;
  const intent = await keepIntent(log, shop);
  if (intent) {
    const { intentId } = intent, told = { id: fixedId(`${asked.id}/intent`) };
    // Its refusals are of the engine: the claim is taken, and a person looks at it.
    await claimPaid(log, told, {
      ...{ intentId, operationNumber: claim.operationNumber, securityCode: null, by: "payer" },
    }, settledIntoMembership(log));
  }
  return claimed;
}
