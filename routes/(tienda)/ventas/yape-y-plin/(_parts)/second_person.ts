import { may } from "../../../../../commands/people/permissions.ts";
import { personByPin } from "../../../../../commands/people/sign_in.ts";
import { approvalAbove } from "../../../../../commands/wallets/approval_limit.ts";
import { pinsOfShop } from "../../../../../events/store/control/people.ts";
import { signInText } from "../../../../../i18n/es_pe/people.ts";
import { CASE_FORM } from "../../../../../i18n/es_pe/wallet_cases.ts";
import type { Approval } from "../../../../../kernel/approval.ts";
import type { Centimos } from "../../../../../kernel/money.ts";
import { err, ok, type Result } from "../../../../../kernel/result.ts";
import type { ShopState } from "../../../../(_shared)/define.ts";
import type { Typed } from "../../../../(_shared)/form.ts";
import { type Asking, signInContext } from "../../../../(_shared)/signing_in.ts";

export interface SecondPeople {
  readonly aboveCentimos: Centimos;
  readonly people: readonly { readonly personId: string; readonly name: string }[];
  /** Nobody else could: then it is the asker's own PIN. */
  readonly alone: boolean;
}

/** Who may be the second person: anyone but the asker who may approve and has a PIN. */
export async function secondPeople({ services, shop, staff, store }: ShopState): Promise<SecondPeople> {
  const able = (await pinsOfShop(services.control, shop.id)).filter(({ role, pin, oldPinHash }) =>
    may(role, "override") && (pin !== null || oldPinHash !== null)
  );
  const others = able.filter(({ personId }) => personId !== staff.personId);
  return {
    aboveCentimos: await approvalAbove(store),
    people: (others.length > 0 ? others : able).map(({ personId, name }) => ({ personId, name })),
    alone: others.length === 0,
  };
}

interface Word {
  readonly approval: Approval | null;
  readonly approvers: ReadonlySet<string>;
}

/** The word that was given with a PIN on this form; nobody's where no PIN was typed. The error is for the field of the PIN. */
export async function wordTyped(
  ctx: Asking & { readonly state: ShopState },
  { approver = "", pin = "", reason = "" }: Typed,
): Promise<Result<Word, string>> {
  if (pin === "") return ok({ approval: null, approvers: new Set() });
  const { people } = await secondPeople(ctx.state);
  if (!people.some(({ personId }) => personId === approver)) return err(CASE_FORM.notThem);
  const found = await personByPin({ ...signInContext(ctx), shop: ctx.state.shop.id }, {
    personId: approver,
    pin,
  });
  if (!found.ok) return err(signInText(found.error));
  const { personId } = found.value;
  return ok({
    approval: { kind: "wallet_refund", by: personId, reason },
    approvers: new Set([personId]),
  });
}
