import { commandSigned } from "../../kernel/device_signature.ts";
import { sha256, utf8Bytes } from "./bytes.ts";
import type { Dev, Envelope } from "./envelope.ts";
import type { FaultList } from "./faults.ts";

/** The fact that names a device's key: the log alone says who may have signed what. */
export const DEVICE_PAIRED = "DevicePaired";
/** A command kept aside: it says itself that something was wrong with it, so its link may be. */
export const COMMAND_PARKED = "DeviceCommandParked";

/** The text that a device signed, made again of all events of one command; null where the log cannot say it. */
export type SignedText = (events: readonly Envelope[]) => string | null;

export interface DeviceChecks {
  /** Public keys known beforehand, 32 raw bytes in base64 by device id. The log's own must be the same. */
  readonly pinned?: ReadonlyMap<string, string>;
  readonly signedText?: SignedText;
}

const PENDING_MAX = 64;

/**
 * Follows each device's own chain through the log (design §8). What must hold of a command's place:
 *
 * 1. Numbers rise by one: a missing number is a sale somebody dropped.
 * 2. From `DevicePaired` on, every command is signed by that key over log, device, number, `prev` and `hash`.
 * 3. `prev` is the hash of the device's command before. After a link without a hash nothing is known of it.
 * 4. Where the events say all that was signed, its text must have that hash: content cannot be edited either.
 *
 * A parked command is free of 2 and 3, since a fork or a signature that does not hold is what it was parked for. It
 * stands in the log for everybody to see, and its signature, where it has one, is checked like any other.
 */
export class DeviceChains {
  readonly #links = new Map<string, Dev>();
  readonly #keys: Map<string, string>;
  readonly #pending: Promise<void>[] = [];
  /** Events of the command that is being read. */
  #command: Envelope[] = [];

  constructor(private readonly faults: FaultList, private readonly checks: DeviceChecks = {}) {
    this.#keys = new Map(checks.pinned);
  }

  check(envelope: Envelope): void {
    const { dev, cmd } = envelope, [first] = this.#command;
    if (first && (dev?.id !== first.dev!.id || dev.seq !== first.dev!.seq || cmd !== first.cmd)) this.#end();
    if (dev !== null) {
      if (this.#command.length === 0) this.#checkLink(envelope, dev);
      else if (!sameDev(this.#command[0]!.dev!, dev)) {
        this.#fault(envelope.pos, dev, "differs from the first event of its command");
      }
      this.#command.push(envelope);
    }
    if (envelope.type === DEVICE_PAIRED) this.#learnKey(envelope);
  }

  /** To be awaited between rows: signatures are verified beside the reading, but never without bound. */
  async settle(all = false): Promise<void> {
    if (all) this.#end();
    if (all || this.#pending.length >= PENDING_MAX) await Promise.all(this.#pending.splice(0));
  }

  #checkLink({ type, log, pos }: Envelope, dev: Dev): void {
    const last = this.#links.get(dev.id), parked = type === COMMAND_PARKED, key = this.#keys.get(dev.id);
    const expected = (last?.seq ?? 0) + 1, { hash = null, sig } = dev;
    if (dev.seq !== expected) this.#fault(pos, dev, `number ${dev.seq} where ${expected} was due`);
    else if (sig === null || hash === null) {
      if (key !== undefined && !parked) this.#fault(pos, dev, "not signed, and the device has a key");
    } else if (!parked && dev.prev !== expectedPrev(last, dev.prev)) {
      this.#fault(pos, dev, "does not name the command before it");
    }
    if (sig !== null && hash !== null) {
      if (key === undefined) this.#fault(pos, dev, "signed, and no key of the device is known");
      else this.#verifyLater({ ...dev, sig }, key, { log, hash, pos });
    }
    this.#links.set(dev.id, dev);
  }

  #verifyLater(
    dev: Dev & { readonly sig: string },
    key: string,
    { log, hash, pos }: { readonly log: string; readonly hash: string; readonly pos: number },
  ): void {
    const place = { origin: log, deviceId: dev.id, seq: dev.seq, prevHash: dev.prev, hash };
    this.#pending.push((async () => {
      if (!await commandSigned(key, place, dev.sig)) {
        this.#fault(pos, dev, "the device's signature does not fit");
      }
    })());
  }

  /** All events of a command are there: does what they say have the hash that was signed? */
  #end(): void {
    const events = this.#command, [first] = events;
    this.#command = [];
    const hash = first?.dev?.hash ?? null;
    if (!first?.dev || hash === null) return;
    const text = this.checks.signedText?.(events) ?? null;
    if (text !== null && sha256(utf8Bytes(text)).toHex() !== hash) {
      this.#fault(first.pos, first.dev, "says something else than its device signed");
    }
  }

  #learnKey({ data, pos }: Envelope): void {
    const { deviceId, publicKey } = data as { readonly deviceId?: unknown; readonly publicKey?: unknown };
    if (typeof deviceId !== "string" || typeof publicKey !== "string") return;
    const known = this.#keys.get(deviceId);
    if (known === undefined) this.#keys.set(deviceId, publicKey);
    else if (known !== publicKey) {
      this.faults.add("device-chain", pos, `device ${deviceId}: another key than the one known before`);
    }
  }

  #fault(pos: number, dev: Dev, message: string): void {
    this.faults.add("device-chain", pos, `device ${dev.id} command ${dev.seq}: ${message}`);
  }
}

/** What `prev` must be after a link; whatever it is where the link has no hash. */
function expectedPrev(last: Dev | undefined, prev: string | null): string | null {
  if (last === undefined) return null;
  return last.hash ?? prev;
}

const sameDev = (a: Dev, b: Dev): boolean =>
  a.prev === b.prev && (a.hash ?? null) === (b.hash ?? null) && a.sig === b.sig;
