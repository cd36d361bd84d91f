import { builtSale, productInput } from "./test_shop.ts";
import type { FullShop } from "./two_shops.ts";

/** What already stands in a shop, by its ids. */
export interface Things {
  readonly productId: string;
  readonly registerId: string;
  readonly cashSessionId: string;
  readonly saleId: string;
  readonly importId: string;
  readonly uploadId: string;
  readonly personId: string;
  readonly keyId: string;
  readonly deviceId: string;
  readonly customerId: string;
  readonly accountId: string;
  readonly intentId: string;
  readonly sourceId: string;
  readonly noticeId: string;
  readonly statementId: string;
  readonly token: string;
  /** Whether more than was asked for is for this intent. */
  readonly exceptionId: string;
  readonly creditId: string;
  /** Of the shop's plan. */
  readonly paymentId: string;
}

/** One good body for each endpoint of the API that takes one, by its path, naming these things and making new ones. */
export function apiBodies(shop: FullShop, things: Things, ticket: number): Readonly<Record<string, unknown>> {
  const { ids } = shop, { productId, registerId, cashSessionId } = things;
  const known = { ...productInput(shop, "Arroz"), productId };
  return {
    "/sync/push": {
      deviceId: ids.next(),
      baseSeq: 0,
      commands: [{
        cmdId: ids.next(),
        seq: 1,
        type: "OpenCashSession",
        payloadVersion: 1,
        payload: { cashSessionId: ids.next(), registerId, floatCentimos: 100 },
        occurredAt: shop.clock.now(),
        cashierId: shop.lucha,
        appBuild: "test",
        prevHash: null,
      }],
    },
    "/devices": { deviceId: ids.next(), name: "Tablet", publicKey: `${"A".repeat(43)}=`, proof: "" },
    "/pairing-codes": { registerId },
    "/devices/{id}": { name: "Tablet del fondo" },
    "/cash-sessions": { cashSessionId: ids.next(), registerId, floatCentimos: 100 },
    "/cash-sessions/{id}/movements": {
      movementId: ids.next(),
      direction: "in",
      amountCentimos: 100,
      reason: "Sencillo",
    },
    "/cash-sessions/{id}/drawer-openings": { openingId: ids.next(), reason: "Cambiar un billete" },
    "/cash-sessions/{id}/closure": { counts: [{ denominationCentimos: 100, count: 3 }] },
    "/sales": {
      sale: { ...builtSale(shop, { cashSessionId, number: ticket }, [[known, 1000]]), registerId },
    },
    "/sales/{id}/annulment": { voidId: ids.next(), reason: "Se equivocó" },
    "/sales/{id}/refunds": {
      refundId: ids.next(),
      cashSessionId,
      reason: "Llegó abierto",
      lines: [{ lineId: ids.next(), quantity: 1000, restock: true }],
      way: "cash",
    },
    "/payments/intents": {
      intentId: ids.next(),
      accountIds: [things.accountId],
      amountCentimos: 100,
      saleId: ids.next(),
      registerId,
      expiresAt: null,
      reference: null,
      expectedPayer: null,
    },
    "/payments/intents/{id}/claim": { operationNumber: null, securityCode: null },
    "/payments/intents/{id}/operation": {
      accountId: things.accountId,
      operationNumber: "00344321",
      reason: "Lo vi en su celular",
    },
    "/wallet/notifications": { package: "com.bcp.innovacxion.yapeapp", text: "Hola" },
    "/wallet/heartbeat": {},
    "/customers": { customerId: ids.next(), name: "Rosa", phone: null },
    "/customers/{id}": { name: "Rosa del 302", phone: "987 654 321" },
    "/customers/{id}/limit": { limitCentimos: 8_000, maxAgeDays: null },
    "/customers/{id}/payments": {
      paymentId: ids.next(),
      cashSessionId: null,
      method: "yape",
      amountCentimos: 100,
      operationNumber: null,
    },
    "/payments/intents/{id}/choice": { exceptionId: things.exceptionId, cashierId: shop.lucha },
    "/payments/intents/{id}/cancellation": {},
    "/products": productInput(shop, "Pan"),
    "/products/{id}": { ...known, productId: undefined, before: { ...known, active: true } },
    "/imports": {
      importId: ids.next(),
      fileName: "lista.csv",
      fileSha256: "0".repeat(64),
      changes: [{
        before: { ...known, active: true },
        after: { ...known, active: true, name: "Arroz extra" },
        openingStock: null,
      }],
    },
    "/registers/{id}/printer": { address: null, paper: 58, cut: false },
    "/stock-receipts": { receiptId: ids.next(), lines: [{ productId, quantity: 1000, unitCostCentimos: 1 }] },
    "/stock-counts": { countId: ids.next(), productId, counted: 1000 },
    "/stock-losses": { lossId: ids.next(), productId, quantity: 1000, reason: "merma" },
  };
}
