import assert from "node:assert/strict";
import { centimos } from "../../kernel/money.ts";
import { plusMs } from "../../kernel/time.ts";
import { toneOf, WALLET } from "./texts_wallet.ts";
import { NOON, viewOf, WATCHED } from "./wallet_fixture.ts";
import { arrivals } from "./wallet_arrivals.ts";
import { hasMoney } from "./wallet_plan.ts";
import { isToSee, isWorthKeeping, standingOf, stepOf, straysOf, type Watched } from "./wallet_records.ts";

const heard = (change: Partial<NonNullable<Watched["heard"]>>, watched: Partial<Watched> = {}): Watched => ({
  ...WATCHED,
  told: "asked",
  ...watched,
  heard: { ...viewOf(WATCHED.intentId, WATCHED.amountCentimos), ...change },
});
const plain = (text: string) => text.replaceAll("\u00a0", " ");
const said = (watched: Watched, isReachable = true) =>
  plain(WALLET.standing(standingOf(watched, isReachable), watched.method, watched.amountCentimos));
const ANA = { exceptionId: "a", amountCentimos: centimos(2450), payer: "Ana Per*", at: NOON, named: true };

Deno.test("what the counter says of a payment by wallet", () => {
  assert.equal(said(WATCHED), "Todavía no llega el Yape de S/ 24.50");
  assert.equal(WALLET.clock(12), "0:12");
  assert.equal(WALLET.clock(125), "2:05");
  const seen = { receivedCentimos: centimos(2450) } as const;
  assert.equal(said(heard({ ...seen, payer: "Ana Per*" })), "Llegó de Ana Per*");
  assert.equal(said(heard(seen)), "Llegó el Yape de S/ 24.50");
  const other = (amount: number) => ({ candidates: [{ ...ANA, amountCentimos: centimos(amount) }] });
  assert.equal(said(heard(other(2000))), "Llegaron S/ 20.00 de S/ 24.50: faltan S/ 4.50");
  assert.equal(said(heard(other(3000))), "Llegaron S/ 30.00 de S/ 24.50: sobran S/ 5.50");
  assert.equal(
    said(heard({ receivedCentimos: centimos(2000) })),
    "Llegaron S/ 20.00 de S/ 24.50: faltan S/ 4.50",
  );
  assert.equal(
    said(heard({ receivedCentimos: centimos(2000), ...other(400) })),
    "Llegaron S/ 24.00 de S/ 24.50: faltan S/ 0.50",
  );
  assert.equal(said(heard({ candidates: [ANA] })), "Llegó un Yape de S/ 24.50", "somebody has to say so");
  assert.equal(
    said(heard({ candidates: [ANA, { ...ANA, exceptionId: "b" }] })),
    "Llegaron 2 Yape de S/ 24.50",
  );
  const parts = (...amounts: readonly number[]) => ({
    candidates: amounts.map((amount, i) => ({
      ...ANA,
      exceptionId: `${i}`,
      amountCentimos: centimos(amount),
    })),
  });
  assert.equal(said(heard(parts(2000, 450))), "Llegaron S/ 24.50 en 2 Yape", "a short one and then the rest");
  assert.equal(said(heard(parts(1000, 450))), "Llegaron S/ 14.50 de S/ 24.50: faltan S/ 10.00");
  assert.equal(said(heard(parts(2000, 1500))), "Llegaron 2 Yape", "they cannot both be one buyer's");
  assert.equal(standingOf(heard(parts(2450, 450)), true).type, "choose");
  assert.equal(
    said(WATCHED, false),
    "Sin internet no podemos ver si llegó",
  );
  assert.equal(said(heard({ ...seen, payer: "Ana Per*" }), false), "Llegó de Ana Per*", "known is known");
});

Deno.test("money that came for nothing is offered, and is not said to be this sale's", () => {
  const stray = heard({ candidates: [{ ...ANA, amountCentimos: centimos(2000), named: false }] });
  assert.equal(said(stray), "Todavía no llega el Yape de S/ 24.50");
  assert.deepEqual(straysOf(stray).map(({ amountCentimos }) => amountCentimos), [2000]);
  assert.ok(!hasMoney(stray), "and it keeps nobody from calling this one off");
});

Deno.test("what a person noted is never said to have come", () => {
  const marked = heard({ marked: true });
  assert.equal(said(marked), "Anotado por su número de operación");
  assert.notEqual(toneOf(standingOf(marked, true)), "ok");
  const seen = heard({ marked: true, receivedCentimos: centimos(2450), payer: "Ana Per*" });
  assert.equal(said(seen), "Llegó de Ana Per*", "until it is");
});

