import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { type CheckoutRefusal, priceCart } from "../../kernel/checkout.ts";
import { type Ids, uuidv7Maker } from "../../kernel/ids.ts";
import { formatSoles, spokenSoles } from "../../kernel/money.ts";
import type { SaleTotal } from "../../kernel/pricing.ts";
import { formatQuantity, type Quantity } from "../../kernel/quantity.ts";
import type { Result } from "../../kernel/result.ts";
import type { Sale } from "../../kernel/sale.ts";
import type {
  ClosedSession,
  PulledRegister,
  PullResponse,
  PushCommand,
  PushResult,
} from "../../kernel/sync.ts";
import { epochMsOf, type Instant, systemClock } from "../../kernel/time.ts";
import { type CartEdit, type Draft, edited, EMPTY_DRAFT } from "./cart.ts";
import { Catalogue } from "./catalogue.ts";
import type { Courier } from "./courier.ts";
import {
  type CreditBook,
  type CreditChange,
  type Drawer,
  type Hold,
  type KeptPeople,
  type LocalState,
  type LocalStore,
  NO_BOOK,
  NOBODY,
  type Told,
} from "./local_store.ts";
import { type CommandFrame, Outbox } from "./outbox.ts";
import type { Seat, TillProps } from "./props.ts";
import type { Notice, Pad, Paying, Screen, Sheet } from "./screens.ts";
import type { PrintJob } from "./printing/print_job.ts";
import type { Printer } from "./printing/printer.ts";
import type { Link, PushClient } from "./push_client.ts";
import { TillClock } from "./till_clock.ts";
import type { Standing as Membership } from "./membership.ts";
import type { Moved } from "./stock_here.ts";
import { T } from "./texts.ts";

/**
 * The state of the till as signals, and what every part of it needs. What a person can do stands beside it, one file per
 * subject: selling, paying, drawer. On the server it is only looked at.
 */
export class Till {
  readonly ids: Ids = uuidv7Maker();
  readonly catalogue: Catalogue;
  store: LocalStore | null = null;
  outbox: Outbox | null = null;
  push: PushClient | null = null;

  /** False until what the device remembers is read. */
  readonly ready = signal(false);
  readonly screen = signal<Screen>("open");
  readonly sheet = signal<Sheet | null>(null);
  /** On a phone the ticket is a sheet over the products. */
  readonly ticketOpen = signal(false);
  readonly drawer = signal<Drawer | null>(null);
  readonly draft = signal<Draft>(EMPTY_DRAFT);
  readonly holds = signal<readonly Hold[]>([]);
  readonly paying = signal<Paying | null>(null);
  /** The sale just made: its change stays on screen until the next product. */
  readonly done = signal<Sale | null>(null);
  readonly registers = signal<readonly PulledRegister[]>([]);
  /** How the shop takes money, in the order of the tiles. */
  readonly methods = signal<TillProps["methods"]>([]);
  /** What the server last said of people, series and rules; null until it did. */
  readonly told = signal<Told | null>(null);
  /** Who sells now: every command says so. */
  readonly cashier: Signal<Seat["cashier"]>;
  /** Nobody sells until somebody gives a PIN; drawer and ticket stay as they are. */
  readonly locked = signal(false);
  people: KeptPeople = NOBODY;
  readonly clock = new TillClock();
  readonly clockIsBack = signal(false);
  /** What the platform's lease allows (membership.ts). */
  readonly membership = signal<Membership>({ state: "open" });
  /** Who may owe, as the server last said it, and what of it changed here since. */
  readonly book = signal<CreditBook>(NO_BOOK);
  readonly credit = signal<readonly CreditChange[]>([]);
  readonly link = signal<Link>({ state: "idle" });
  /** The server took no sale because the shop may not sell: what it said, until somebody tries again. */
  readonly blocked = signal<string | null>(null);
  /** How many commands of other devices this one carries to the server. */
  readonly carried = signal(0);
  courier: Courier | null = null;
  /** Why this browser cannot be a till; null where it can. */
  readonly refused = signal<string | null>(null);
  /** The shop has said whether it takes this device in, or could not be asked. */
  joined: Promise<unknown> = Promise.resolve();
  pair: (code: string) => Promise<void> = () => Promise.resolve();
  /** Of the program itself: `waiting` takes over between two sales, and `needed` lets no further one begin. */
  readonly update = signal<"none" | "waiting" | "needed">("none");
  readonly unsent = signal<readonly PushCommand[]>([]);
  /** How stock stands here beside what the server said, by product (`stock_here.ts`). */
  readonly moved = signal<ReadonlyMap<string, Moved>>(new Map());
  /** What the button of a payment by wallet says, where somebody can see it come (`wallet_desk.ts`). */
  readonly walletText = signal("");
  /** Payments that a buyer spoke of and nobody has seen, in words. */
  readonly toSee = signal("");
  /** The same for a chip that says more than that on a phone. */
  readonly toSeeShort = signal("");
  readonly notice = signal<Notice | null>(null);
  readonly undoText = signal<string | null>(null);
  readonly query = signal("");
  /** Which result Enter takes. */
  readonly active = signal(0);
  /** Ids of what is sold most here: before the owner's favourites. */
  readonly learned = signal<readonly string[]>([]);
  /** The lens above the products. */
  readonly camera = signal(false);
  /** What Chromium hands to a page it would install (install.ts). */
  readonly installPrompt = signal<Event | null>(null);
  /** Tickets that are not on paper yet. */
  readonly toPrint = signal<readonly PrintJob[]>([]);
  /** Comes behind the first sale, as all of printing. */
  printer: Printer | null = null;
  /** When the server last took something from here. */
  readonly sentAt = signal<Instant | null>(null);
  /** Null for the favourites. */
  readonly category = signal<string | null>(null);
  /** `3*`: how many of the next product. */
  readonly times = signal<Quantity | null>(null);
  /** Of the session being closed, once the server has answered. */
  readonly closed = signal<{ cashSessionId: string; answer: ClosedSession | null } | null>(null);
  readonly polite = signal("");
  readonly assertive = signal("");
  /** Counts up when products change, for those who read the catalogue. */
  readonly catalogueVersion = signal(0);
  /** What to do once the products kept here are in memory; null where they are. */
  #untilLoaded: (() => void)[] | null = null;

