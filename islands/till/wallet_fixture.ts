import { type Centimos, centimos } from "../../kernel/money.ts";
import { instantOf } from "../../kernel/time.ts";
import type { IntentView, SeenPayment, TillWallet } from "../../kernel/wallet_payment.ts";
import type { Watched } from "./wallet_records.ts";

/** Test support: an invented shop's Yape, in the structure of a real code (payments-peru §1.2). */
export const YAPE_CODE =
  "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6";

export const YAPE: TillWallet = {
  accountId: "0193a000-0000-7000-8000-00000000ac01",
  wallet: "yape",
  name: "Yape de Lucha",
  qrText: YAPE_CODE,
  injectAmount: false,
};

export const viewOf = (intentId: string, amountCentimos: Centimos): IntentView => ({
  intentId,
  marked: false,
  canceled: false,
  amountCentimos,
  receivedCentimos: centimos(0),
  payer: null,
  seenAt: null,
  candidates: [],
});

export const NOON = instantOf(Date.UTC(2026, 10, 26, 17));

export const WATCHED: Watched = {
  intentId: "0193a000-0000-7000-8000-0000000001a1",
  saleId: "0193a000-0000-7000-8000-0000000005a1",
  method: "yape",
  accountIds: [YAPE.accountId],
  amountCentimos: centimos(2450),
  registerId: "0193a000-0000-7000-8000-0000000000aa",
  cashSessionId: "0193a000-0000-7000-8000-0000000000bb",
  cashierId: "0193a000-0000-7000-8000-0000000000cc",
  openedAt: NOON,
  stage: "asked",
  ticketNumber: null,
  operationNumber: null,
  ids: {
    open: "0193a000-0000-7000-8000-000000000e01",
    claim: "0193a000-0000-7000-8000-000000000e02",
    end: "0193a000-0000-7000-8000-000000000e03",
  },
  told: "nothing",
  heard: null,
};

/** The server's side of the payments, as a till meets it; each command id has one effect. */
export class FakePayments {
  readonly intents = new Map<string, IntentView>();
  readonly bodies = new Map<string, Readonly<Record<string, unknown>>>();
  readonly claims = new Map<string, string | null>();
  readonly ended: string[] = [];
  /** Every request that was answered, as method and path. */
  readonly asked: string[] = [];
  readonly #done = new Set<string>();
  isDown = false;
  accounts: readonly TillWallet[] = [YAPE];

  readonly fetch = (url: string | URL | Request, init: RequestInit = {}): Promise<Response> => {
    if (this.isDown) return Promise.reject(new TypeError("no network"));
    const path = String(url).replace("/api/v1/payments", ""), { method = "GET" } = init;
    this.asked.push(`${method} ${path.replace(/[0-9a-f-]{36}/, "*")}`);
    const key = new Headers(init.headers).get("idempotency-key"),
      isNew = key !== null && !this.#done.has(key);
    if (key) this.#done.add(key);
    const body = init.body ? JSON.parse(String(init.body)) as Record<string, unknown> : {};
    if (path === "/wallets") return Promise.resolve(Response.json({ items: this.accounts }));
    if (path === "/intents") return Promise.resolve(this.#open(body, isNew));
    const [, , id = "", what] = path.split("/"), intent = this.intents.get(id);
    if (!intent) return Promise.resolve(new Response(null, { status: 404 }));
    if (isNew && what === "claim") this.claims.set(id, body["operationNumber"] as string | null);
    if (what === "cancellation" && intent.receivedCentimos >= intent.amountCentimos) {
      return Promise.resolve(new Response(null, { status: 409 }));
    }
    if (isNew && what === "cancellation") this.ended.push(id);
    if (isNew && what === "choice") this.#choose(intent, String(body["exceptionId"]));
    if (isNew && what === "operation") this.intents.set(id, { ...intent, marked: true });
    return Promise.resolve(Response.json(what === "standing" ? this.intents.get(id) : { intentId: id }));
  };

  /** Money is seen for this intent. */
  comes(id: string, amount: number, payer: string | null = "Ana Per*"): void {
    const intent = this.intents.get(id)!, receivedCentimos = centimos(intent.receivedCentimos + amount);
    this.intents.set(id, { ...intent, receivedCentimos, payer, seenAt: NOON, candidates: [] });
  }

  /** As a backup from before all of it. */
  forget(): void {
    this.intents.clear();
    this.#done.clear();
  }

  /** Its sale was taken back elsewhere. */
  callOff(id: string): void {
    this.intents.set(id, { ...this.intents.get(id)!, canceled: true });
  }

  couldBe(id: string, candidates: readonly SeenPayment[]): void {
    this.intents.set(id, { ...this.intents.get(id)!, candidates });
  }

  only(): string {
    const [id, other] = this.intents.keys();
    if (!id || other) throw new Error(`${this.intents.size} intents`);
    return id;
  }

  #open(body: Readonly<Record<string, unknown>>, isNew: boolean): Response {
    const id = String(body["intentId"]);
    if (isNew) {
      this.intents.set(id, viewOf(id, centimos(Number(body["amountCentimos"]))));
      this.bodies.set(id, body);
    }
    return Response.json({ intentId: id, sameAmountOpen: [], settled: false }, { status: 201 });
  }

  /** As much of it as is due. */
  #choose({ intentId, candidates, amountCentimos, receivedCentimos }: IntentView, exceptionId: string): void {
    const chosen = candidates.find((candidate) => candidate.exceptionId === exceptionId)!;
    const due = amountCentimos - receivedCentimos;
    this.comes(intentId, Math.min(due, chosen.amountCentimos), chosen.payer);
  }
}
