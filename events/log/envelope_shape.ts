const KEYS = "actor,cmd,data,dev,id,log,occurredAt,pii,pos,recordedAt,stream,sv,type,v,ver".split(",");
const ACTOR_KINDS = new Set<unknown>(["person", "device", "system", "operator"]);
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
const HASH = /^[0-9a-f]{64}$/;
const SIGNATURE = /^[A-Za-z0-9+/]{86}==$/;

/** What is wrong with `value` as an envelope, or null. By hand, since every append and every read pays for it. */
export function shapeFault(value: unknown): string | null {
  if (!isObject(value)) return "not an object";
  const extra = keysFault(value, KEYS, "");
  if (extra !== null) return extra;
  if (value.v !== 1) return `v: ${JSON.stringify(value.v)}`;
  for (const key of ["log", "stream", "id", "type", "cmd"]) {
    if (!isText(value[key])) return `${key}: not a text`;
  }
  for (const key of ["pos", "ver", "sv"]) if (!isOrdinal(value[key])) return `${key}: not 1 or more`;
  for (const key of ["recordedAt", "occurredAt"]) {
    const instant = value[key];
    if (typeof instant !== "string" || !INSTANT.test(instant)) return `${key}: not an instant`;
  }
  if (!isObject(value.data)) return "data: not an object";
  return actorFault(value.actor) ?? (value.dev === null ? null : devFault(value.dev)) ?? piiFault(value.pii);
}

function actorFault(actor: unknown): string | null {
  if (!isObject(actor)) return "actor: not an object";
  if (!ACTOR_KINDS.has(actor.kind)) return `actor.kind: ${JSON.stringify(actor.kind)}`;
  if (!isText(actor.id)) return "actor.id: not a text";
  return keysFault(actor, ["id", "kind"], "actor.");
}

const DEV = ["hash", "id", "prev", "seq", "sig"];
/** As written before devices had keys; such bytes stay what they are. */
const DEV_BEFORE_KEYS = ["id", "prev", "seq", "sig"];
function devFault(dev: unknown): string | null {
  if (!isObject(dev)) return "dev: not an object";
  if (!isText(dev.id)) return "dev.id: not a text";
  if (!isOrdinal(dev.seq)) return "dev.seq: not 1 or more";
  if (dev.prev !== null && !matches(HASH, dev.prev)) return "dev.prev: not a SHA-256 in hex";
  if (dev.sig !== null && !matches(SIGNATURE, dev.sig)) return "dev.sig: not 64 bytes in base64";
  const hash = dev.hash ?? null;
  if (hash !== null && !matches(HASH, hash)) return "dev.hash: not a SHA-256 in hex";
  if (dev.sig === null && (dev.prev !== null || hash !== null)) {
    return "dev: only a signed command has hashes";
  }
  if (dev.sig !== null && hash === null) return "dev.hash: missing of a signed command";
  return keysFault(dev, Object.hasOwn(dev, "hash") ? DEV : DEV_BEFORE_KEYS, "dev.");
}

const SEALED = ["ct", "field", "iv", "kid", "subject"];
function piiFault(pii: unknown): string | null {
  if (!Array.isArray(pii)) return "pii: not a list";
  for (let i = 0; i < pii.length; i++) {
    const sealed: unknown = pii[i];
    if (!isObject(sealed)) return `pii.${i}: not an object`;
    for (const key of SEALED) if (!isText(sealed[key])) return `pii.${i}.${key}: not a text`;
    const extra = keysFault(sealed, SEALED, `pii.${i}.`);
    if (extra !== null) return extra;
  }
  return null;
}

/** The keys, all of them and no other. */
function keysFault(value: Record<string, unknown>, keys: readonly string[], at: string): string | null {
  for (const key of keys) if (!Object.hasOwn(value, key)) return `${at}${key}: missing`;
  const found = Object.keys(value);
  if (found.length === keys.length) return null;
  return `${at}${found.find((key) => !keys.includes(key))}: unknown key`;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isText = (value: unknown): boolean => typeof value === "string" && value !== "";
const isOrdinal = (value: unknown): boolean => Number.isSafeInteger(value) && (value as number) >= 1;
const matches = (pattern: RegExp, value: unknown): boolean =>
  typeof value === "string" && pattern.test(value);
