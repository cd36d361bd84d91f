import { effect, signal, untracked } from "@preact/signals";
import { type Centimos, formatSoles, sumCentimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { SeenPayment, TillWallet, Wallet } from "../../kernel/wallet_payment.ts";
import { pause } from "./pause.ts";
import { change } from "./paying.ts";
import type { Paying } from "./screens.ts";
import { isWallet } from "./tenders.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { announceArrivals } from "./wallet_arrivals.ts";
import {
  claimedBy,
  isSeen,
  isToSee,
  type KeptWallets,
  NO_WALLETS,
  type Standing,
  standingOf,
  type Watched,
} from "./wallet_records.ts";
import { hasMoney, isOf, isSame, planOf, walletParts, type Wanted, wantedOf } from "./wallet_plan.ts";
import { WalletWatch } from "./wallet_watch.ts";

/** Accounts change when the owner says so; an amount that is being typed is no payment yet. */
const ACCOUNTS_EVERY_MS = 600_000, TYPING_MS = 600;

/** Watches the payments by wallet of a till: opens them with the screen, lets go of them with it, and follows what was sold. */
export class WalletDesk {
  readonly kept = signal<KeptWallets>(NO_WALLETS);
  readonly isReachable = signal(true);
  readonly watch: WalletWatch;
  /** Opened or taken over since this page began: what was left by the page before waits for its ticket. */
  readonly #mine = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastSale: string | null = null;
  /** One plan after another: two at once would ask twice for one payment. */
  #turn: Promise<void> = Promise.resolve();

  constructor(
    private readonly till: Till,
    ask: typeof fetch = (url, init) => fetch(url, init),
    wait: typeof pause = pause,
  ) {
    this.watch = new WalletWatch({
      fetch: async (url, init) => {
        const credential = (await till.store?.load())?.device?.paired?.credential;
        const headers = { ...init.headers, ...credential && { authorization: `Bearer ${credential}` } };
        return await ask(url, { ...init, headers });
      },
      kept: () => this.kept.peek(),
      keep: async (next) => {
        const before = this.kept.peek();
        this.kept.value = next;
        announceArrivals(till, before, next);
        await till.store?.save({ wallets: next }).catch(() => undefined); // asked again after a reload
      },
      now: () => till.now(),
      session: () => till.drawer.peek()?.cashSessionId ?? null,
      wait,
      onReach: (isReachable) => this.isReachable.value = isReachable,
    });
  }

  /** Once the till knows what it keeps. Returns how to end it. */
  start(): () => void {
    const { till, watch } = this;
    let isWanted = true;
    const accounts = () => void watch.accounts();
    void this.#remember().then(() => {
      if (!isWanted) return;
      void till.joined.then(accounts, () => undefined);
      watch.kick();
    });
    const timer = setInterval(accounts, ACCOUNTS_EVERY_MS);
    const ending = [
      effect(() => {
        const paying = till.paying.value;
        void [till.done.value, till.draft.value, this.kept.value.accounts];
        clearTimeout(this.#timer);
        const next = () => this.#turn = this.#turn.then(() => this.#plan());
        this.#timer = setTimeout(() => void next(), paying && paying.typed !== "" ? TYPING_MS : 0);
      }),
      effect(() => {
        if (till.offline.value) return;
        untracked(() => {
          accounts();
          watch.kick();
        });
      }),
      effect(() => this.#show()),
    ];
    return () => {
      isWanted = false;
      clearInterval(timer);
      clearTimeout(this.#timer);
      ending.forEach((end) => end());
      watch.end();
    };
  }

  /** Nobody can be asked now. */
  isBlind(): boolean {
    return this.till.offline.value || !this.isReachable.value;
  }

  accountOf(method: Wallet): TillWallet | null {
    const mine = this.kept.value.accounts.filter(({ wallet }) => wallet === method);
    return mine.find(({ qrText }) => qrText !== null) ?? mine[0] ?? null;
  }

  standing(watched: Watched): Standing {
    return standingOf(watched, !this.isBlind());
  }

  /** What is waited for in the payment that is on the screen, by the way that is chosen. */
  current(): Watched | null {
    const paying = this.till.paying.value, wanted = this.#wanted().at(-1);
    if (!paying || !isWallet(paying.method) || !wanted) return null;
    return this.kept.value.watched.find((one) => isOf(one, paying.saleId, wanted)) ?? null;
  }

  toSee(): readonly Watched[] {
    return this.kept.value.watched.filter(isToSee);
  }

  /** How the wallet of a sale stands, as long as its drawer is open; null of a sale that no wallet paid. */
  markOf(saleId: string): { readonly method: Wallet; readonly isToSee: boolean } | null {
    const of = this.kept.value.watched.filter((one) => one.saleId === saleId && one.stage === "claimed");
    const worst = of.find(isToSee) ?? of.find(isSeen);
    return worst ? { method: worst.method, isToSee: isToSee(worst) } : null;
  }

  /** What came is for this sale. Less than all of it becomes a part of the payment, and the rest is paid another way. */
  async take(watched: Watched, { exceptionId }: SeenPayment): Promise<boolean> {
    const { till } = this;
    if (!await this.watch.choose(watched, exceptionId, till.ids.next())) return false;
    const { intentId } = watched, now = this.kept.peek().watched.find((one) => one.intentId === intentId);
    const paying = till.paying.value;
    if (!now || isSeen(now) || !paying || now.stage !== "asked") return true;
    const { method, operationNumber, heard } = now, amountCentimos = heard!.receivedCentimos;
    if (amountCentimos === 0) return true;
    void this.watch.put({ ...now, amountCentimos });
    const exact = [...paying.exact, { method, amountCentimos, operationNumber }];
    change(till, { exact, method: "efectivo", typed: "", operation: "" });
    return true;
  }

  async #remember(): Promise<void> {
    const { store } = this.till;
    const kept = (await store?.load())?.wallets;
    if (!kept) return;
    this.kept.value = kept;
    const asked = kept.watched.filter(({ stage }) => stage === "asked");
    if (asked.length === 0) return;
    for (const command of await store?.history() ?? []) {
      if (command.type !== "RegisterSale") continue;
      const { sale } = command.payload, of = asked.filter(({ saleId }) => saleId === sale.saleId);
      for (const watched of of) await this.watch.put(claimedBy(watched, sale));
    }
  }

  /** Brings what is watched in line with what is on the screen. */
  async #plan(): Promise<void> {
    const { till } = this, { paying, done } = till;
    if (done.value && done.value.saleId !== this.#lastSale) await this.#sold(done.value);
    const now = paying.value;
    if (!now) return await this.#letGo();
    if (now.busy || this.#adopt(now)) return;
    const { end, open } = planOf(this.#asked(), this.#wanted(), now.saleId);
    for (const watched of end) await this.#end(watched);
    for (const wanted of open) await this.#open(now.saleId, wanted);
  }

  #asked(): readonly Watched[] {
    return this.kept.peek().watched.filter(({ stage }) => stage === "asked");
  }

  #wanted(): readonly Wanted[] {
    const paying = this.till.paying.value, priced = this.till.priced.value;
    return paying && priced.ok ? wantedOf(paying, priced.value.total) : [];
  }

  /**
   * The page went, or the cashier went back, while somebody was paying: what was asked for then is asked for still, and
   * the sale keeps the id that the money names. What has come already is a part of the payment.
   */
  #adopt(paying: Paying): boolean {
    const wanted = this.#wanted();
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
    const told = isSeen(watched) ? "nothing" : watched.told; // what was paid cannot be called off
    await this.watch.put({ ...watched, stage: "ended", told });
    this.watch.kick();
  }

  #show(): void {
    const watched = this.current(), type = watched && this.standing(watched).type;
    const amount = watched && formatSoles(watched.amountCentimos);
    this.till.walletText.value = amount === null
      ? ""
      : type === "seen"
      ? WALLET.finish(amount)
      : WALLET.claim(amount);
    const toSee = this.toSee();
    this.till.toSee.value = toSee.length === 0 ? "" : WALLET.toSee(toSee.map(({ method }) => method));
  }
}

/** All that came for it, counted or not. */
const cameFor = ({ heard }: Watched): Centimos =>
  sumCentimos([
    heard!.receivedCentimos,
    ...heard!.candidates.filter(({ named }) => named).map(({ amountCentimos }) => amountCentimos),
  ]);

const desks = new WeakMap<Till, WalletDesk>();

/** The one of this till. */
export function deskOf(till: Till): WalletDesk {
  const found = desks.get(till) ?? new WalletDesk(till);
  desks.set(till, found);
  return found;
}

/** Follows the payments by wallet while the till is open. Returns how to stop. */
export const watchWallets = (till: Till): () => void => deskOf(till).start();
