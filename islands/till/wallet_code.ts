import { parseQr, qrText, withAmount } from "../../kernel/emv_qr.ts";
import type { Centimos } from "../../kernel/money.ts";
import type { TillWallet } from "../../kernel/wallet_payment.ts";

/**
 * What is drawn for the buyer: the shop's own code letter by letter, or with exactly what is due in it where the shop has
 * tried that its wallet obeys (payments-peru §1.4). A code that cannot be read, or says no currency, stays as it is.
 */
export function codeShown({ qrText: text, injectAmount }: TillWallet, amount: Centimos): string {
  const read = injectAmount ? parseQr(text ?? "") : null;
  return read?.ok ? qrText(withAmount(read.value, amount)) : text ?? "";
}