  readonly priced: ReadonlySignal<Result<SaleTotal, CheckoutRefusal>> = computed(() =>
    priceCart(this.draft.value)
  );
  readonly totalText: ReadonlySignal<string> = computed(() =>
    this.priced.value.ok ? formatSoles(this.priced.value.value.total) : "—"
  );

  /** The browser says there is no network at all. */
  readonly offline = signal(false);
  /** Another window of this browser has the till. */
  readonly elsewhere = signal(false);
  useHere: () => void = () => undefined;
  /** From here on this window does nothing more. */
  end: () => void = () => undefined;
  /** The pad that a keyboard types on: that of the topmost screen. */
  readonly pads: Pad[] = [];

  /** A drawer is being opened: what is tapped meanwhile opens no second one. */
  openingDrawer = false;
  readonly past: Draft[] = [];
  #undoTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(readonly props: TillProps) {
    this.catalogue = new Catalogue(props.products);
    this.cashier = signal(props.cashier);
    this.registers.value = props.registers;
    this.methods.value = props.methods;
    // The server's best guess of what this device will remember, so that the page does not jump when it does.
    const mine = props.registers.find((register) => register.session?.cashierId === props.cashier.cashierId);
    if (mine) this.screen.value = "sell";
  }

  now(): Instant {
    return this.clock.now();
  }

  frame(occurredAt: Instant): CommandFrame {
    return {
      occurredAt,
      monotonicMs: Math.round(performance.now()),
      serverOffsetMs: this.clock.offsetMs,
      cashierId: this.cashier.value.cashierId,
      appBuild: this.props.appBuild,
    };
  }

  /** Why nothing can be sold now; null where selling is open. */
  whyBlocked(): string | null {
    const link = this.link.value, { state } = this.membership.value;
    if (state === "over" || state === "blocked") return T.saleBlocked;
    return link.state === "blocked" ? link.reason || T.saleBlocked : this.blocked.value;
  }

  /** No clock may stand before the page that is on the screen was made. */
  notBefore(serverTime: Instant): void {
    const behind = epochMsOf(serverTime) - epochMsOf(systemClock.now());
    if (behind > 0) this.serverTimeIs(serverTime);
  }

  serverTimeIs(serverTime: Instant): void {
    this.clock.heard(serverTime);
    if (Math.abs(this.clock.offsetMs) > 120_000) this.notice.value = { tone: "attention", text: T.clock };
  }

  /** Who sold here when the page went, and what time it was then. Who has just signed in is asked for nothing more. */
  remember({ people, seenAt, outbox }: LocalState): void {
    this.clock.seen(seenAt);
    this.clock.seen(outbox.at(-1)?.occurredAt ?? null);
    const { cashier, serverTime } = this.props;
    // A page made on this device vouches for nobody.
    const isNew = epochMsOf(serverTime) > 0 && people.signedIn?.cashierId !== cashier.cashierId;
    this.people = isNew ? { ...people, signedIn: cashier, active: cashier, locked: false } : people;
    this.cashier.value = this.people.active ?? cashier;
    this.locked.value = this.people.locked;
    if (isNew) this.store?.save({ people: this.people }).catch(() => undefined);
  }

  /** Changes the ticket; whatever it was before can be had back. */
  edit(edit: CartEdit): void {
    this.become(edited(this.draft.value, edit), edit.type !== "Select");
  }

  become(draft: Draft, undoable: boolean): void {
    if (draft === this.draft.value) return;
    if (undoable) {
      this.past.push(this.draft.value);
      if (this.past.length > 50) this.past.shift();
    }
    this.draft.value = draft;
    // A ticket still open is worth keeping, but no sale hangs on it: what cannot be written now is with the next edit.
    this.store?.save({ draft }).catch(() => undefined);
  }

  undo(): void {
    const before = this.past.pop();
    if (!before) return;
    this.become(before, false);
    this.undoText.value = null;
    this.say(T.undone);
  }

  offerUndo(text: string): void {
    this.undoText.value = text;
    clearTimeout(this.#undoTimer);
    this.#undoTimer = setTimeout(() => this.undoText.value = null, 8000);
  }

  #sayTimer: ReturnType<typeof setTimeout> | undefined;
  /** For who cannot see: the newest sentence, at most one a second. */
  say(text: string): void {
    clearTimeout(this.#sayTimer);
    this.#sayTimer = setTimeout(() => this.polite.value = text, 300);
  }

  sayAdded(lineId: string | null): void {
    const line = this.draft.value.lines.find((other) => other.lineId === lineId);
    if (!line || !this.priced.value.ok) return;
    const total = spokenSoles(this.priced.value.value.total);
    this.say(T.added(line.name, formatQuantity(line.quantity, line.unit), total));
  }

  /** Leaves nothing behind that would still speak. */
  stop(): void {
    clearTimeout(this.#sayTimer);
    clearTimeout(this.#undoTimer);
  }

  /** Products come from the disk: `work` that finds none waits for them. */
  loadingCatalogue(): void {
    this.#untilLoaded ??= [];
  }

  catalogueLoaded(): void {
    const waiting = this.#untilLoaded ?? [];
    this.#untilLoaded = null;
    for (const work of waiting) work();
  }

  /** True where `work` will be done later, when all products are here. */
  waitsForCatalogue(work: () => void): boolean {
    this.#untilLoaded?.push(work);
    return this.#untilLoaded !== null;
  }

  /** Nothing would be lost or torn apart if the page began anew. */
  isIdle(): boolean {
    return this.draft.value.lines.length === 0 && !this.paying.value && !this.sheet.value &&
      this.screen.value !== "close" && this.toPrint.value[0]?.fault !== null;
  }

  /** The server names the one build that may go on. */
  buildMustBe(build: string | null): void {
    if (build !== null && build !== this.props.appBuild) this.update.value = "needed";
  }

  /** Who sells where, as of now. */
  seat(): Seat {
    const { shop, rooms, strict = false } = this.props, methods = this.methods.value;
    const cashier = this.people.signedIn ?? this.props.cashier;
    return { shop, cashier, methods, rooms, strict, registers: this.registers.value };
  }

  /** Asks who sells. Set by the part that can ask (people.ts). */
  lock: (isWanted?: boolean) => void = () => undefined;

  /** Whoever sells next shows who they are. */
  leave(): void {
    this.people = { ...this.people, signedIn: null, locked: true };
    this.store?.save({ people: this.people }).catch(() => undefined);
  }

  closeSheet(): void {
    this.sheet.value = null;
  }

  pulled(page: PullResponse): void {
    batch(() => {
      this.catalogue.update(page.products, page.removed);
      if (page.products.length > 0 || page.removed.length > 0) this.catalogueVersion.value++;
      this.registers.value = page.registers;
      if (page.methods) this.methods.value = page.methods;
      const { origin, cashiers, series, lease, settings } = page;
      this.buildMustBe(page.minBuild);
      this.told.value = { origin, cashiers, series, lease, settings };
      this.serverTimeIs(page.serverTime);
    });
  }

  /** What the server said of single commands. Most are of no interest to who sells. */
  answered(results: readonly { command: PushCommand; result: PushResult }[]): void {
    if (results.length > 0) this.sentAt.value = this.now();
    for (const { command, result } of results) {
      const isRefused = result.status === "quarantined";
      if (command.type === "RegisterSale") {
        this.blocked.value = result.code === "SalesBlocked" ? T.saleSetAside : null;
      }
      if (command.type === "OpenCashSession" && isRefused) this.#refuseOpening(command.payload.cashSessionId);
      if (command.type === "MoveCash" && isRefused) {
        this.notice.value = { tone: "danger", text: T.drawerShort };
      }
      if (isRefused && (command.type === "VoidSale" || command.type === "RefundSale")) {
        this.notice.value = { tone: "danger", text: T.backSetAside };
      }
      if (command.type === "CloseCashSession") {
        const { cashSessionId } = command.payload;
        if (this.closed.value?.cashSessionId !== cashSessionId) continue;
        this.closed.value = { cashSessionId, answer: (result.data ?? null) as ClosedSession | null };
      }
    }
  }

  #refuseOpening(cashSessionId: string): void {
    if (this.drawer.value?.cashSessionId !== cashSessionId) return;
    this.drawer.value = null;
    this.screen.value = "open";
    this.notice.value = { tone: "danger", text: T.registerBusy };
    this.store?.save({ drawer: null }).catch(() => undefined);
  }
}
