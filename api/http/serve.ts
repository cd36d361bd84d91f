import { OpenAPIHono } from "@hono/zod-openapi";
import type { Context } from "hono";
import { z } from "zod";
import { type CommandContext, jitter } from "../../commands/handle.ts";
import type { RouteAction } from "../../commands/membership/route_actions.ts";
import { may } from "../../commands/people/permissions.ts";
import { noteAuditAccess } from "../../commands/people/note_audit.ts";
import { parseInput } from "../../commands/input/parse.ts";
import { isAway } from "../../events/store/driver.ts";
import { isUuid } from "../../kernel/ids.ts";
import { authenticate, type Caller, callerKey, listenerOf, mayCall } from "./authenticate.ts";
import type { RateRule } from "../../events/store/control/rate_limits.ts";
import type { Endpoint } from "./endpoint.ts";
import { endpointAction, membershipProblem } from "./membership.ts";
import type { ApiEnv, ApiPlace } from "./place.ts";
import { PRIVATE, refusalProblem, requestProblem, statusProblem, tooMany } from "./problem.ts";
import { JSON_MAX_BYTES, readJson } from "./read_body.ts";
import { reportBug } from "./report_bug.ts";

export const API_PATH = "/api/v1";

/** A till in a rush sends a few requests a second; a program that reads everything may send a burst. */
const PERSON: RateRule = { burst: 300, perSecond: 30 };

/** Hono's pattern of an OpenAPI path: `/products/{id}` is `/products/:id`. */
export const routeOf = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ":$1");

/** A router over these endpoints. Nothing but what they declare is served, and every answer of theirs is private. */
export function serve(
  endpoints: readonly Endpoint[],
  alsoPublic: (api: OpenAPIHono<ApiEnv>) => void,
): OpenAPIHono<ApiEnv> {
  const api = new OpenAPIHono<ApiEnv>().basePath(API_PATH) as OpenAPIHono<ApiEnv>;
  api.use(async (c, next) => {
    await next();
    if (!c.res.headers.has("cache-control")) c.res.headers.set("cache-control", PRIVATE);
  });
  alsoPublic(api);
  for (const endpoint of endpoints) {
    const method = endpoint.method.toUpperCase(), route = routeOf(endpoint.path);
    const action = endpointAction(method, `${API_PATH}${route}`);
    api.on(method, route, (c) => answer(endpoint, action, c));
  }
  for (const [path, allow] of methodsByPath(endpoints)) {
    api.all(routeOf(path), () => requestProblem("MethodNotAllowed", { headers: { allow } }));
  }
  api.notFound(() => requestProblem("NotFound"));
  api.onError((error, c) => {
    reportBug(`${c.req.method} ${c.req.routePath}`, error);
    return isAway(error) ? statusProblem(503) : requestProblem("Unexpected");
  });
  return api;
}

function methodsByPath(endpoints: readonly Endpoint[]): Map<string, string> {
  const byPath = Map.groupBy(endpoints, ({ path }) => path);
  return new Map([...byPath].map(([path, own]) => {
    const methods = own.map(({ method }) => method.toUpperCase());
    return [path, [...methods, ...methods.includes("GET") ? ["HEAD"] : []].join(", ")];
  }));
}

/** In this order: the shop, who asks, whether they may, whether the shop may, what they send. Nobody learns from a later step what an earlier one hides. */
async function answer(
  endpoint: Endpoint,
  action: RouteAction,
  c: Context<ApiEnv>,
): Promise<Response> {
  const request = c.req.raw, place = c.env;
  const { shop, store } = place;
  if (!shop || !store) {
    return endpoint.atPlatform
      ? await answerAtPlatform({ ...endpoint, atPlatform: endpoint.atPlatform }, request, place.services)
      : requestProblem("NotFound");
  }
  const caller = await authenticate(request, place, shop, store, endpoint.access);
  if (caller instanceof Response) return caller;
  const wait = place.services.limits.take(callerKey(shop, caller), PERSON);
  if (wait !== null) return tooMany(wait);
  if (!mayCall(endpoint.access, caller)) return requestProblem("Forbidden");
  const paused = await membershipProblem(request, place, shop, caller, action);
  if (paused) return paused;
  const key = request.headers.get("idempotency-key") ?? "";
  if (endpoint.idempotency === "key" && !isUuid(key)) return requestProblem("IdempotencyKeyMissing");
  const query = parseInput(endpoint.query ?? NO_QUERY, queryOf(request));
  if (!query.ok) return refusalProblem(query.error);
  const read = endpoint.body
    ? await readJson(request, endpoint.body.maxBytes ?? JSON_MAX_BYTES, endpoint.body.gzip)
    : { body: undefined, bytes: new Uint8Array() };
  if ("problem" in read) return read.problem;
  const context = contextOf(place.services, store, caller);
  if (caller.kind === "person" && caller.staff.role === "auditor") {
    await noteAuditAccess(context, caller.staff.personId);
  }
  return await endpoint.handle({
    ...place,
    request,
    shop,
    store,
    caller,
    get staff() {
      if (caller.kind !== "person") {
        throw new TypeError(`${endpoint.path} asks who is signed in, and lets others in`);
      }
      return caller.staff;
    },
    params: c.req.param() as Record<string, string>,
    query: query.value,
    body: read.body,
    bytes: read.bytes,
    context,
    asked: { id: key },
  });
}

/** Only what listens to the platform's own wallets is let in there; to anybody else there is nothing. */
async function answerAtPlatform(
  { body, atPlatform }: Pick<Endpoint, "body"> & Required<Pick<Endpoint, "atPlatform">>,
  request: Request,
  services: ApiPlace["services"],
): Promise<Response> {
  const { control, platform: store } = services;
  const caller = await listenerOf(request, { control, people: store.people, owner: null });
  if (caller === null) return requestProblem("NotFound");
  if (caller instanceof Response) return caller;
  const wait = services.limits.take(callerKey({ id: store.tenant }, caller), PERSON);
  if (wait !== null) return tooMany(wait);
  const read = await readJson(request, body?.maxBytes ?? JSON_MAX_BYTES);
  if ("problem" in read) return read.problem;
  const context = contextOf(services, store, caller);
  return await atPlatform({ ...read, services, request, store, caller, context });
}

const NO_QUERY = z.strictObject({});

/** The last of each name counts: a repeated one says the same thing twice or is a mistake. */
const queryOf = (request: Request): Record<string, string> =>
  Object.fromEntries(new URL(request.url).searchParams);

const actorOf = (caller: Caller): CommandContext["actor"] => {
  if (caller.kind === "person") return { kind: "person", id: caller.staff.personId };
  if (caller.kind === "device") return { kind: "device", id: caller.device.deviceId };
  if (caller.kind === "listener") return { kind: "device", id: caller.source.sourceId };
  return { kind: "system", id: caller.kind === "program" ? caller.key.keyId : "api" };
};

const contextOf = (
  { clock, ids }: ApiPlace["services"],
  store: CommandContext["store"],
  caller: Caller,
): CommandContext => ({
  store,
  clock,
  ids,
  actor: actorOf(caller),
  // Their session is their word, and nobody's else.
  approvers: new Set(
    caller.kind === "person" && may(caller.staff.role, "override") ? [caller.staff.personId] : [],
  ),
  dev: null,
  pause: jitter(),
});
