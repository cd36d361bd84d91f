import type { ReadonlySignal } from "@preact/signals";
import { type Centimos, formatSoles, sumCentimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import { change } from "./paying.ts";
import type { Paying } from "./screens.ts";
import { markOf, soldHere } from "./sold_here.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { askedOf, hasMoney, isSame, planOf, walletParts, type Wanted, wantedNow } from "./wallet_plan.ts";
import { claimedBy, isSeen, isToCut, type KeptWallets, type Watched } from "./wallet_records.ts";
import type { WalletWatch } from "./wallet_watch.ts";

/** Asks for what the payment on the screen wants of a wallet, and lets go of what it no longer wants. */
export class WalletAsking {
  /** Opened or taken over since this page began: what was left by the page before waits for its ticket. */
  readonly #mine = new Set<string>();
  #lastSale: string | null = null;
  /** One plan after another: two at once would ask twice for one payment. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly till: Till,
    private readonly kept: ReadonlySignal<KeptWallets>,
    private readonly watch: WalletWatch,
  ) {}

  /** In line with what is on the screen, as soon as what is under way is done. */
  follow(): void {
    this.#turn = this.#turn.then(() => this.#plan());
  }

  /** What was sold while its payment was kept by nobody, because the page went between the two. */
  async recall(): Promise<void> {
    const { store } = this.till, asked = this.#asked();
    if (asked.length === 0) return;
    for (const command of await store?.history() ?? []) {
      if (command.type !== "RegisterSale") continue;
      const { sale } = command.payload, of = asked.filter(({ saleId }) => saleId === sale.saleId);
      for (const watched of of) await this.watch.put(claimedBy(watched, sale));
    }
  }

  /**
   * Nobody waits for money of a sale that was taken back: what comes all the same is somebody's to give back. Of what
   * another device took back the server tells (`wallet_watch.ts`).
   */
  async letGoOfReturned(): Promise<void> {
    const claimed = () => this.kept.peek().watched.filter(({ stage }) => stage === "claimed");
    if (claimed().length === 0) return;
    const marks = new Map(
      soldHere(await this.till.store?.history() ?? []).map((sold) => [sold.sale.saleId, markOf(sold)]),
    );
    for (const watched of claimed()) {
      const mark = marks.get(watched.saleId);
      if (mark !== "voided" && mark !== "refunded" || isSeen(watched)) continue;
      await this.watch.put({ ...watched, stage: "ended" });
      this.watch.kick();
    }
  }

  /** Brings what is watched in line with what is on the screen. */
  async #plan(): Promise<void> {
    const { till } = this, { paying, done } = till;
    if (done.value && done.value.saleId !== this.#lastSale) await this.#sold(done.value);
    const now = paying.value;
    if (!now) return await this.#letGo();
    if (now.busy || this.#adopt(now)) return;
    const { end, open } = planOf(this.#asked(), wantedNow(till), now.saleId);
    for (const watched of end) await this.#end(watched);
    for (const wanted of open) await this.#open(now.saleId, wanted);
  }

  #asked(): readonly Watched[] {
    return askedOf(this.kept.peek());
  }

  /**
   * The page went, or the cashier went back, while somebody was paying: what was asked for then is asked for still, and
   * the sale keeps the id that the money names. What has come already is a part of the payment.
   */
  #adopt(paying: Paying): boolean {
    const wanted = wantedNow(this.till);
    const left = this.#asked().find((watched) =>
      watched.saleId !== paying.saleId &&
      (isSeen(watched) || wanted.some((one) => isSame(watched, one)))
    );
    if (!left || this.#asked().some(({ saleId }) => saleId === paying.saleId)) return false;
    this.#mine.add(left.intentId);
    const { saleId, method, amountCentimos, operationNumber } = left;
    const isPart = !wanted.some((one) => isSame(left, one));
    const rest = this.till.priced.value.ok ? this.till.priced.value.value.total : 0;
    change(this.till, {
      saleId,
      ...isPart && amountCentimos < rest &&
        { exact: [...paying.exact, { method, amountCentimos, operationNumber }] },
    });
    return true;
  }

  async #open(saleId: string, { method, amountCentimos }: Wanted, sale?: Sale): Promise<void> {
    const { till } = this, drawer = till.drawer.peek();
    const accountIds = this.kept.peek().accounts.filter(({ wallet }) => wallet === method)
      .map(({ accountId }) => accountId);
    if (accountIds.length === 0 || !drawer) return;
    const intentId = till.ids.next(), next = () => till.ids.next();
    this.#mine.add(intentId);
    const watched: Watched = {
      intentId,
      saleId,
      method,
      accountIds,
      amountCentimos,
      registerId: drawer.registerId,
      cashSessionId: drawer.cashSessionId,
      cashierId: till.cashier.peek().cashierId,
      openedAt: till.now(),
      stage: "asked",
      ticketNumber: null,
      operationNumber: null,
      ids: { open: next(), claim: next(), end: next() },
      told: "nothing",
      heard: null,
    };
    await this.watch.put(sale ? claimedBy(watched, sale) : watched);
    this.watch.kick();
  }

  /** Whoever pays by wallet is watched on where the money was not seen; a reload forgets none of it. */
  async #sold(sale: Sale): Promise<void> {
    this.#lastSale = sale.saleId;
    const of = this.kept.peek().watched.filter(({ saleId }) => saleId === sale.saleId);
    for (const watched of of.filter(({ stage }) => stage === "asked")) {
      const claimed = claimedBy(watched, sale);
      await (claimed.stage === "ended" ? this.#end(watched) : this.watch.put(claimed));
    }
    for (const part of walletParts(sale.tenders)) {
      if (!of.some((watched) => isSame(watched, part))) await this.#open(sale.saleId, part, sale);
    }
    this.watch.kick();
  }

  /** The payment was left unpaid. Money that came all the same belongs to somebody, and is said. */
  async #letGo(): Promise<void> {
    const isEmpty = this.till.draft.peek().lines.length === 0;
    for (const watched of this.#asked()) {
      if (isEmpty || !hasMoney(watched) && this.#mine.has(watched.intentId)) await this.#end(watched);
    }
  }

  async #end(watched: Watched): Promise<void> {
    if (hasMoney(watched)) {
      const text = WALLET.withoutSale(watched.method, formatSoles(cameFor(watched)));
      this.till.notice.value = { tone: "danger", text };
    }
    const isPaid = isSeen(watched) && !isToCut(watched); // what was paid cannot be called off
    const told = isPaid ? "nothing" : watched.told;
    await this.watch.put({ ...watched, stage: "ended", told });
    this.watch.kick();
  }
}

/** All that came for it, counted or not. */
const cameFor = ({ heard }: Watched): Centimos =>
  sumCentimos([
    heard!.receivedCentimos,
    ...heard!.candidates.filter(({ named }) => named).map(({ amountCentimos }) => amountCentimos),
  ]);
