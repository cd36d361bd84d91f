import { z } from "zod";
import { leasedSeries } from "../commands/devices/renew_series.ts";
import { currentLease } from "../commands/membership/current_lease.ts";
import { may } from "../commands/people/permissions.ts";
import { deviceVerifiers } from "../commands/people/pin.ts";
import { pull } from "../commands/sync/pull.ts";
import { push } from "../commands/sync/push.ts";
import { deviceById } from "../events/projections/device/queries.ts";
import type { Series } from "../events/projections/pairing/queries.ts";
import type { TenantDb } from "../events/store/types.ts";
import { deviceAccess, deviceSeen } from "../events/store/control/devices.ts";
import { cashiersOfShop, everOfShop } from "../events/store/control/people.ts";
import type { PulledCashier, PullResponse, PushResponse, SeriesLease } from "../kernel/sync.ts";
import { type Call, endpoint, named, sent } from "./http/endpoint.ts";
import { overriders } from "./http/overriders.ts";
import { refusalProblem } from "./http/problem.ts";
import { zPullResponse, zPush, zPushResponse } from "./schemas/sync.ts";
import { shiftChanged } from "./shift_changed.ts";
import { signAfterClosing } from "./sign_after_closing.ts";

/** Fifty sales of a hundred and fifty lines: the largest batch there is must not be the one that never arrives. */
const PUSH_MAX_BYTES = 4_000_000;

const pushing = endpoint({
  method: "post",
  path: "/sync/push",
  tag: "Caja",
  summary:
    "Recibe en orden lo que una caja hizo, hasta 50 comandos; cada uno se responde por separado. Puede venir en gzip.",
  access: ["sell", "device"],
  body: { ...named("PushRequest", zPush), gzip: true, maxBytes: PUSH_MAX_BYTES },
  idempotency: "own",
  answer: { status: 200, text: "Qué pasó con cada comando", content: named("PushResponse", zPushResponse) },
  refusals: ["SequenceGap", "StoreUnavailable", "VersionConflict", "DeviceOutOfTurn"],
  async handle(call) {
    const { services, shop, store, context, body } = call, { control } = services;
    const [staff, approvers] = await Promise.all([
      everOfShop(control, shop.id),
      overriders(control, shop.id),
    ]);
    const pushed = await push({
      ...context,
      approvers,
      ownWord: context.approvers ?? new Set(),
      carrier: call.caller.kind === "device" ? call.caller.device.deviceId : null,
      staff,
      leaseEnd: async (deviceId) => (await deviceAccess(control, shop.id, deviceId))?.leaseEnd ?? null,
    }, body);
    if (!pushed.ok) return refusalProblem(pushed.error);
    const did = appliedTypes(body, pushed.value.results);
    if (did.has("CloseCashSession")) await signAfterClosing(services, store);
    if (did.has("CloseCashSession") || did.has("OpenCashSession")) await shiftChanged(services, shop, store);
    const answer: PushResponse = { ...pushed.value, lease: await takenHome(call, null) };
    return sent(answer);
  },
});

/** What this push did now, and not before. */
function appliedTypes(body: unknown, results: PushResponse["results"]): ReadonlySet<unknown> {
  const applied = new Set(results.filter(({ status }) => status === "applied").map(({ cmdId }) => cmdId));
  const { commands } = body as { commands: readonly { cmdId: string; type?: unknown }[] }; // push has read it
  return new Set(commands.filter(({ cmdId }) => applied.has(cmdId)).map(({ type }) => type));
}

const pulling = endpoint({
  method: "get",
  path: "/sync/pull",
  tag: "Caja",
  summary: "Entrega lo que una caja necesita para vender y cambió desde el cursor.",
  access: ["sell", "device"],
  query: z.strictObject({
    cursor: z.string({ error: "malformed" }).max(2000, { error: "text_long" }).optional(),
    /** Number of the newest command the device has written, sent or not: the owner sees how many wait on it. */
    made: z.coerce.number({ error: "choice" }).int({ error: "choice" }).min(0, { error: "choice" })
      .optional(),
  }),
  answer: { status: 200, text: "Lo que cambió", content: named("PullResponse", zPullResponse) },
  async handle(call) {
    const { store, services, context, caller, query, request } = call, { made = null } = query;
    const deviceId = caller.kind === "device" ? caller.device.deviceId : null;
    const page = await pull(
      {
        store,
        clock: services.clock,
        cashiers: await cashiersFor(call),
        device: deviceId === null ? null : { deviceId, made },
        series: deviceId === null ? [] : (await leasedSeries(context, deviceId)).map(leaseOf),
      },
      query.cursor ?? null,
    );
    const unsent = deviceId === null || made === null ? null : await waiting(store.db, deviceId, made);
    const answer: PullResponse = { ...page, lease: await takenHome(call, unsent) };
    return await sentUnlessKnown(request, answer);
  },
});

const leaseOf = ({ deviceId: _, closedAt: __, ...lease }: Series): SeriesLease => lease;

const waiting = async (db: TenantDb, deviceId: string, made: number): Promise<number> =>
  Math.max(0, made - ((await deviceById(db, deviceId))?.lastSeq ?? 0));

/** A device gets what it needs to check PINs by itself; a session, whose page asks the server, gets names alone. */
async function cashiersFor({ services, shop, caller }: Call<unknown>): Promise<readonly PulledCashier[]> {
  const { control } = services;
  if (caller.kind === "device") return await deviceVerifiers(control, shop.id, caller.device.salt);
  return (await cashiersOfShop(control, shop.id)).map(({ personId, name, role }) => ({
    cashierId: personId,
    name,
    role,
    mayOverride: may(role, "override"),
    pin: null,
  }));
}

/** The leave to sell that goes along with every answer. What a device was told of it is noted: later sales are held to it. */
async function takenHome(
  { services, shop, store, caller }: Call<unknown>,
  unsent: number | null,
): Promise<PushResponse["lease"]> {
  const lease = await currentLease(services, shop, store), now = services.clock.now();
  if (caller.kind === "device") {
    const told = { now, unsent, leaseEnd: lease?.sellsUntil ?? null };
    await deviceSeen(services.control, shop.id, caller.device, told);
  }
  return lease?.signed ?? null;
}

/** The time of the answer is no part of what is compared: a till that asks each minute mostly hears that nothing changed. */
async function sentUnlessKnown(request: Request, answer: PullResponse): Promise<Response> {
  const { serverTime, ...told } = answer;
  const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(JSON.stringify(told)));
  const etag = `"${new Uint8Array(digest.slice(0, 16)).toHex()}"`;
  const headers = { etag, "x-server-time": serverTime };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers });
  return Response.json(answer, { headers });
}

export const SYNC = [pushing, pulling];
