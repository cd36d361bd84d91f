import { dirname } from "node:path";
import Database from "libsql";
import { addProduct } from "../../commands/catalogue/add_product.ts";
import { reviseProduct } from "../../commands/catalogue/revise_product.ts";
import { pairDevice, readPairing } from "../../commands/devices/pair_device.ts";
import { leasedSeries } from "../../commands/devices/renew_series.ts";
import type { CommandContext } from "../../commands/handle.ts";
import { addRegister } from "../../commands/shop/add_register.ts";
import { openShop } from "../../commands/shop/open_shop.ts";
import { setSalesGate } from "../../commands/shop/set_sales_gate.ts";
import { receiveStock } from "../../commands/stock/receive_stock.ts";
import { writeOffStock } from "../../commands/stock/write_off_stock.ts";
import { pull } from "../../commands/sync/pull.ts";
import { push, type PushContext } from "../../commands/sync/push.ts";
import { refusalProblem } from "../../api/http/problem.ts";
import { FACTS, PROJECTIONS } from "../../compose.ts";
import { productsById } from "../../events/projections/catalogue/queries.ts";
import { seriesOfDevice } from "../../events/projections/pairing/queries.ts";
import { openTenants, parseTenantId, type Tenants, type TenantStore } from "../../events/store/mod.ts";
import { type Ids, uuidv7Maker } from "../../kernel/ids.ts";
import { centimos } from "../../kernel/money.ts";
import type { PulledCashier } from "../../kernel/sync.ts";
import { taken } from "../support/test_shop.ts";
import type { Goods } from "./goods.ts";
import type { World } from "./world.ts";

const TENANT = parseTenantId("minimarket-simulado")!;

/** One request; `token` is the credential of a device that was taken in. */
export interface Asked {
  readonly path: string;
  readonly body: string | null;
  readonly token: string | null;
}

export interface Answer {
  readonly status: number;
  readonly text: string;
}

/** The shop's side: the real commands over a real store in a folder, and its owner. */
export class ShopServer {
  readonly ids: Ids;
  readonly #dir: string;
  readonly #world: World;
  #tenants!: Tenants;
  store!: TenantStore;
  readonly ownerId: string;
  readonly cashiers: PulledCashier[] = [];
  /** The platform knows it too: what the ledger says of the gate is held against it. */
  open = true;
  #backup = 0;
  #credentials = new Map<string, string>();
  #credentialsBackedUp: ReadonlyMap<string, string> = new Map();
  #life = 1;

  constructor(world: World, dir: string) {
    this.#world = world;
    this.#dir = dir;
    this.ids = uuidv7Maker(world.clock, world.chance.fill);
    this.ownerId = this.ids.next();
  }

  get context(): CommandContext {
    const { store, ids } = this, { clock } = this.#world;
    const actor = { kind: "person", id: this.ownerId } as const;
    return { store, clock, ids, actor, dev: null, pause: () => Promise.resolve() };
  }

  /** As the API makes it for a person's session. */
  get pushContext(): PushContext {
    const { actor: _, dev: __, ...context } = this.context;
    const staff = new Set([this.ownerId, ...this.cashiers.map(({ cashierId }) => cashierId)]);
    return { ...context, carrier: null, staff, leaseEnd: () => Promise.resolve(null) };
  }

