import { z } from "zod";
import { amendment } from "../../domain/cash_session/addendum.ts";
import type { CashSession } from "../../domain/cash_session/decider.ts";
import { loadSession } from "../cash_session/load_session.ts";
import { saleDecider, type SaleSurroundings, soldByProduct } from "../../domain/sale/decider.ts";
import { cashSessionStream, saleStream, stockCountStream } from "../../domain/streams.ts";
import type { Product } from "../../events/facts/catalogue.ts";
import { type SaleFlag, zSale } from "../../events/facts/sales.ts";
import { productsById } from "../../events/projections/catalogue/queries.ts";
import { customerById, entriesOf } from "../../events/projections/credit/queries.ts";
import type { TenantDb, TenantStore } from "../../events/store/types.ts";
import { isTooOld, oldestDebtAt } from "../../kernel/credit.ts";
import { sumCentimos } from "../../kernel/money.ts";
import { ticketNumberTaken } from "../../events/projections/sales/queries.ts";
import { stockOf, type StockState } from "../../events/projections/stock/queries.ts";
import { tillSettings } from "../../events/projections/till_settings/queries.ts";
import { quantity } from "../../kernel/quantity.ts";
import { ok } from "../../kernel/result.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { PushPayloads } from "../../kernel/sync.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { approvalOf, inApproval, isApproved } from "../approval.ts";
import { defineCommand } from "../define_command.ts";
import { countsSince, LATE_MS } from "./counts_since.ts";
import { loadSale } from "./load_sale.ts";
import { versionOf } from "../handle.ts";

/** A tablet not yet updated says nothing of a customer. */
const inSale = zSale.extend({ customerId: zSale.shape.customerId.default(null) });

/** A discount above the shop's limit brings its approval; a sale without one is flagged and stands. */
export const zRegisterSale = z.object({
  sale: inSale,
  approval: inApproval,
  creditApproval: inApproval,
}) satisfies z.ZodType<
  PushPayloads["RegisterSale"]
>;

/** What a registered sale answers. */
export interface SaleRegisteredOutcome {
  readonly saleId: string;
  readonly flags: readonly SaleFlag[];
}

const command = (gate: "sell" | "always") =>
  defineCommand({
    type: "RegisterSale",
    schema: zRegisterSale,
    attempt: async (context, { sale, approval, creditApproval }) => {
      const { store, clock, flags = [] } = context;
      const { size } = await store.head();
      const approved = isApproved(context, approval, "discount");
      const lendApproved = isApproved(context, creditApproval, "credit");
      const said = [
        ...approved ? [await approvalOf(context, approval, sale.saleId)] : [],
        ...lendApproved ? [await approvalOf(context, creditApproval, sale.saleId)] : [],
      ];
      const [{ surroundings, session, sessionVersion }, { sale: known, version }] = await Promise.all([
        surroundingsOf(store, sale, approved, lendApproved),
        loadSale(store, sale.saleId),
      ]);
      const decision = saleDecider.decide(
        { type: "RegisterSale", sale, surroundings: { ...surroundings, delivery: flags } },
        known,
      );
      if (!decision.ok) return decision;
      const [registered] = decision.value;
      const counts = surroundings.countsSince.map(({ countId }) => stockCountStream(countId));
      const outcome: SaleRegisteredOutcome = {
        saleId: sale.saleId,
        flags: registered?.type === "SaleRegistered" ? registered.data.flags : [],
      };
      // Two debts of one customer at once must see each other, or both would be within the limit.
      const onCredit = surroundings.credit !== null;
      const late = epochMsOf(clock.now()) - epochMsOf(sale.occurredAt) > LATE_MS;
      return ok({
        facts: [
          ...decision.value,
          ...said.map(({ fact }) => fact),
          ...session.status === "closed" ? [amendment(session, sale, clock.now())] : [],
        ],
        expected: [
          { stream: saleStream(sale.saleId), version },
          ...said.map(({ expected }) => expected),
          // A closing in between must turn into a flag and an addendum.
          { stream: cashSessionStream(sale.cashSessionId), version: sessionVersion },
          ...await Promise.all(
            [...new Set(counts)].map(async (stream) => ({ stream, version: await versionOf(store, stream) })),
          ),
        ],
        gate,
        ...surroundings.numberTaken ? {} : { freeTicket: sale.ticketNumber },
        outcome,
        // A count in between would miss a late sale, and the sale would miss the count.
        ...late || onCredit ? { expectedSize: size } : {},
      });
    },
  });

/** A sale made now: refused with 402 while the shop may not sell. */
export const registerSale = command("sell");
/** A sale made offline before selling was closed: it happened, so it is taken (design §7). */
export const registerEarlierSale = command("always");

/** Asked side by side: on a remote store each question is a round trip, and the queue at the counter is waiting. */
async function surroundingsOf(
  store: TenantStore,
  sale: Sale,
  discountApproved: boolean,
  lendApproved: boolean,
): Promise<{
  readonly surroundings: Omit<SaleSurroundings, "delivery">;
  readonly session: CashSession;
  readonly sessionVersion: number;
}> {
  const productIds = [...soldByProduct(sale).keys()];
  const [{ session, version }, products, stock, numberTaken, credit, settings] = await Promise.all([
    loadSession(store, sale.cashSessionId),
    productsById(store.db, productIds),
    stockOf(store.db, productIds),
    ticketNumberTaken(store.db, sale.ticketNumber, sale.saleId),
    creditOf(store.db, sale, lendApproved),
    tillSettings(store.db),
  ]);
  const itsOwn = session.status === "open" && session.registerId === sale.registerId;
  return {
    session,
    sessionVersion: version,
    surroundings: {
      session: itsOwn ? "open" : session.status === "closed" ? "closed" : "unknown",
      products: onOffer(products, stock),
      credit,
      numberTaken,
      discountPerMilleMax: settings.discountPerMilleMax,
      discountApproved,
      countsSince: await countsSince(store.db, sale.occurredAt, stock),
    },
  };
}

async function creditOf(db: TenantDb, sale: Sale, approved: boolean): Promise<SaleSurroundings["credit"]> {
  const fiado = sale.tenders.filter(({ method }) => method === "fiado");
  if (fiado.length === 0) return null;
  const customer = sale.customerId === null ? null : await customerById(db, sale.customerId);
  if (!customer || customer.erased || customer.name === null) return { known: false, exceeded: false };
  const entries = (await entriesOf(db, [customer.customerId])).get(customer.customerId) ?? [];
  const owed = customer.balanceCentimos + sumCentimos(fiado.map(({ amountCentimos }) => amountCentimos));
  const beyond = owed > customer.limitCentimos ||
    isTooOld(oldestDebtAt(entries), customer.maxAgeDays, sale.occurredAt);
  return { known: true, exceeded: beyond && !approved };
}

type Stock = ReadonlyMap<string, StockState>;

function onOffer(products: ReadonlyMap<string, Product>, stock: Stock): SaleSurroundings["products"] {
  const active = [...products.values()].filter((product) => product.active);
  return new Map(active.map(({ productId, priceCentimos }) => {
    const { onHand = NONE, kept = false } = stock.get(productId) ?? {};
    return [productId, { priceCentimos, onHand, kept }];
  }));
}

const NONE = quantity(0);
