import { PROPOSAL_MS } from "../../../commands/membership/shop_account.ts";
import type { Operator } from "../../../events/store/control/operators.ts";
import { SHOP_ACTIONS } from "../../../i18n/es_pe/operator_membership.ts";
import { formatInstant, plusMs } from "../../../kernel/time.ts";
import { Card } from "../../../ui/Card.tsx";
import { ActionForm } from "./ActionForm.tsx";
import { type ShopPageData, whoOf } from "./shop_page.ts";

const {
  hold: title,
  confirm,
  confirmHint,
  confirmOwn,
  confirmButton,
  standing,
  liftButton,
} = SHOP_ACTIONS;

/** A hold that waits or stands: the second word, the wait for it, or its end. None where there is none. */
export function HoldCard({ data, operator }: { readonly data: ShopPageData; readonly operator: Operator }) {
  const { account, names } = data, hold = account?.hold ?? null;
  if (hold?.status === "waits") {
    const form = data.form("confirmar");
    if (hold.by === operator.personId) {
      return (
        <Card title={title}>
          <p>{confirmOwn(formatInstant(plusMs(hold.at, PROPOSAL_MS)))}</p>
        </Card>
      );
    }
    const by = whoOf(names, { kind: "operator", id: hold.by });
    return (
      <Card title={confirm}>
        <p class="pb-3">{confirmHint(by, hold.reason, formatInstant(hold.until))}</p>
        <ActionForm
          form={form}
          button={confirmButton}
          danger
          hidden={{ holdId: hold.holdId }}
        />
      </Card>
    );
  }
  if (hold?.status === "stands") {
    const form = data.form("levantar");
    return (
      <Card title={title}>
        <p class="pb-3">{standing(formatInstant(hold.until))}</p>
        <ActionForm form={form} button={liftButton} hidden={{ holdId: hold.holdId }} />
      </Card>
    );
  }
  return null;
}
