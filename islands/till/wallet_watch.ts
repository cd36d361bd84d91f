import type { Approval } from "../../kernel/approval.ts";
import { type Instant, plusMs } from "../../kernel/time.ts";
import type { IntentView, TillWallet } from "../../kernel/wallet_payment.ts";
import {
  isSeen,
  isWorthKeeping,
  type KeptWallets,
  type Step,
  stepOf,
  type Watched,
} from "./wallet_records.ts";

export interface WatchDeps {
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Reads and writes what the till keeps; one change after another. */
  readonly kept: () => KeptWallets;
  readonly keep: (next: KeptWallets) => Promise<void>;
  readonly now: () => Instant;
  /** Of the drawer that is open here; null where none is. */
  readonly session: () => string | null;
  readonly wait: (ms: number) => { readonly done: Promise<void>; readonly hurry: () => void };
  /** The server answered, or could not be asked. */
  readonly onReach: (isReachable: boolean) => void;
}

const TIMEOUT_MS = 8_000, EVERY_MS = 1_000, LATER_MS = 10_000, SLOWEST_MS = 30_000;
/** A sheet that is left open waits no longer than this; what was claimed stays claimed. */
const WAIT_MS = 30 * 60_000;

const openingOf = (
  { intentId, accountIds, amountCentimos, saleId, registerId, cashierId, openedAt }: Watched,
) => ({
  intentId,
  accountIds,
  amountCentimos,
  saleId,
  registerId,
  cashierId,
  openedAt,
  expiresAt: plusMs(openedAt, WAIT_MS),
});

/** A claim that was refused goes on being looked at; what a restored server has forgotten is said to it again. */
const afterRefusal = ({ told }: Watched, step: Step): Watched["told"] =>
  step === "open" ? "refused" : step === "claim" ? "claimed" : step === "look" ? "nothing" : told;

/** The server said that it will not take this, now or ever. */
const REFUSED = new Set([400, 403, 404, 409, 410, 422]);

/** What became of what a person said: `second` where somebody who may approve has to say it too. */
export type Said = "done" | "not" | "second";

const isForTwo = async (answer: Response): Promise<boolean> =>
  answer.status === 409 &&
  String((await answer.json() as { readonly type?: unknown }).type).endsWith("/second-person-needed");

/**
 * Tells the server which payments this till waits for, and asks whether they came: every second while one is on the
 * screen, slowly for what was sold already, and with longer and longer pauses where nobody answers. No sale waits for it.
 */
export class WalletWatch {
  #running = false;
  #ended = false;
  #failures = 0;
  /** Asked for while a round was under way, which may have passed by what it is about. */
  #again = false;
  #pause: { readonly hurry: () => void } | null = null;

  constructor(private readonly deps: WatchDeps) {}

