/** Where a token is made, by whom, and with which key: what a page says of a provider. */
export interface TokenSource {
  readonly provider: string;
  readonly url: string;
  readonly publicKey: string;
}

/** Why there is no token. Nothing was charged for any of them: a token moves no money. */
export type NoToken = "wrong_code" | "wrong_data" | "too_many_tries" | "not_available" | "no_answer";

export type Token = { readonly token: string } | { readonly problem: NoToken };

interface Approved {
  /** Nine digits. */
  readonly phone: string;
  /** Six digits that Yape shows to who pays. */
  readonly code: string;
  readonly amountCentimos: number;
}

const WAIT_MS = 20_000;

/**
 * Turns a phone and its approval code into a token that holds once, straight at the provider (payments-peru.md §2b): neither
 * of them ever goes to our server.
 */
export async function yapeToken(source: TokenSource, approved: Approved): Promise<Token> {
  try {
    const response = await fetch(requestTo(source, approved), { signal: AbortSignal.timeout(WAIT_MS) });
    const answer = await response.json().catch(() => null) as { id?: unknown; type?: unknown } | null;
    if (response.ok && typeof answer?.id === "string") return { token: answer.id };
    return { problem: problemOf(response.status, answer?.type) };
  } catch {
    return { problem: "no_answer" };
  }
}

function requestTo({ provider, url, publicKey }: TokenSource, { phone, code, amountCentimos }: Approved) {
  const headers = { "content-type": "application/json" };
  if (provider === "mercadopago") {
    return new Request(`${url}?public_key=${encodeURIComponent(publicKey)}`, {
      method: "POST",
      headers,
      body: JSON.stringify({ phoneNumber: phone, otp: code, requestId: crypto.randomUUID() }),
    });
  }
  return new Request(url, {
    method: "POST",
    headers: { ...headers, authorization: `Bearer ${publicKey}` },
    body: JSON.stringify({ number_phone: phone, otp: code, amount: String(amountCentimos) }),
  });
}

/** Culqi names the kind of what it refuses; Mercado Pago documents none. What else is refused is the code. */
function problemOf(status: number, type: unknown): NoToken {
  if (status < 300) return "no_answer"; // they said yes, and no token came through
  if (status === 429) return "too_many_tries";
  if (status === 401 || status === 403 || status >= 500) return "not_available";
  return type === "parameter_error" ? "wrong_data" : "wrong_code";
}