  async start(): Promise<void> {
    this.#tenants = await openTenants({
      config: { kind: "embedded", dir: `${this.#dir}/life-${this.#life}` },
      baseDomain: "caserito.test",
      facts: FACTS,
      projections: PROJECTIONS,
      clock: this.#world.clock,
    });
    this.store = await this.#tenants.create(TENANT);
  }

  stop = (): Promise<void> => this.#tenants.close();

  /** A new shop with so many registers, its goods on the shelf. */
  async found(goods: readonly Goods[], registers: readonly string[]): Promise<void> {
    const asked = () => ({ id: this.ids.next() });
    const shop = { name: "Minimarket", slug: "minimarket", niche: "minimarket" };
    taken(await openShop(this.context, asked(), shop));
    for (const [i, registerId] of registers.entries()) {
      const series = `T00${i + 1}`;
      taken(await addRegister(this.context, asked(), { registerId, name: `Caja ${i + 1}`, series }));
    }
    for (const { stock, ...product } of goods) {
      taken(await addProduct(this.context, asked(), product));
      if (stock > 0) await this.receive(product.productId, stock);
    }
  }

  /** As the API answers it. What nobody foresaw is a 500, as there. */
  async answer({ path, body, token }: Asked): Promise<Answer> {
    try {
      const carrier = token === null ? null : this.#credentials.get(token);
      const response = carrier === undefined
        ? new Response("", { status: 401 })
        : path.startsWith("/api/v1/sync/pull")
        ? await this.#pull(path, carrier)
        : await this.#posted(path, body ?? "", carrier);
      return { status: response.status, text: await response.text() };
    } catch {
      return { status: 500, text: "" };
    }
  }

  async #posted(path: string, text: string, carrier: string | null): Promise<Response> {
    let body: unknown;
    try {
      body = JSON.parse(text);
    } catch {
      return new Response("", { status: 400 });
    }
    if (path === "/api/v1/devices") return await this.#takeIn(body);
    const pushed = await push({ ...this.pushContext, carrier }, body);
    return pushed.ok ? Response.json({ ...pushed.value, lease: null }) : refusalProblem(pushed.error);
  }

  async #pull(path: string, carrier: string | null): Promise<Response> {
    const { store, cashiers, context } = this, asked = new URL(path, "http://shop.test").searchParams;
    const series = carrier === null ? [] : await leasedSeries(context, carrier);
    return Response.json(
      await pull({
        store,
        clock: this.#world.clock,
        cashiers,
        device: carrier === null ? null : { deviceId: carrier, made: Number(asked.get("made")) },
        series: series.map(({ deviceId: _, closedAt: __, ...lease }) => lease),
      }, asked.get("cursor")),
    );
  }

  /** As `enterDevice` does for somebody who may sell; the credential stands beside the ledger, as in the control database. */
  async #takeIn(body: unknown): Promise<Response> {
    const read = await readPairing(body);
    if (!read.ok) return refusalProblem(read.error);
    const paired = await pairDevice(this.context, read.value);
    if (!paired.ok) return refusalProblem(paired.error);
    const { deviceId } = read.value, credential = this.ids.next();
    for (const [token, known] of this.#credentials) if (known === deviceId) this.#credentials.delete(token);
    this.#credentials.set(credential, deviceId);
    const [held] = await seriesOfDevice(this.store.db, deviceId);
    const { registerId, series, from, upTo } = held!;
    const given = { registerId, series, from, upTo, lease: null, platformKey: null };
    const answer = { deviceId, credential, deviceSalt: "", origin: this.store.origin, ...given };
    return Response.json(answer, { status: 201 });
  }

  async receive(productId: string, thousandths: number): Promise<void> {
    const lines = [{ productId, quantity: thousandths, unitCostCentimos: null }];
    taken(await receiveStock(this.context, { id: this.ids.next() }, { receiptId: this.ids.next(), lines }));
  }

  async writeOff(productId: string, thousandths: number): Promise<void> {
    const loss = { lossId: this.ids.next(), productId, quantity: thousandths, reason: "merma" };
    taken(await writeOffStock(this.context, { id: this.ids.next() }, loss));
  }

  async reprice(productId: string, price: number): Promise<void> {
    const before = (await productsById(this.store.db, [productId])).get(productId)!;
    const { active: _, ...after } = { ...before, priceCentimos: centimos(price) };
    taken(await reviseProduct(this.context, { id: this.ids.next() }, { ...after, before }));
  }

  async gate(open: boolean): Promise<void> {
    this.open = open;
    const reason = open ? "al día" : "falta el pago";
    taken(await setSalesGate(this.context, { id: this.ids.next() }, { open, reason }));
  }

  /** The process ends and begins again: what was in hand gets an error or no answer. */
  async restart(): Promise<void> {
    await this.stop();
    await this.start();
  }

  /** A copy of all that is committed at this moment. */
  backUp(): void {
    // With the library that writes the file: another one in this process would let go of its locks.
    const database = new Database(this.#path(this.#life));
    database.exec(`VACUUM INTO '${this.#dir}/backup-${++this.#backup}.db'`);
    database.close();
    this.#credentialsBackedUp = new Map(this.#credentials);
  }

  /** The disk broke: the newest backup takes its place on a new one, and everything since is gone. */
  async restore(): Promise<void> {
    await this.stop();
    this.#life += 1;
    await Deno.mkdir(dirname(this.#path(this.#life)), { recursive: true });
    await Deno.copyFile(`${this.#dir}/backup-${this.#backup}.db`, this.#path(this.#life));
    this.#credentials = new Map(this.#credentialsBackedUp);
    await this.start();
  }

  get hasBackup(): boolean {
    return this.#backup > 0;
  }

  #path(life: number): string {
    return `${this.#dir}/life-${life}/tenants/${TENANT}.db`;
  }
}
