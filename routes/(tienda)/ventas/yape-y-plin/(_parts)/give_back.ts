import type { Context } from "fresh";
import { giveChange, refundByWallet } from "../../../../../commands/payments/give_back_money.ts";
import { commandContext, type ShopState } from "../../../../(_shared)/define.ts";
import { askedBy, type FormState, refusedForm, type Typed } from "../../../../(_shared)/form.ts";
import { wordTyped } from "./second_person.ts";

/** How money of a wallet goes back. */
export type BackWay = "transfer" | "change";
/** A form as it was refused, and which of a page's forms it is. */
export interface Refused<Way> {
  readonly way: Way;
  readonly form: FormState;
}

const FIELDS = ["amountCentimos", "operationNumber", "phone", "cashSessionId", "reason", "pin"] as const;

/** Null where it is written down; a PIN is never shown again. */
export async function giveBack(
  ctx: Context<ShopState>,
  way: BackWay,
  paymentId: string,
  { pin = "", ...typed }: Typed,
): Promise<Refused<BackWay> | null> {
  const word = await wordTyped(ctx, { ...typed, pin });
  if (!word.ok) return { way, form: { typed, errors: { pin: word.error }, problem: null } };
  const { approval, approvers } = word.value, { services: { ids } } = ctx.state;
  const context = { ...commandContext(ctx.state), approvers }, asked = askedBy(typed, ids);
  const input = { ...typed, paymentId, approval };
  const done = way === "transfer"
    ? await refundByWallet(context, asked, input)
    : await giveChange(context, asked, input);
  return done.ok ? null : { way, form: refusedForm(typed, done.error, FIELDS) };
}
