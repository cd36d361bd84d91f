import { gathered } from "../../kernel/read_bytes.ts";

export interface JsonCall {
  readonly method: "GET" | "POST";
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Whether asking twice is the same as asking once: a GET, or a POST under an idempotency key. */
  readonly repeatable: boolean;
}

/** `unknown`: no answer, or one that tells nothing. The request may have been carried out. */
export type JsonAnswer = { readonly kind: "answer"; readonly status: number; readonly json: unknown } | {
  readonly kind: "unknown";
};

export interface CallLimits {
  /** Of one request. */
  readonly timeoutMs: number;
  /** Attempts in all, for what is repeatable. */
  readonly attempts: number;
  /** Full jitter below this before the second attempt, twice as much before the third. */
  readonly pauseMs: number;
}

export const USUAL_LIMITS: CallLimits = { timeoutMs: 10_000, attempts: 3, pauseMs: 400 };
const ANSWER_MAX_BYTES = 4_000_000;

/** One request to a provider: bounded in time and size, never followed elsewhere with our key, and never logged. */
export async function callJson(call: JsonCall, limits: CallLimits = USUAL_LIMITS): Promise<JsonAnswer> {
  const attempts = call.repeatable ? limits.attempts : 1;
  for (let n = 1;; n++) {
    const answer = await once(call, limits.timeoutMs);
    const again = answer.kind === "unknown" || answer.status === 429 || answer.status >= 500;
    if (!again || n >= attempts) {
      return answer.kind === "answer" && answer.status >= 500 ? { kind: "unknown" } : answer;
    }
    await new Promise((resolve) => setTimeout(resolve, Math.random() * limits.pauseMs * 2 ** (n - 1)));
  }
}

async function once({ method, url, headers, body }: JsonCall, timeoutMs: number): Promise<JsonAnswer> {
  try {
    const response = await fetch(url, {
      method,
      headers: {
        accept: "application/json",
        ...body !== undefined && { "content-type": "application/json" },
        ...headers,
      },
      ...body !== undefined && { body },
      redirect: "manual",
      signal: AbortSignal.timeout(timeoutMs),
    });
    const bytes = response.body ? await gathered(response.body, ANSWER_MAX_BYTES) : new Uint8Array();
    if (bytes === null || (response.status >= 300 && response.status < 400)) return { kind: "unknown" };
    return { kind: "answer", status: response.status, json: JSON.parse(new TextDecoder().decode(bytes)) };
  } catch {
    return { kind: "unknown" }; // no connection, no answer in time, or no JSON
  }
}
