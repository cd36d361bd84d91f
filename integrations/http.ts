import type { FailureAction, SendFailure } from "../kernel/carrier.ts";
import { gathered } from "../kernel/read_bytes.ts";
import { err, ok, type Result } from "../kernel/result.ts";

const TIMEOUT_MS = 15_000;
/** No carrier says more than this of one message. */
const ANSWER_MAX = 64 * 1024;

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Null where it is no JSON. */
  readonly json: unknown;
}

/** Posts once. A silence, a cut line and a redirection are failures that may be tried again. */
export async function post(
  url: string,
  headers: Readonly<Record<string, string>>,
  body: string,
): Promise<Result<Answer, SendFailure>> {
  try {
    const response = await fetch(url, {
      method: "POST",
      headers,
      body,
      redirect: "manual",
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    const bytes = response.body && await gathered(response.body, ANSWER_MAX);
    return ok({ status: response.status, headers: response.headers, json: jsonIn(bytes) });
  } catch (error) {
    const code = error instanceof DOMException && error.name === "TimeoutError" ? "timeout" : "unreachable";
    return err(failure(code, "retry"));
  }
}

function jsonIn(bytes: Uint8Array | null): unknown {
  try {
    return bytes && JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return null;
  }
}

export const failure = (
  code: string | number,
  action: FailureAction,
  retryAfterMs: number | null = null,
): SendFailure => ({ code: String(code).slice(0, 40), action, retryAfterMs });

/** An answer that names no code of the carrier's: what its HTTP status says. */
export function failureOfStatus({ status, headers }: Answer): SendFailure {
  const action: FailureAction = status === 401 || status === 403
    ? "page"
    : status === 429 || status >= 500 || status < 400
    ? "retry"
    : "fix";
  return failure(`http_${status}`, action, retryAfterMs(headers));
}

/** `Retry-After` in seconds; a date is left to the own back-off. At most a day. */
export function retryAfterMs(headers: Headers): number | null {
  const text = headers.get("retry-after")?.trim() ?? "";
  return /^\d{1,9}$/.test(text) ? Math.min(Number(text) * 1000, 86_400_000) : null;
}
