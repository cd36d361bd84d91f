import { newPairingCode } from "../commands/devices/credentials.ts";
import { enterDevice, shutOutDevice } from "../commands/devices/enter_device.ts";
import { listDevices, type ListedDevice } from "../commands/devices/list_devices.ts";
import { renameDevice } from "../commands/devices/rename_device.ts";
import { parseInput } from "../commands/input/parse.ts";
import { currentLease } from "../commands/membership/current_lease.ts";
import { seriesOfDevice } from "../events/projections/pairing/queries.ts";
import { KeystoreError } from "../events/store/keystore.ts";
import { type Call, endpoint, handled, named, sent } from "./http/endpoint.ts";
import { withPath } from "./http/path_input.ts";
import { refusalProblem, requestProblem } from "./http/problem.ts";
import {
  type DeviceAnswer,
  type PairedAnswer,
  zDevice,
  zDeviceName,
  zInvitation,
  zInviting,
  zPaired,
  zPairing,
} from "./schemas/devices.ts";
import { zList } from "./schemas/fields.ts";

const TAG = "Equipos";

const pairing = endpoint({
  method: "post",
  path: "/devices",
  tag: TAG,
  summary: "Vincula un equipo con su clave, una caja y una serie de tickets; con sesión o con un código.",
  access: "anyone",
  body: named("DevicePairing", zPairing),
  idempotency: "own",
  answer: { status: 201, text: "La credencial del equipo", content: named("PairedDevice", zPaired) },
  refusals: [
    "ProofInvalid",
    "PairingCodeWrong",
    "PairingCodeMissing",
    "DeviceExists",
    "DeviceRevoked",
    "SeriesExhausted",
    "RegisterUnknown",
    "VersionConflict",
    "StoreUnavailable",
  ],
  async handle({ services, shop, store, caller, context, body }) {
    const role = caller.kind === "person" ? caller.staff.role : null;
    const entered = await enterDevice({ ...services, shop: shop.id }, context, role, body);
    if (!entered.ok) return refusalProblem(entered.error);
    const { deviceId, credential, access: { salt } } = entered.value;
    const [lease, [held]] = await Promise.all([
      currentLease(services, shop, store),
      seriesOfDevice(store.db, deviceId),
    ]);
    if (!held) throw new TypeError(`device ${deviceId} was paired without a series`);
    const { registerId, series, from, upTo } = held;
    const answer: PairedAnswer = {
      deviceId,
      credential,
      deviceSalt: salt,
      origin: store.origin,
      registerId,
      series,
      from,
      upTo,
      lease: lease?.signed ?? null,
      platformKey: await services.platformKey.publicKey().catch((error: unknown) => {
        if (error instanceof KeystoreError) return null;
        throw error;
      }),
    };
    return sent(answer, 201);
  },
});

const list = endpoint({
  method: "get",
  path: "/devices",
  tag: TAG,
  summary: "Los equipos de la tienda, con su caja, su serie y cuándo se supo de ellos.",
  access: ["manage_devices", "audit"],
  answer: { status: 200, text: "Los equipos", content: named("DeviceList", zList(zDevice)) },
  async handle({ services, store }) {
    return sent({ items: (await listDevices(services.control, store)).map(answerOf), nextCursor: null });
  },
});

const one = endpoint({
  method: "get",
  path: "/devices/{id}",
  tag: TAG,
  summary: "Un equipo de la tienda.",
  access: ["manage_devices", "audit"],
  answer: { status: 200, text: "El equipo", content: named("Device", zDevice) },
  refusals: ["NotFound"],
  handle: found,
});

const rename = endpoint({
  method: "patch",
  path: "/devices/{id}",
  tag: TAG,
  summary: "Cambia el nombre de un equipo.",
  access: ["manage_devices"],
  body: named("DeviceName", zDeviceName),
  idempotency: "key",
  answer: { status: 204, text: "Nombre cambiado" },
  refusals: ["DeviceUnknown", "DeviceRevoked"],
  async handle({ context, asked, params, body }) {
    return handled(await renameDevice(context, asked, withPath(body, { deviceId: params["id"] ?? "" })), 204);
  },
});

const revoke = endpoint({
  method: "delete",
  path: "/devices/{id}",
  tag: TAG,
  summary:
    "Quita el permiso a un equipo y cierra su serie. Lo que vendió y no envió sigue guardado en él. Un equipo puede quitárselo a sí mismo.",
  access: ["manage_devices", "device"],
  idempotency: "own",
  answer: { status: 204, text: "Ya no está autorizado" },
  refusals: ["DeviceUnknown"],
  async handle({ services, shop, caller, context, params }) {
    const devices = { ...services, shop: shop.id }, { id: deviceId = "" } = params;
    // A device may end itself: whoever unpairs a tablet has it in their hands.
    if (caller.kind === "device" && caller.device.deviceId !== deviceId) {
      return refusalProblem({ type: "DeviceUnknown" });
    }
    const asked = { id: `revocation-${deviceId}` };
    return handled(await shutOutDevice(devices, context, asked, deviceId), 204);
  },
});

const invite = endpoint({
  method: "post",
  path: "/pairing-codes",
  tag: TAG,
  summary: "Da un código para vincular un equipo: vale diez minutos y una sola vez.",
  access: ["manage_devices"],
  body: named("Inviting", zInviting),
  idempotency: "own",
  answer: { status: 201, text: "El código", content: named("Invitation", zInvitation) },
  async handle({ services, shop, staff: { personId }, body }) {
    const invited = parseInput(zInviting, body), devices = { ...services, shop: shop.id };
    if (!invited.ok) return refusalProblem(invited.error);
    const { registerId = null } = invited.value;
    return sent(await newPairingCode(devices, { personId, registerId }), 201);
  },
});

async function found({ services, store, params }: Call<unknown>): Promise<Response> {
  const device = (await listDevices(services.control, store)).find(({ deviceId }) =>
    deviceId === params["id"]
  );
  return device ? sent(answerOf(device)) : requestProblem("NotFound");
}

const answerOf = ({ series, ...device }: ListedDevice): DeviceAnswer => ({
  ...device,
  series: series.map(({ deviceId: _, closedAt: __, ...lease }) => lease),
});

export const DEVICES = [pairing, list, one, rename, revoke, invite];
