import type { Centimos } from "../../kernel/money.ts";
import {
  epochMsOf,
  type Instant,
  instantOf,
  type LimaDay,
  limaDay,
  plusDays,
  startOfDay,
} from "../../kernel/time.ts";
import { factsKnown, type Known, movementsOf, standingsAt } from "./account.ts";
import { type Ladder, ladderOf, promisesOf } from "./ladder.ts";
import { planInvoices } from "./periods.ts";
import { policyOf } from "./policy.ts";
import { stateKnown } from "./status.ts";

/** What the owner is told (features §4.3), by the names that messages have (domain/messages/kinds.ts). Only of the oldest invoice that is open: a debt is one balance. */
export const NOTICE_KINDS = [
  "due_in_7",
  "due_in_3",
  "due_tomorrow",
  "due_today",
  "overdue_1",
  "overdue_3",
  "overdue_6",
  "last_day",
  "blocked",
  "blocked_7",
  "blocked_30",
  "returned",
] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

export interface DueNotice {
  readonly kind: NoticeKind;
  readonly invoiceId: string;
  /** The Lima day it speaks for: once for an invoice, kind and day. */
  readonly about: LimaDay;
  readonly debtCentimos: Centimos;
  readonly dueOn: LimaDay;
  /** From then on it would say what is no longer so. */
  readonly until: Instant;
  /** When the shop stops selling if nothing is paid: what the last warning says. Null where it has, or is back. */
  readonly blocksAt: Instant | null;
}

const HOUR = 3_600_000;
/** News of a return is news for so long. */
const RETURN_NEWS_MS = 48 * HOUR;
const hourOf = (day: LimaDay, hour: number): number => epochMsOf(startOfDay(day)) + hour * HOUR;

interface Window {
  readonly kind: NoticeKind;
  readonly from: number;
  /** Left out from then on, as after a week in which nothing ran. */
  readonly until: number;
  readonly about?: LimaDay;
}

/** The notices to send at `now` that nobody has sent: their hour has come, and they are still true. */
export function noticesDue(all: readonly Known[], now: Instant): DueNotice[] {
  const at = epochMsOf(now), known = factsKnown(all, at), movements = movementsOf(known);
  const open = standingsAt(known, movements, at).filter(({ openCentimos }) => openCentimos > 0);
  const oldest = open[0], state = stateKnown(all, now);
  const told = ({ kind, invoiceId, about }: DueNotice): boolean =>
    known.of("NoticeIssued").some(({ fact: { data } }) =>
      data.kind === kind && data.invoiceId === invoiceId && data.about === about
    );
  const debtCentimos = open.reduce((sum, { openCentimos }) => sum + openCentimos, 0) as Centimos;
  const back = returnNews(all, at).map((news): DueNotice => ({ ...news, debtCentimos, blocksAt: null }));
  if (!oldest || state === "DORMANT" || state === "CLOSED") return back.filter((news) => !told(news));
  const ladder = ladderOf(known, promisesOf(known, movements), oldest, at);
  const { noticeMs, blockedOn, hour } = policyOf(oldest.policy);
  const asPlanned = hourOf(plusDays(ladder.dueOn, blockedOn), hour);
  const blocksAt = ladder.blocked === Infinity ? Math.max(asPlanned, at + noticeMs) : ladder.blocked;
  return [
    ...back,
    ...windowsOf(ladder, at, state === "BLOCKED" && ladder.blocked <= at)
      .filter(({ from, until }) => from <= at && at < until)
      .map(({ kind, from, until, about }): DueNotice => ({
        ...{
          until: instantOf(until),
          kind,
          invoiceId: oldest.invoiceId,
          about: about ?? limaDay(instantOf(from)),
        },
        ...{ debtCentimos, dueOn: ladder.dueOn },
        blocksAt: blocksAt > at ? instantOf(blocksAt) : null,
      })),
  ].filter((notice) => !told(notice));
}

function windowsOf(
  { dueOn, grace, restricted, blocked, dormant }: Ladder,
  at: number,
  shut: boolean,
): Window[] {
  if (shut) {
    const morning = (days: number) => hourOf(plusDays(limaDay(instantOf(blocked)), days), 10);
    return [
      { kind: "blocked", from: blocked, until: morning(7) },
      { kind: "blocked_7", from: morning(7), until: morning(30) },
      { kind: "blocked_30", from: morning(30), until: dormant },
    ];
  }
  const on = (days: number, hour: number) => hourOf(plusDays(dueOn, days), hour);
  const late = (from: number) => Math.max(from, grace);
  const today = limaDay(instantOf(at));
  const warning: Window = blocked === Infinity && at >= restricted && at >= on(8, 5)
    // Nobody was reached in time, so the block waits: again each day, until somebody is.
    ? { kind: "last_day", from: hourOf(today, 10), until: hourOf(today, 24), about: today }
    : {
      kind: "last_day",
      from: late(on(7, 18)),
      until: Math.max(blocked === Infinity ? 0 : blocked, on(8, 5)),
    };
  return [
    { kind: "due_in_7", from: on(-7, 10), until: on(-3, 10) },
    { kind: "due_in_3", from: on(-3, 10), until: on(-1, 20) },
    { kind: "due_tomorrow", from: on(-1, 20), until: on(0, 10) },
    { kind: "due_today", from: on(0, 10), until: on(1, 0) },
    {
      kind: "overdue_1",
      from: late(on(1, 10)),
      until: Math.max(on(3, 10), Math.min(restricted, grace + 24 * HOUR)),
    },
    { kind: "overdue_3", from: late(on(3, 10)), until: Math.min(on(4, 5), restricted) },
    { kind: "overdue_6", from: late(on(6, 10)), until: on(7, 18) },
    warning,
  ];
}

function returnNews(
  all: readonly Known[],
  at: number,
): Pick<DueNotice, "kind" | "invoiceId" | "about" | "dueOn" | "until">[] {
  const known = factsKnown(all, at), back = known.of("MembershipReturned").at(-1);
  if (!back || back.fact.data.because !== "paid") return [];
  const recordedAt = epochMsOf(back.recordedAt), { on } = back.fact.data;
  const invoice = planInvoices(known).findLast(({ dueOn }) => dueOn < on);
  return invoice && at < recordedAt + RETURN_NEWS_MS
    ? [{
      ...{ kind: "returned", invoiceId: invoice.invoiceId, about: on, dueOn: invoice.dueOn },
      until: instantOf(recordedAt + RETURN_NEWS_MS),
    }]
    : [];
}
