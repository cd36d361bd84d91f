import assert from "node:assert/strict";
import { API_PATH, ENDPOINTS } from "../../api/mod.ts";
import { problemsOf } from "../../api/document.ts";
import { problemStatus, problemTitle, problemUri } from "../../api/http/problem.ts";
import type { Actor, FullShop, Sent, TwoShops } from "./two_shops.ts";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed where it is JSON. */
  readonly body: unknown;
  readonly bytes: Uint8Array;
}

/** Asks the API and holds every answer to the document: a status, a problem or a member that is not in it fails. */
export async function askApi(
  { ask }: TwoShops,
  at: FullShop,
  actor: Actor,
  method: string,
  path: string,
  sent: Sent = {},
): Promise<Answer> {
  const response = await ask(at, actor, method, `${API_PATH}${path}`, sent);
  const bytes = await response.bytes(), text = new TextDecoder().decode(bytes);
  const media = response.headers.get("content-type") ?? "";
  const body: unknown = /json/.test(media) && text ? JSON.parse(text) : null;
  const { status, headers } = response;
  holdToDocument(method, path.split("?")[0]!, { status, headers, body, bytes });
  return { status, headers, body, bytes };
}

function holdToDocument(method: string, path: string, { status, headers, body }: Answer): void {
  const of = `${method} ${path} ${status} ${JSON.stringify(body)}`;
  assert.equal(headers.get("cache-control"), "private, no-store", of);
  const endpoint = ENDPOINTS.find((known) =>
    known.method.toUpperCase() === method && matches(known.path, path)
  );
  if (!endpoint) return assert.ok(status === 404 || status === 405, of);
  const { content } = endpoint.answer;
  if (status !== endpoint.answer.status) {
    const problem = body as { type: string; title: string; status: number; detail: string };
    assert.match(headers.get("content-type") ?? "", /^application\/problem\+json/, of);
    const known = problemsOf(endpoint).find((type) => problemUri(type) === problem.type);
    assert.ok(known, `not in the document: ${of}`);
    assert.deepEqual([problem.status, problem.title], [status, problemTitle(known)], of);
    assert.equal(problemStatus(known), status);
    return assert.ok(problem.detail.length > 10, of);
  }
  if (typeof content === "string") return assert.equal(headers.get("content-type"), content);
  if (content === undefined) return assert.equal(body, null);
  const parsed = content.schema.safeParse(body);
  assert.ok(parsed.success, `${of}\n${parsed.error?.message}`);
}

/** Literal parts win over parameters, as in the router: `/products/by-code/1` is no product. */
const matches = (pattern: string, path: string): boolean =>
  new RegExp(`^${pattern.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);
