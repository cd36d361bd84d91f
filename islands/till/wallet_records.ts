import { type Centimos, centimos, sumCentimos } from "../../kernel/money.ts";
import type { Sale } from "../../kernel/sale.ts";
import { epochMsOf, type Instant } from "../../kernel/time.ts";
import type { IntentView, SeenPayment, TillWallet, Wallet } from "../../kernel/wallet_payment.ts";

/**
 * A payment by wallet that this till waits for. It is kept, so that a reload, a dead battery or a day without a network
 * forgets none: the server hears each step once it can be reached, and a step said twice is one.
 */
export interface Watched {
  readonly intentId: string;
  readonly saleId: string;
  readonly method: Wallet;
  readonly accountIds: readonly string[];
  readonly amountCentimos: Centimos;
  readonly registerId: string;
  readonly cashSessionId: string;
  readonly cashierId: string;
  readonly openedAt: Instant;
  /** `asked` while the payment is on the screen, `claimed` once its sale was made before the money was seen. */
  readonly stage: "asked" | "claimed" | "ended";
  readonly ticketNumber: string | null;
  readonly operationNumber: string | null;
  /** Command ids of what the server is told. */
  readonly ids: { readonly open: string; readonly claim: string; readonly end: string };
  /**
   * The last step that the server has taken; `asking` where it may have, `refused` where it will not hear of it, `cut` where
   * it waits for no more than what came.
   */
  readonly told: "nothing" | "asking" | "asked" | "claimed" | "cut" | "refused";
  readonly heard: IntentView | null;
}

/** What a till keeps about wallets. */
export interface KeptWallets {
  readonly accounts: readonly TillWallet[];
  readonly watched: readonly Watched[];
}
export const NO_WALLETS: KeptWallets = { accounts: [], watched: [] };

/** After so long a claim is the closing's and no longer the counter's. */
const WATCH_MS = 24 * 3_600_000;

/** What the next request about it is; null where there is nothing to say or ask. */
export type Step = "open" | "claim" | "cancel" | "look";

export function stepOf(watched: Watched): Step | null {
  const { stage, told } = watched;
  if (told === "refused") return null;
  if (stage === "ended") return told === "nothing" || told === "cut" ? null : "cancel";
  if (told === "nothing" || told === "asking") return "open";
  if (isSeen(watched)) return isToCut(watched) ? "cancel" : null;
  return stage === "claimed" && told === "asked" ? "claim" : "look";
}

/** Money that a machine of ours has seen: never what a person says (trust ≥ 2, payments-peru §5). */
export const isSeen = ({ heard, amountCentimos }: Watched): boolean =>
  heard !== null && heard.receivedCentimos >= amountCentimos;

/** Less came and was taken for a part: the server, which still waits for all of it, is to wait for the rest no longer. */
export const isToCut = ({ heard, amountCentimos, told }: Watched): boolean =>
  heard !== null && heard.amountCentimos > amountCentimos && (told === "asked" || told === "claimed");

/** Sold, and nobody has seen the money yet. */
export const isToSee = (watched: Watched): boolean =>
  watched.stage === "claimed" && !watched.heard?.marked && !isSeen(watched);

/** What no one has to ask about again is let go of, a day after it began at the latest. */
export const isWorthKeeping = (watched: Watched, now: Instant, cashSessionId: string | null): boolean =>
  stepOf(watched) === "cancel" ||
  watched.stage !== "ended" &&
    (isSeen(watched) && watched.stage === "claimed"
      ? watched.cashSessionId === cashSessionId
      : epochMsOf(now) - epochMsOf(watched.openedAt) < WATCH_MS);

/** The part of a sale that a watched payment pays, where the sale was made with it. */
export function claimedBy(watched: Watched, sale: Sale): Watched {
  const tender = sale.tenders.find(({ method, amountCentimos }) =>
    method === watched.method && amountCentimos === watched.amountCentimos
  );
  if (!tender) return { ...watched, stage: "ended" };
  const { ticketNumber } = sale, { operationNumber = null } = tender;
  return { ...watched, stage: "claimed", ticketNumber, operationNumber };
}

/** What came for nothing that anybody waits for, while this was waited for: it may be it all the same. */
export const straysOf = ({ heard }: Watched): readonly SeenPayment[] =>
  heard?.candidates.filter(({ named }) => !named) ?? [];

/** How a payment stands, as the person at the counter has to know it. */
export type Standing =
  /** Nobody can know now: the device has no network, or the shop's server did not answer. */
  | { readonly type: "unknown" }
  | { readonly type: "waiting" }
  | { readonly type: "seen"; readonly payer: string | null }
  /** By its operation number, which somebody read. */
  | { readonly type: "marked" }
  /** Another amount came, which the cashier may take for it; `whole` is all of it in several parts. */
  | {
    readonly type: "short" | "over" | "whole";
    readonly came: Centimos;
    readonly difference: Centimos;
    readonly among: readonly SeenPayment[];
  }
  | { readonly type: "choose"; readonly among: readonly SeenPayment[] };

export function standingOf(watched: Watched, isReachable: boolean): Standing {
  const { heard, amountCentimos } = watched;
  if (heard && isSeen(watched)) return { type: "seen", payer: heard.payer };
  const among = heard?.candidates.filter(({ named }) => named) ?? [],
    counted = heard?.receivedCentimos ?? 0,
    came = sumCentimos([centimos(counted), ...among.map(({ amountCentimos }) => amountCentimos)]);
  // Parts of it are one buyer's; what is more than it, or just it, may be another's.
  const isOne = among.length < 2 || came <= amountCentimos;
  if (!isOne || among.some((one) => one.amountCentimos === amountCentimos - counted)) {
    return { type: "choose", among };
  }
  if (came > 0) {
    const difference = centimos(Math.abs(amountCentimos - came));
    const type = came < amountCentimos ? "short" : came > amountCentimos ? "over" : "whole";
    return { type, came, difference, among };
  }
  if (heard?.marked) return { type: "marked" };
  return { type: isReachable ? "waiting" : "unknown" };
}
