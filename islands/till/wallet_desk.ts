import { effect, signal, untracked } from "@preact/signals";
import { formatSoles } from "../../kernel/money.ts";
import type { SeenPayment, TillWallet, Wallet } from "../../kernel/wallet_payment.ts";
import { pause } from "./pause.ts";
import { isWallet } from "./tenders.ts";
import { WALLET } from "./texts_wallet.ts";
import type { Till } from "./till.ts";
import { announceArrivals } from "./wallet_arrivals.ts";
import { WalletAsking } from "./wallet_asking.ts";
import { askedOf, pairsOf, wantedNow } from "./wallet_plan.ts";
import {
  isSeen,
  isToSee,
  type KeptWallets,
  NO_WALLETS,
  type Standing,
  standingOf,
  type Watched,
} from "./wallet_records.ts";
import { takeMoney } from "./wallet_taking.ts";
import { WalletWatch } from "./wallet_watch.ts";

/** Accounts change when the owner says so; an amount that is being typed is no payment yet. */
const ACCOUNTS_EVERY_MS = 600_000, TYPING_MS = 600;

/** Watches the payments by wallet of a till: opens them with the screen, lets go of them with it, and follows what was sold. */
export class WalletDesk {
  readonly kept = signal<KeptWallets>(NO_WALLETS);
  readonly isReachable = signal(true);
  readonly watch: WalletWatch;
  readonly asking: WalletAsking;
  #timer: ReturnType<typeof setTimeout> | undefined;

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
    this.asking = new WalletAsking(till, this.kept, this.watch);
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
        this.#timer = setTimeout(() => this.asking.follow(), paying && paying.typed !== "" ? TYPING_MS : 0);
      }),
      effect(() => {
        if (till.offline.value) return;
        untracked(() => {
          accounts();
          watch.kick();
        });
      }),
      effect(() => {
        void till.unsent.value; // what was taken back is a command like any other
        untracked(() => void this.asking.letGoOfReturned());
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
    const paying = this.till.paying.value;
    if (!paying || !isWallet(paying.method)) return null;
    return pairsOf(askedOf(this.kept.value), wantedNow(this.till), paying.saleId).at(-1) ?? null;
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

  /** What came is for this sale: see {@link takeMoney}. */
  take(watched: Watched, payments: readonly SeenPayment[]): Promise<boolean> {
    return takeMoney(this.till, this.watch, watched, payments);
  }

  async #remember(): Promise<void> {
    const kept = (await this.till.store?.load())?.wallets;
    if (!kept) return;
    this.kept.value = kept;
    await this.asking.recall();
    await this.asking.letGoOfReturned();
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
    this.till.toSeeShort.value = toSee.length === 0 ? "" : WALLET.toSeeShort(toSee.length);
  }
}

const desks = new WeakMap<Till, WalletDesk>();

/** The one of this till. */
export function deskOf(till: Till): WalletDesk {
  const found = desks.get(till) ?? new WalletDesk(till);
  desks.set(till, found);
  return found;
}

/** Follows the payments by wallet while the till is open. Returns how to stop. */
export const watchWallets = (till: Till): () => void => deskOf(till).start();
