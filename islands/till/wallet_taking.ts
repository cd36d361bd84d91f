import { centimos, formatSoles, sumCentimos } from "../../kernel/money.ts";
import type { SeenPayment } from "../../kernel/wallet_payment.ts";
import { change } from "./paying.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { isSeen, type Watched } from "./wallet_records.ts";
import type { WalletWatch } from "./wallet_watch.ts";

/**
 * A person says that these credits are for it. Less than all of it becomes a part of the payment on the screen, and the
 * rest is paid another way. False where that could not be said: what was counted by then shows, and can be taken again.
 */
export async function takeMoney(
  till: Till,
  watch: WalletWatch,
  watched: Watched,
  payments: readonly SeenPayment[],
): Promise<boolean> {
  const { intentId } = watched, now = () => watch.of(intentId);
  for (const { exceptionId } of payments) {
    const left = now();
    if (!left || isSeen(left)) break; // what was said of the one before left only this choice to the server
    if (!await watch.choose(left, exceptionId, till.ids.next())) return false;
  }
  const after = now(), paying = till.paying.value;
  const over = sumCentimos(payments.map(({ amountCentimos }) => amountCentimos)) -
    (watched.amountCentimos - (watched.heard?.receivedCentimos ?? 0));
  if (over > 0) {
    till.notice.value = { tone: "attention", text: WALLET.giveBack(formatSoles(centimos(over))) };
  }
  if (!after || isSeen(after) || !paying || after.stage !== "asked") return true;
  const { method, operationNumber, heard } = after, amountCentimos = centimos(heard?.receivedCentimos ?? 0);
  if (amountCentimos === 0) return true;
  void watch.put({ ...after, amountCentimos });
  const exact = [...paying.exact, { method, amountCentimos, operationNumber }];
  change(till, { exact, method: "efectivo", typed: "", operation: "" });
  watch.kick(); // the server still waits for all of it
  return true;
}
