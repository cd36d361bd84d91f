import { centimos, formatSoles } from "../../kernel/money.ts";
import { tone } from "./sound.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { isSeen, type KeptWallets, type Watched } from "./wallet_records.ts";

/** Three notes up, unlike any wallet's: no phone that plays Yape's own sound is taken for money (payments-peru §6). */
const NOTES = [[784, 0, 0.12], [988, 0.14, 0.12], [1319, 0.28, 0.4]] as const;

/** Payments that a machine of ours has seen with this change, and not before. */
export const arrivals = (before: KeptWallets, after: KeptWallets): readonly Watched[] =>
  after.watched.filter((watched) => {
    const was = before.watched.find(({ intentId }) => intentId === watched.intentId);
    return was !== undefined && !isSeen(was) && isSeen(watched);
  });

/** What came for a payment that had its money already: the rest of it, which was paid another way meanwhile. */
const surplus = ({ watched }: KeptWallets, after: KeptWallets) =>
  after.watched.flatMap((now) => {
    const was = watched.find(({ intentId }) => intentId === now.intentId);
    const more = was && isSeen(was) ? now.heard!.receivedCentimos - was.heard!.receivedCentimos : 0;
    return more > 0 ? [{ method: now.method, amountCentimos: centimos(more) }] : [];
  });

/** Heard without looking. What comes after its sale is said too: nothing on the screen is about it any more. */
export function announceArrivals(till: Till, before: KeptWallets, after: KeptWallets): void {
  for (const { method, amountCentimos, stage, ticketNumber } of arrivals(before, after)) {
    for (const [hertz, delay, seconds] of NOTES) tone(hertz, delay, seconds);
    globalThis.navigator?.vibrate?.(200);
    if (stage !== "claimed") continue;
    const text = WALLET.cameLater(method, formatSoles(amountCentimos), ticketNumber ?? "");
    till.notice.value = { tone: "ok", text };
  }
  for (const { method, amountCentimos } of surplus(before, after)) {
    till.notice.value = { tone: "danger", text: WALLET.withoutSale(method, formatSoles(amountCentimos)) };
  }
}
