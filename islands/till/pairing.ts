import { toBase64 } from "../../kernel/base64.ts";
import { pairingStatement, signText } from "../../kernel/device_signature.ts";
import type { SignedLease } from "../../kernel/lease.ts";
import { TILL_SETTINGS } from "../../kernel/sync.ts";
import type { Device } from "./device.ts";
import type { LocalStore } from "./local_store.ts";
import type { Outbox } from "./outbox.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/**
 * What came of asking the shop to take this device in. `unreachable` is asked again; `code` needs somebody who may manage
 * devices; `signed-out` needs anybody who may sell; `shut-out` was taken in once and is no longer.
 */
export type PairingOutcome = "paired" | "unreachable" | "code" | "signed-out" | "shut-out" | "refused";

/** `201` of `POST /api/v1/devices`. */
interface Answer {
  readonly credential: string;
  readonly deviceSalt: string;
  readonly origin: string;
  readonly registerId: string;
  readonly series: string;
  readonly from: number;
  readonly upTo: number;
  readonly lease: SignedLease | null;
  readonly platformKey: string | null;
}

interface Deps {
  readonly till: Till;
  readonly store: LocalStore;
  readonly outbox: Outbox;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Of an invitation, as a person typed it. */
  readonly code?: string;
}

/** A browser that cannot sign cannot be a till: nobody could tell its sales from invented ones. */
export async function newKeys(): Promise<Pick<Device, "privateKey" | "publicKey"> | null> {
  try {
    const made = await crypto.subtle.generateKey("Ed25519", false, ["sign", "verify"]) as CryptoKeyPair;
    const raw = await crypto.subtle.exportKey("raw", made.publicKey);
    return { privateKey: made.privateKey, publicKey: toBase64(new Uint8Array(raw)) };
  } catch {
    return null;
  }
}

/** Makes this device one of the shop. Asked again with the same key it is the same device: no answer is ever lost. */
export async function pair({ till, store, outbox, fetch, code }: Deps): Promise<PairingOutcome> {
  const device = await deviceOf(till, store, outbox);
  if (!device) return "refused";
  const { deviceId, publicKey, privateKey } = device;
  const proof = await signText(privateKey, pairingStatement(deviceId, publicKey, code ?? null));
  // Taken in again by a server that was restored, it asks for the register it had: its numbers were given from there.
  const registerId = till.drawer.value?.registerId ?? till.told.value?.series.at(-1)?.registerId;
  const body = {
    deviceId,
    name: deviceName(),
    publicKey,
    proof,
    ...registerId && { registerId },
    ...code && { code },
  };
  const response = await fetch("/api/v1/devices", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
    signal: AbortSignal.timeout(20_000),
  }).catch(() => null);
  if (response?.status !== 201) return await outcomeOf(response);
  await takeHome(till, store, device, await response.json() as Answer);
  await outbox.sealAll();
  return "paired";
}

/** With its keys, which are kept before anybody hears of them. A chain that began unsigned begins anew, to be signed whole. */
async function deviceOf(till: Till, store: LocalStore, outbox: Outbox): Promise<Device | null> {
  const { device, chain } = await store.load();
  if (device && (device.paired || chain.ackedSeq === 0)) return device;
  const keys = await newKeys();
  if (!keys) {
    till.refused.value = LATER.noKeys;
    return null;
  }
  if (chain.ackedSeq > 0) await outbox.startAnew(till.ids.next());
  const made: Device = { ...keys, deviceId: (await store.load()).chain.deviceId, paired: null };
  await store.save({ device: made });
  return made;
}

async function outcomeOf(response: Response | null): Promise<PairingOutcome> {
  if (!response || response.status >= 500 || response.status === 429) return "unreachable";
  const { type = "" } = await response.json().catch(() => ({})) as { type?: string };
  // A wifi's page that asks for money is no answer of the shop: taken for a no, unsigned sales would go out.
  if (response.status < 400 || type === "" && response.status !== 401) return "unreachable";
  if (/pairing-code-(?:missing|wrong)$/.test(type)) return "code";
  if (type.endsWith("device-revoked")) return "shut-out";
  if (type.endsWith("version-conflict")) return "unreachable"; // somebody else was taken in at that moment
  return response.status === 401 ? "signed-out" : "refused";
}

async function takeHome(till: Till, store: LocalStore, device: Device, answer: Answer): Promise<void> {
  const { credential, origin, deviceSalt, platformKey, registerId, series, from, upTo, lease } = answer;
  const told = till.told.value ?? { cashiers: [], settings: TILL_SETTINGS };
  till.told.value = {
    ...told,
    origin,
    lease,
    series: [{ registerId, series, from, upTo, lastTicket: from - 1 }],
  };
  const drawer = movedTo(till, series, from);
  await store.save({
    device: { ...device, paired: { credential, origin, deviceSalt } },
    platformKey,
    told: till.told.value,
    ...drawer && { drawer },
  });
  if (drawer) till.drawer.value = drawer;
}

/** A drawer opened before the device had a series of its own goes on in that one: no two devices number on one. */
function movedTo(till: Till, series: string, from: number) {
  const drawer = till.drawer.value;
  if (!drawer || drawer.series === series) return null;
  return { ...drawer, series, nextTicket: from };
}

/** What an owner calls it until somebody gives it a better name. */
function deviceName(): string {
  const [name] = /iPad|iPhone|Android|Windows|Macintosh|CrOS|Linux/.exec(navigator.userAgent) ?? [];
  return LATER.deviceName(name === "CrOS" ? "Chromebook" : name === "Macintosh" ? "Mac" : name ?? null);
}