Deno.test("each step is said once, and only what nobody has seen is asked about", () => {
  assert.equal(stepOf(WATCHED), "open");
  assert.equal(stepOf({ ...WATCHED, told: "asked" }), "look");
  assert.equal(
    stepOf({ ...WATCHED, stage: "claimed" }),
    "open",
    "sold without a network: both are told later",
  );
  assert.equal(stepOf({ ...WATCHED, stage: "claimed", told: "asked" }), "claim");
  assert.equal(stepOf({ ...WATCHED, stage: "claimed", told: "claimed" }), "look");
  assert.equal(stepOf({ ...WATCHED, stage: "ended" }), null, "nobody was told of it");
  assert.equal(stepOf({ ...WATCHED, stage: "ended", told: "asking" }), "cancel", "somebody may know");
  assert.equal(stepOf({ ...WATCHED, told: "asking" }), "open");
  assert.equal(stepOf({ ...WATCHED, stage: "ended", told: "asked" }), "cancel");
  assert.equal(stepOf({ ...WATCHED, told: "refused" }), null);
  const seen = { receivedCentimos: centimos(2450) } as const;
  assert.equal(stepOf(heard(seen)), null);
  assert.equal(stepOf(heard(seen, { stage: "claimed" })), null, "what was seen is no claim");
  assert.equal(stepOf(heard({ marked: true }, { stage: "claimed", told: "claimed" })), "look");
  const part = { receivedCentimos: centimos(2000) } as const, taken = { amountCentimos: centimos(2000) };
  assert.equal(stepOf(heard(part, taken)), "cancel", "the server waits for no more than was taken");
  assert.equal(stepOf(heard(part, { ...taken, told: "cut" })), null);
  assert.equal(stepOf(heard(part, { ...taken, told: "cut", stage: "ended" })), null);
});

Deno.test("sold and not seen: until a machine of ours sees it or a person says so", () => {
  const claimed = { stage: "claimed", told: "claimed" } as const;
  assert.ok(isToSee(heard({}, claimed)));
  assert.ok(isToSee(heard({ receivedCentimos: centimos(2449) }, claimed)), "a céntimo is missing");
  assert.ok(isToSee({ ...WATCHED, stage: "claimed", told: "refused" }), "a server that will not hear of it");
  assert.ok(!isToSee(WATCHED), "not sold yet");
  assert.ok(!isToSee(heard({ receivedCentimos: centimos(2450) }, claimed)));
  assert.ok(!isToSee(heard({ marked: true }, claimed)));
});

Deno.test("what was sold and seen stays as long as its drawer, what was not a day", () => {
  const seen = heard({ receivedCentimos: centimos(2450) }, { stage: "claimed" });
  const { cashSessionId } = WATCHED, day = 24 * 3_600_000;
  assert.ok(isWorthKeeping(seen, NOON, cashSessionId));
  assert.ok(!isWorthKeeping(seen, NOON, null));
  assert.ok(isWorthKeeping({ ...WATCHED, stage: "claimed" }, plusMs(NOON, day - 1), null));
  assert.ok(!isWorthKeeping({ ...WATCHED, stage: "claimed" }, plusMs(NOON, day), null));
  assert.ok(isWorthKeeping({ ...WATCHED, stage: "ended", told: "asked" }, plusMs(NOON, 2 * day), null));
  assert.ok(!isWorthKeeping({ ...WATCHED, stage: "ended" }, NOON, cashSessionId));
});

Deno.test("a payment arrives once, and never by a person's word", () => {
  const accounts = [] as const, waiting = heard({});
  const after = (watched: Watched) =>
    arrivals({ accounts, watched: [waiting] }, { accounts, watched: [watched] }).length;
  const seen = heard({ receivedCentimos: centimos(2450) });
  assert.equal(after(seen), 1);
  assert.equal(after(heard({ marked: true })), 0);
  assert.equal(after({ ...waiting, stage: "claimed" }), 0);
  assert.equal(after(heard({ candidates: [ANA] })), 0);
  assert.equal(arrivals({ accounts, watched: [seen] }, { accounts, watched: [seen] }).length, 0);
  assert.equal(
    arrivals({ accounts, watched: [] }, { accounts, watched: [seen] }).length,
    0,
    "a reload is silent",
  );
});

Deno.test("the chip names the wallet, or both as payments", () => {
  assert.equal(WALLET.toSee(["yape"]), "1 Yape por ver");
  assert.equal(WALLET.toSee(["plin", "plin"]), "2 Plin por ver");
  assert.equal(WALLET.toSee(["yape", "plin"]), "2 pagos por ver");
});