  /** Something is to be said or asked now. */
  kick(): void {
    this.#failures = 0;
    this.#again = true;
    this.#pause?.hurry();
    if (!this.#running && !this.#ended) void this.#run();
  }

  end(): void {
    this.#ended = true;
    this.#pause?.hurry();
  }

  /** Changes what is kept of one payment; what no one asks about any more is let go of. */
  async put(watched: Watched): Promise<void> {
    const { kept, keep, now, session } = this.deps, { watched: before, accounts } = kept();
    const others = before.filter(({ intentId }) => intentId !== watched.intentId);
    const next = [...others, watched].filter((one) => isWorthKeeping(one, now(), session()));
    await keep({ accounts, watched: next });
  }

  of(intentId: string): Watched | undefined {
    return this.deps.kept().watched.find((one) => one.intentId === intentId);
  }

  /** The accounts that the shop is paid into. False where nobody could be asked: those of before stay. */
  async accounts(): Promise<boolean> {
    const { kept, keep } = this.deps;
    try {
      const response = await this.#call("/wallets", {});
      this.deps.onReach(response.ok);
      if (!response.ok) return false;
      const { items } = await response.json() as { readonly items: readonly TillWallet[] };
      if (JSON.stringify(items) !== JSON.stringify(kept().accounts)) {
        await keep({ ...kept(), accounts: items });
      }
      return true;
    } catch {
      this.deps.onReach(false);
      return false;
    }
  }

  /** A person says that this credit is for it. False where that could not be said. */
  async choose(watched: Watched, exceptionId: string, cmdId: string): Promise<boolean> {
    const body = { exceptionId, cashierId: watched.cashierId };
    return await this.#say(watched, "choice", cmdId, body) === "done";
  }

  /** A person has read its number on the shop's own phone. Above an amount of the shop's own somebody else says yes. */
  mark(
    watched: Watched,
    operationNumber: string,
    cmdId: string,
    { reason, approval }: { readonly reason: string; readonly approval: Approval | null },
  ): Promise<Said> {
    const [accountId] = watched.accountIds;
    return this.#say(watched, "operation", cmdId, { accountId, operationNumber, reason, approval });
  }

  async #run(): Promise<void> {
    this.#running = true;
    try {
      while (!this.#ended) {
        this.#again = false;
        const due = this.deps.kept().watched.filter((watched) => stepOf(watched) !== null);
        if (due.length === 0) return;
        let isReachable = true;
        for (const { intentId } of due) {
          const watched = this.of(intentId);
          if (watched) isReachable = await this.#take(watched) && isReachable;
        }
        this.#failures = isReachable ? 0 : this.#failures + 1;
        if (this.#ended) return;
        if (this.#again) continue;
        const pause = this.#pause = this.deps.wait(this.#pauseMs());
        await pause.done;
      }
    } finally {
      this.#running = false;
    }
  }

  #pauseMs(): number {
    const isOnScreen = this.deps.kept().watched.some(({ stage }) => stage === "asked");
    const every = isOnScreen ? EVERY_MS : LATER_MS;
    return Math.min(SLOWEST_MS, every * 2 ** Math.min(this.#failures, 5));
  }

  /** One step of one payment. False where the server could not be reached. */
  async #take(watched: Watched): Promise<boolean> {
    const step = stepOf(watched);
    if (step === null) return true;
    // Whoever calls it off before the answer is here has to call it off at the server too.
    if (watched.told === "nothing") await this.put({ ...watched, told: "asking" });
    try {
      const response = await this.#ask(watched, step);
      // Whoever has to sign in again knows as little as who has no network.
      const isAnswer = response.ok || REFUSED.has(response.status);
      this.deps.onReach(isAnswer);
      if (isAnswer) {
        const heard = response.ok && step === "look" ? await response.json() as IntentView : null;
        await this.#taken(watched.intentId, step, response, heard);
      }
      return isAnswer;
    } catch {
      this.deps.onReach(false);
      return false;
    }
  }

  #ask(watched: Watched, step: Step): Promise<Response> {
    const { intentId, ids, cashierId, operationNumber } = watched;
    switch (step) {
      case "open":
        return this.#call("/intents", { method: "POST", key: ids.open, body: openingOf(watched) });
      case "claim":
        return this.#call(`/intents/${intentId}/claim`, {
          method: "POST",
          key: ids.claim,
          body: { operationNumber, securityCode: null, cashierId },
        });
      case "cancel":
        return this.#call(`/intents/${intentId}/cancellation`, { method: "POST", key: ids.end, body: {} });
      case "look":
        return this.#call(`/intents/${intentId}/standing`, {});
    }
  }

  /** What a person did meanwhile stays: only what the server said is laid over it. */
  async #taken(
    intentId: string,
    step: Step,
    { ok, status }: Pick<Response, "ok" | "status">,
    heard: IntentView | null,
  ): Promise<void> {
    const now = this.of(intentId);
    if (!now) return;
    if (step === "cancel") {
      // What was paid in the same moment cannot be called off: it is looked at again, and said.
      const isPaid = status === 409;
      if (now.stage !== "ended") {
        await this.put({ ...now, told: "cut" });
        return isPaid ? void await this.#look(intentId) : undefined;
      }
      return await this.put(
        isPaid ? { ...now, stage: "asked" } : { ...now, stage: "ended", told: "nothing" },
      );
    }
    if (!ok) return await this.put({ ...now, told: afterRefusal(now, step) });
    if (step === "look") {
      const next = { ...now, heard };
      // Another tablet, or the shop's owner, took the sale back.
      const isOver = heard?.canceled && now.stage === "claimed" && !isSeen(next);
      if (isOver) return await this.put({ ...next, stage: "ended", told: "nothing" });
      if (JSON.stringify(heard) !== JSON.stringify(now.heard)) await this.put(next);
      return;
    }
    await this.put({ ...now, told: step === "claim" ? "claimed" : "asked" });
    if (step === "open") await this.#take({ ...now, told: "asked" }); // it may have come before anybody asked
  }

  async #say(watched: Watched, what: string, key: string, body: unknown): Promise<Said> {
    try {
      const said = await this.#call(`/intents/${watched.intentId}/${what}`, { method: "POST", key, body });
      if (!said.ok) return await isForTwo(said) ? "second" : "not";
      return await this.#look(watched.intentId) ? "done" : "not";
    } catch {
      return "not";
    }
  }

  async #look(intentId: string): Promise<boolean> {
    const look = await this.#call(`/intents/${intentId}/standing`, {});
    if (look.ok) await this.#taken(intentId, "look", look, await look.json() as IntentView);
    return look.ok;
  }

  #call(
    path: string,
    { key, body, method }: { method?: "POST"; key?: string; body?: unknown },
  ): Promise<Response> {
    return this.deps.fetch(`/api/v1/payments${path}`, {
      ...method && { method, body: JSON.stringify(body) },
      headers: {
        accept: "application/json",
        ...key && { "idempotency-key": key, "content-type": "application/json" },
      },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
  }
}
