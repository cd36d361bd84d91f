import { isApiKey, programOfKey } from "../../commands/api_keys/api_keys.ts";
import { deviceOfCredential, isDeviceCredential } from "../../commands/devices/credentials.ts";
import { may, type Permission } from "../../commands/people/permissions.ts";
import type { ApiKeyRow } from "../../events/store/control/api_keys.ts";
import type { DeviceAccess } from "../../events/store/control/devices.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { ApiPlace } from "./place.ts";
import { requestProblem } from "./problem.ts";

/**
 * Who may call: whoever is signed in at the shop, or who has one of these permissions, or a device of the shop where it is
 * named. `anyone` asks for nothing: the endpoint itself says whom it lets in.
 */
export type Access = "staff" | "anyone" | readonly (Permission | "device")[];

/** Who asks. A device is no person: what a cashier did on it stands in its commands. A program may what its key says. */
export type Caller =
  | { readonly kind: "person"; readonly staff: Staff }
  | { readonly kind: "device"; readonly device: DeviceAccess }
  | { readonly kind: "program"; readonly key: ApiKeyRow }
  | { readonly kind: "nobody" };

/**
 * The one place that knows the ways to say who asks: the session of the shop, which the host's middleware has read already,
 * the credential of a device, the key of a program. A bearer that is none of them is nobody, even beside a session.
 */
export async function authenticate(
  request: Request,
  { services, staff }: ApiPlace,
  { id }: Shop,
  access: Access,
): Promise<Caller | Response> {
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
function bearerOf(request: Request): string | null {
  const header = request.headers.get("authorization");
  return header === null ? null : /^Bearer +(\S+)$/i.exec(header)?.[1] ?? "";
}

export function mayCall(access: Access, caller: Caller): boolean {
  if (access === "anyone") return true;
  if (caller.kind === "device") return access !== "staff" && access.includes("device");
  if (caller.kind === "nobody") return false;
  if (caller.kind === "program") {
    const { scopes } = caller.key;
    return access !== "staff" && scopes.some((scope) => access.includes(scope));
  }
  const { role } = caller.staff;
  return access === "staff" || access.some((permission) => permission !== "device" && may(role, permission));
}

/** As a paper names them. */
export function callerName(caller: Caller): string {
  if (caller.kind === "person") return caller.staff.name;
  return caller.kind === "program" ? caller.key.name : "";
}

/** As rate limits know them: never made of anything a client could change at will. */
export function callerKey(shop: Shop, caller: Caller): string {
  switch (caller.kind) {
    case "person":
      return `person/${shop.id}/${caller.staff.personId}`;
    case "device":
      return `device/${shop.id}/${caller.device.deviceId}`;
    case "program":
      return `program/${caller.key.keyId}`;
    case "nobody":
      return `nobody/${shop.id}`;
  }
}
