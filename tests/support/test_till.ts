import type { DeviceFact } from "../../events/facts/device.ts";
import { push, type PushContext } from "../../commands/sync/push.ts";
import type { NewProduct, PushCommand, PushCommandType, PushPayloads } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import { builtSale, taken, type TestShop } from "./test_shop.ts";

/** A tablet: numbers its commands and sends them as written. */
export class TestTill {
  readonly deviceId: string;
  readonly outbox: PushCommand[] = [];
  readonly #shop: TestShop;

  constructor(shop: TestShop) {
    this.#shop = shop;
    this.deviceId = shop.ids.next();
  }

  get context(): PushContext {
    const { actor: _, dev: __, ...context } = this.#shop.as();
    return context;
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
    .map(({ data, dev }) => ({ ...data as DeviceFact["data"], dev }));
