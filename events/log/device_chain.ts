import { type Bytes, fromBase64, sha256 } from "./bytes.ts";
import { deviceFactBytes } from "./device_fact.ts";
import type { Dev, Envelope } from "./envelope.ts";
import type { FaultList } from "./faults.ts";
import { importKey } from "./verifier_key.ts";

interface Link {
  readonly cmd: string;
  readonly dev: Dev;
  /** SHA-256 of the last signed fact, in hex. Null while the device has signed none. */
  readonly factHash: string | null;
}

const PENDING_MAX = 64;

/**
 * Follows each tablet's own chain through the log: numbers without a gap, each signed fact naming the one before it,
 * signatures that hold. The server can neither drop nor edit a till's sale without breaking it.
 */
export class DeviceChains {
  readonly #links = new Map<string, Link>();
  readonly #pending: Promise<void>[] = [];

  constructor(
    private readonly faults: FaultList,
    /** Raw Ed25519 public keys by device id. A device without one is checked by its chain alone. */
    private readonly keys: ReadonlyMap<string, Bytes>,
  ) {}

  check(envelope: Envelope): void {
    const { dev, cmd, pos } = envelope;
    if (dev === null) return;
    const last = this.#links.get(dev.id);
    if (last?.dev.seq === dev.seq && last.cmd === cmd) return this.#checkSame(last.dev, dev, pos);

    const fact = dev.sig === null ? null : deviceFactBytes(envelope);
    const expected = (last?.dev.seq ?? 0) + 1;
    if (dev.seq !== expected) this.#fault(pos, dev, `number ${dev.seq} where ${expected} was due`);
    else if (fact === null && last?.factHash) this.#fault(pos, dev, "unsigned after signed facts");
    else if (fact !== null && dev.prev !== (last?.factHash ?? null)) {
      this.#fault(pos, dev, "does not name the fact before it");
    }
    if (fact !== null) this.#verifyLater(dev, fact, pos);
    this.#links.set(dev.id, { cmd, dev, factHash: fact === null ? null : sha256(fact).toHex() });
  }

  /** To be awaited between rows: signatures are verified beside the reading, but never without bound. */
  async settle(all = false): Promise<void> {
    if (all || this.#pending.length >= PENDING_MAX) await Promise.all(this.#pending.splice(0));
  }

  /** A further event of a command already counted. */
  #checkSame(first: Dev, dev: Dev, pos: number): void {
    if (first.prev !== dev.prev || first.sig !== dev.sig) {
      this.#fault(pos, dev, "differs from the first event of its command");
    }
  }

  #verifyLater(dev: Dev, fact: Bytes, pos: number): void {
    const key = this.keys.get(dev.id);
    const signature = fromBase64(dev.sig!);
    if (key === undefined) return;
    this.#pending.push((async () => {
      const good = signature !== null &&
        await crypto.subtle.verify("Ed25519", await importKey(key), signature, fact);
      if (!good) this.#fault(pos, dev, "the device's signature does not fit");
    })());
  }

  #fault(pos: number, dev: Dev, message: string): void {
    this.faults.add("device-chain", pos, `device ${dev.id} fact ${dev.seq}: ${message}`);
  }
}
