import type { CashSessionFact } from "../../events/facts/cash_session.ts";
import { countedCash, type DenominationCount } from "../../kernel/cash.ts";
import type { Decider } from "../../kernel/decider.ts";
import { type Centimos, centimos, ZERO } from "../../kernel/money.ts";
import { err, ok, type Result, unreachable } from "../../kernel/result.ts";
import type { TenderMethod } from "../../kernel/sale.ts";
import type { Instant } from "../../kernel/time.ts";

/** Stream `cash_session-<id>`: one drawer from its float to its blind count. Sales live in streams of their own. */
export type CashSession =
  | { readonly status: "not-opened" }
  | {
    readonly status: "open";
    readonly registerId: string;
    readonly floatCentimos: Centimos;
    readonly movementsInCentimos: Centimos;
    readonly movementsOutCentimos: Centimos;
  }
  | {
    readonly status: "closed";
    readonly registerId: string;
    readonly zNumber: number;
    /** The newest addendum, and when its last sale arrived; null where none did. */
    readonly amended: { readonly addendum: number; readonly arrivedAt: Instant } | null;
  };

/** What went back over the counter. */
export interface GivenBack {
  readonly count: number;
  readonly totalCentimos: Centimos;
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
}

/** What the sales of a session add up to, from the ledger at one size. */
export interface SessionSales {
  readonly tickets: number;
  readonly salesCentimos: Centimos;
  /** What each method paid; in cash that is Σ(received − change). */
  readonly byTender: Readonly<Record<TenderMethod, Centimos>>;
  /** Taken back whole; the figures above still hold them. */
  readonly voids: GivenBack;
  readonly refunds: GivenBack;
}

/** Σ(received − change) of the sales, less what went back in cash. */
export const cashOfSales = ({ byTender, voids, refunds }: SessionSales): Centimos =>
  centimos(byTender.efectivo - voids.byTender.efectivo - refunds.byTender.efectivo);

export type CashSessionCommand =
  | {
    readonly type: "OpenCashSession";
    readonly cashSessionId: string;
    readonly registerId: string;
    readonly cashierId: string;
    readonly floatCentimos: Centimos;
    /** Null where the shop has no such register. */
    readonly register: { readonly openSessionId: string | null } | null;
  }
  | {
    readonly type: "MoveCash";
    readonly movementId: string;
    readonly cashSessionId: string;
    readonly cashierId: string;
    readonly direction: "in" | "out";
    readonly amountCentimos: Centimos;
    readonly reason: string;
    readonly cashFromSalesCentimos: Centimos;
  }
  | {
    readonly type: "OpenDrawer";
    readonly openingId: string;
    readonly cashSessionId: string;
    readonly cashierId: string;
    readonly reason: string;
    readonly approved: boolean;
  }
  | {
    readonly type: "CloseCashSession";
    readonly cashSessionId: string;
    readonly cashierId: string;
    readonly counts: readonly DenominationCount[];
    readonly sales: SessionSales;
    readonly zNumber: number;
  };

export type CashSessionRefusal =
  | { readonly type: "RegisterUnknown"; readonly registerId: string }
  | { readonly type: "RegisterBusy"; readonly cashSessionId: string }
  | { readonly type: "SessionAlreadyOpened" }
  | { readonly type: "SessionNotOpened" }
  | { readonly type: "SessionClosed" }
  /** A drawer cannot give what it has not. */
  | { readonly type: "DrawerShort"; readonly inDrawerCentimos: Centimos };

type Decision = Result<readonly CashSessionFact[], CashSessionRefusal>;

function decide(command: CashSessionCommand, session: CashSession): Decision {
  switch (command.type) {
    case "OpenCashSession":
      return open(command, session);
    case "MoveCash":
      return move(command, session);
    case "OpenDrawer":
      return openDrawer(command, session);
    case "CloseCashSession":
      return close(command, session);
    default:
      return unreachable(command);
  }
}

type CommandOf<Type> = Extract<CashSessionCommand, { type: Type }>;

