import { isApiKey, programOfKey } from "../../commands/api_keys/api_keys.ts";
import { deviceOfCredential, isDeviceCredential } from "../../commands/devices/credentials.ts";
import { may, type Permission } from "../../commands/people/permissions.ts";
import type { ApiKeyRow } from "../../events/store/control/api_keys.ts";
import type { DeviceAccess } from "../../events/store/control/devices.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import {
  sourceById,
  sourceByToken,
  type SourceOwner,
  type WalletSource,
} from "../../events/store/control/wallet_sources.ts";
import { isSimpleToken } from "../../commands/wallets/pair_source.ts";
import { provenAt } from "../../commands/wallets/proof.ts";
import { tokenHash } from "../../commands/people/secrets.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Instant } from "../../kernel/time.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { ApiPlace } from "./place.ts";
import { requestProblem } from "./problem.ts";

/**
 * Who may call: whoever is signed in at the shop, or who has one of these permissions, or a device of the shop where it is
 * named, or what listens to a wallet. `anyone` asks for nothing: the endpoint itself says whom it lets in.
 */
export type Access = "staff" | "anyone" | readonly (Permission | "device" | "listener")[];

/** Who asks. A device is no person: what a cashier did on it stands in its commands. A program may what its key says. */
export type Caller =
  | { readonly kind: "person"; readonly staff: Staff }
  | { readonly kind: "device"; readonly device: DeviceAccess }
  | { readonly kind: "program"; readonly key: ApiKeyRow }
  | {
    readonly kind: "listener";
    readonly source: WalletSource;
    /** When it signed these bytes, null for a token that signs nothing; false where the signature is not over them. */
    sentAt(body: Uint8Array<ArrayBuffer>): Promise<Instant | null | false>;
  }
  | { readonly kind: "nobody" };

/**
 * The one place that knows the ways to say who asks: the session of the shop, which the host's middleware has read already,
 * the credential of a device, the key of a program. A bearer that is none of them is nobody, even beside a session.
 */
export async function authenticate(
  request: Request,
  { services, staff }: ApiPlace,
  { id }: Shop,
  store: TenantStore,
  access: Access,
): Promise<Caller | Response> {
  if (access !== "staff" && access !== "anyone" && access.includes("listener")) {
    const place = { control: services.control, people: store.people, owner: id };
    const listener = await listenerOf(request, place);
    if (listener) return listener;
  }
  const bearer = bearerOf(request);
  if (bearer !== null && isApiKey(bearer)) {
    const key = await programOfKey(services.control, id, bearer, services.clock.now());
    return key === null ? requestProblem("KeyWrong", INVALID) : { kind: "program", key };
  }
  if (bearer !== null) {
    const device = isDeviceCredential(bearer)
      ? await deviceOfCredential({ control: services.control, shop: id }, bearer)
      : null;
    if (device === null) return requestProblem("BearerWrong", INVALID);
    return device.revokedAt === null ? { kind: "device", device } : requestProblem("DeviceShutOut", INVALID);
  }
  if (staff) return { kind: "person", staff };
  return access === "anyone"
    ? { kind: "nobody" }
    : requestProblem("Unauthenticated", { headers: { "www-authenticate": "Cookie, Bearer" } });
}

const INVALID = { headers: { "www-authenticate": 'Bearer error="invalid_token"' } };

/** Empty where the header is there and says nothing we know. */
function bearerOf({ headers }: Pick<Request, "headers">): string | null {
  const header = headers.get("authorization");
  return header === null ? null : /^Bearer +(\S+)$/i.exec(header)?.[1] ?? "";
}

/**
 * A phone names itself and signs the body; an app that cannot sign has a token. Null where a request claims neither: then
 * it is somebody else's. `owner` is null at the platform itself, whose own wallets are heard there.
 */
export async function listenerOf(
  { headers }: Request,
  { control, people, owner }: {
    readonly control: ControlDb;
    readonly people: TenantStore["people"];
    readonly owner: SourceOwner;
  },
): Promise<Caller | Response | null> {
  const named = headers.get("x-caserito-listener"), bearer = bearerOf({ headers });
  if (named !== null) {
    const source = await sourceById(control, owner, named);
    if (source?.kind !== "signed") return requestProblem("ListenerWrong", INVALID);
    const signature = headers.get("x-caserito-signature");
    const sentAt = async (body: Uint8Array<ArrayBuffer>) =>
      await provenAt(people, source, signature, body) ?? false;
    return { kind: "listener", source, sentAt };
  }
  if (bearer === null || !isSimpleToken(bearer)) return null;
  const source = await sourceByToken(control, await tokenHash(bearer), "simple");
  return source?.owner === owner
    ? { kind: "listener", source, sentAt: () => Promise.resolve(null) }
    : requestProblem("ListenerWrong", INVALID);
}

export function mayCall(access: Access, caller: Caller): boolean {
  if (access === "anyone") return true;
  if (caller.kind === "device") return access !== "staff" && access.includes("device");
  if (caller.kind === "listener") return access !== "staff" && access.includes("listener");
  if (caller.kind === "nobody") return false;
  if (caller.kind === "program") {
    const { scopes } = caller.key;
    return access !== "staff" && scopes.some((scope) => access.includes(scope));
  }
  const { role } = caller.staff;
  return access === "staff" ||
    access.some((permission) =>
      permission !== "device" && permission !== "listener" && may(role, permission)
    );
}

/** As a paper names them. */
export function callerName(caller: Caller): string {
  if (caller.kind === "person") return caller.staff.name;
  return caller.kind === "program" ? caller.key.name : "";
}

/** As rate limits know them: never made of anything a client could change at will. */
export function callerKey(shop: Pick<Shop, "id">, caller: Caller): string {
  switch (caller.kind) {
    case "person":
      return `person/${shop.id}/${caller.staff.personId}`;
    case "device":
      return `device/${shop.id}/${caller.device.deviceId}`;
    case "program":
      return `program/${caller.key.keyId}`;
    case "listener":
      return `listener/${caller.source.sourceId}`;
    case "nobody":
      return `nobody/${shop.id}`;
  }
}
