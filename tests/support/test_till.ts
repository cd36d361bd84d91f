import type { DeviceFact } from "../../events/facts/device.ts";
import { pairDevice, readPairing } from "../../commands/devices/pair_device.ts";
import { push, type PushContext } from "../../commands/sync/push.ts";
import { commandHash, signCommand } from "../../kernel/device_signature.ts";
import type { NewProduct, PushCommand, PushCommandType, PushPayloads } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import { testDevice } from "./test_device.ts";
import { builtSale, taken, type TestShop } from "./test_shop.ts";

/** A tablet: numbers its commands and sends them as written. */
export class TestTill {
  readonly deviceId: string;
  readonly outbox: PushCommand[] = [];
  readonly #shop: TestShop;
  #key: CryptoKey | null = null;
  /** Set to send as somebody else than a person in a session. */
  given: Partial<PushContext> = {};

  constructor(shop: TestShop, deviceId: string = shop.ids.next()) {
    this.#shop = shop;
    this.deviceId = deviceId;
  }

  get context(): PushContext {
    const { actor: _, dev: __, ...context } = this.#shop.as();
    const staff = new Set([this.#shop.lucha]);
    return { ...context, carrier: null, staff, leaseEnd: () => Promise.resolve(null), ...this.given };
  }

  /** Makes a key and registers it: from here on the outbox is signed when it is sent. */
  async pair(name = "Tablet"): Promise<void> {
    const device = await testDevice(this.deviceId);
    const input = taken(await readPairing(await device.pairing({ name })));
    taken(await pairDevice(this.#shop.as(), input));
    this.#key = device.privateKey;
  }

  /** For a device that was paired through the API. */
  signWith(privateKey: CryptoKey): void {
    this.#key = privateKey;
  }

  /** The outbox as it goes out: each command names the one before it and is signed. */
  async signed(): Promise<PushCommand[]> {
    let prevHash: string | null = null;
    const signed: PushCommand[] = [];
    for (const command of this.outbox) {
      const chained: PushCommand = { ...command, prevHash };
      const { origin } = this.#shop.store, { deviceId } = this, hash = await commandHash(chained);
      const place = { origin, deviceId, seq: command.seq, prevHash, hash };
      signed.push(this.#key ? { ...chained, sig: await signCommand(this.#key, place) } : chained);
      prevHash = hash;
    }
    return signed;
  }

  /** Puts a command into the outbox. */
  write<Type extends PushCommandType>(
    type: Type,
    payload: PushPayloads[Type],
    occurredAt: Instant = this.#shop.clock.now(),
  ): PushCommand {
    const command = {
      cmdId: this.#shop.ids.next(),
      seq: this.outbox.length + 1,
      type,
      payloadVersion: 1,
      payload,
      occurredAt,
      cashierId: this.#shop.lucha,
      appBuild: "test",
      prevHash: null,
    } as PushCommand;
    this.outbox.push(command);
    return command;
  }

  send(commands: readonly unknown[] = this.outbox, baseSeq = 0) {
    return push(this.context, {
      deviceId: this.deviceId,
      baseSeq,
      commands: JSON.parse(JSON.stringify(commands)),
    });
  }

  /** Sends and expects the push as a whole to be taken. */
  async sent(commands: readonly unknown[] = this.outbox) {
    const { lastSeq, results } = taken(await this.send(commands));
    return {
      lastSeq,
      results,
      said: results.map(({ status, code }) => code === null ? status : `${status} ${code}`),
    };
  }
}

/** Writes a sale of one unit into the till's outbox. */
export const sell = (
  shop: TestShop,
  till: TestTill,
  cashSessionId: string,
  number: number,
  product: NewProduct,
) => till.write("RegisterSale", { sale: builtSale(shop, { cashSessionId, number }, [[product, 1000]]) });

/** What the shop's ledger keeps aside, with the place in the device's chain. */
export const parkedIn = async (shop: TestShop) =>
  (await shop.store.read({ types: ["DeviceCommandParked"], limit: 100 }))
    .map(({ data, dev }) => ({
      ...data as Extract<DeviceFact, { type: "DeviceCommandParked" }>["data"],
      dev,
    }));