function open(command: CommandOf<"OpenCashSession">, session: CashSession): Decision {
  if (session.status !== "not-opened") return err({ type: "SessionAlreadyOpened" });
  const { register, type: _, ...data } = command;
  if (!register) return err({ type: "RegisterUnknown", registerId: command.registerId });
  if (register.openSessionId) return err({ type: "RegisterBusy", cashSessionId: register.openSessionId });
  return ok([{ type: "CashSessionOpened", data }]);
}

function move(command: CommandOf<"MoveCash">, session: CashSession): Decision {
  if (session.status !== "open") return notOpen(session);
  const { cashFromSalesCentimos, type: _, ...data } = command;
  const inDrawer = inDrawerOf(session, cashFromSalesCentimos);
  if (command.direction === "out" && command.amountCentimos > inDrawer) {
    return err({ type: "DrawerShort", inDrawerCentimos: inDrawer });
  }
  return ok([{ type: "CashMoved", data }]);
}

/** It was opened, whoever approved: a tablet that comes late tells of a session that is closed by now. */
function openDrawer(command: CommandOf<"OpenDrawer">, session: CashSession): Decision {
  if (session.status === "not-opened") return notOpen(session);
  const { approved, type: _, ...data } = command;
  return ok([{ type: "DrawerOpened", data: { ...data, flags: approved ? [] : ["unapproved"] } }]);
}

/** A difference never stops a closing: it is what the count is for (features §3 item 41). */
function close(command: CommandOf<"CloseCashSession">, session: CashSession): Decision {
  if (session.status !== "open") return notOpen(session);
  const { sales } = command;
  const counted = countedCash(command.counts), expected = inDrawerOf(session, cashOfSales(sales));
  return ok([{
    type: "CashSessionClosed",
    data: {
      cashSessionId: command.cashSessionId,
      registerId: session.registerId,
      cashierId: command.cashierId,
      zNumber: command.zNumber,
      counts: [...command.counts],
      countedCentimos: counted,
      expectedCentimos: expected,
      differenceCentimos: centimos(counted - expected),
      tickets: sales.tickets,
      salesCentimos: sales.salesCentimos,
      byTender: { ...sales.byTender },
      voids: copyOf(sales.voids),
      refunds: copyOf(sales.refunds),
      movementsInCentimos: session.movementsInCentimos,
      movementsOutCentimos: session.movementsOutCentimos,
    },
  }]);
}

const copyOf = ({ byTender, ...sums }: GivenBack) => ({ ...sums, byTender: { ...byTender } });

const notOpen = (session: { readonly status: "not-opened" | "closed" }): Decision =>
  err(session.status === "closed" ? { type: "SessionClosed" } : { type: "SessionNotOpened" });

/** float + Σ(received − change) − given back + in − out. */
function inDrawerOf(session: Extract<CashSession, { status: "open" }>, cashFromSales: Centimos): Centimos {
  return centimos(
    session.floatCentimos + cashFromSales + session.movementsInCentimos - session.movementsOutCentimos,
  );
}

function evolve(session: CashSession, event: CashSessionFact): CashSession {
  switch (event.type) {
    case "CashSessionOpened":
      return {
        status: "open",
        registerId: event.data.registerId,
        floatCentimos: event.data.floatCentimos,
        movementsInCentimos: ZERO,
        movementsOutCentimos: ZERO,
      };
    case "CashMoved": {
      if (session.status !== "open") return session;
      const field = event.data.direction === "in" ? "movementsInCentimos" : "movementsOutCentimos";
      return { ...session, [field]: centimos(session[field] + event.data.amountCentimos) };
    }
    case "DrawerOpened":
      return session;
    case "CashSessionClosed":
      return {
        status: "closed",
        registerId: event.data.registerId,
        zNumber: event.data.zNumber,
        amended: null,
      };
    case "CashSessionAmended": {
      const { addendum, arrivedAt } = event.data;
      return session.status === "closed" ? { ...session, amended: { addendum, arrivedAt } } : session;
    }
    default:
      return unreachable(event);
  }
}

export const cashSessionDecider: Decider<
  CashSessionCommand,
  CashSession,
  CashSessionFact,
  CashSessionRefusal
> = {
  initial: { status: "not-opened" },
  decide,
  evolve,
};
