import assert from "node:assert/strict";
import type { z } from "zod";
import { zCloseCashSession } from "../commands/cash_session/close_cash_session.ts";
import { zMoveCash } from "../commands/cash_session/move_cash.ts";
import { zOpenCashSession } from "../commands/cash_session/open_cash_session.ts";
import { zImportCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { zReviseProduct } from "../commands/catalogue/revise_product.ts";
import { zProductInput } from "../commands/catalogue/product_input.ts";
import { HTTP_STATUS, type Refusal } from "../commands/refusals.ts";
import { zRegisterSale } from "../commands/sale/register_sale.ts";
import { zAddRegister } from "../commands/shop/add_register.ts";
import { zOpenShop } from "../commands/shop/open_shop.ts";
import { zCountStock } from "../commands/stock/count_stock.ts";
import { zReceiveStock } from "../commands/stock/receive_stock.ts";
import {
  zClaimPaid,
  zConfirm,
  zEvidence,
  zOpenIntent,
  zRefund,
  zResolve,
  zWalletAccount,
} from "../commands/payments/payment_input.ts";
import { zWriteOffStock } from "../commands/stock/write_off_stock.ts";
import { zPushRequest } from "../commands/sync/push_request.ts";
import { centimos } from "../kernel/money.ts";
import type { Instant } from "../kernel/time.ts";
import { FIELD_NAMES, fieldMessages, refusalText } from "./es_pe.ts";

const id = "0192f0c1-0000-7000-8000-000000000001";
const at = "2026-11-23T04:58:00.000Z" as Instant;
const product = { productId: id, name: "Leche Gloria" };

/** One of each; complete by type. */
const REFUSALS: { readonly [Type in Refusal["type"]]: Extract<Refusal, { type: Type }> } = {
  InvalidInput: { type: "InvalidInput", faults: [{ field: "lines.1.quantity", fault: "quantity" }] },
  CartEmpty: { type: "CartEmpty" },
  CartFull: { type: "CartFull", linesMax: 100 },
  AmountTooLarge: { type: "AmountTooLarge", maxCentimos: centimos(999_999_999) },
  DiscountTooLarge: { type: "DiscountTooLarge", maxCentimos: centimos(490) },
  CustomerMissing: { type: "CustomerMissing" },
  Underpaid: { type: "Underpaid", missingCentimos: centimos(90) },
  Overpaid: { type: "Overpaid", byCentimos: centimos(10) },
  SaleMalformed: { type: "SaleMalformed", fault: "rounding without cash" },
  SaleAlreadyRegistered: { type: "SaleAlreadyRegistered", saleId: id },
  SaleUnknown: { type: "SaleUnknown", saleId: id },
  SaleAlreadyVoided: { type: "SaleAlreadyVoided", saleId: id },
  SaleAlreadyRefunded: { type: "SaleAlreadyRefunded", saleId: id },
  SaleOfClosedSession: { type: "SaleOfClosedSession", saleId: id },
  RefundTooLarge: { type: "RefundTooLarge", saleId: id, lineId: id },
  RefundMalformed: { type: "RefundMalformed", fault: "line is there twice" },
  RegisterUnknown: { type: "RegisterUnknown", registerId: id },
  RegisterBusy: { type: "RegisterBusy", cashSessionId: id },
  RegisterExists: { type: "RegisterExists", registerId: id },
  SeriesTaken: { type: "SeriesTaken", series: "T001", registerName: "Caja 1" },
  SessionAlreadyOpened: { type: "SessionAlreadyOpened" },
  SessionNotOpened: { type: "SessionNotOpened" },
  SessionClosed: { type: "SessionClosed" },
  DrawerShort: { type: "DrawerShort", inDrawerCentimos: centimos(5250) },
  ProductUnknown: { type: "ProductUnknown", productIds: [id] },
  ProductExists: { type: "ProductExists", productId: id },
  CodeTaken: { type: "CodeTaken", code: "775", productId: id, otherProductId: id, otherName: "Leche Gloria" },
  ProductsChanged: { type: "ProductsChanged", products: [product, product, product, product] },
  NothingToImport: { type: "NothingToImport" },
  CustomerUnknown: { type: "CustomerUnknown" },
  CustomerExists: { type: "CustomerExists" },
  CustomerGone: { type: "CustomerGone" },
  PaymentTaken: { type: "PaymentTaken" },
  NothingInNotebook: { type: "NothingInNotebook" },
  ImportNotLast: { type: "ImportNotLast", lastImportId: null },
  AlreadyRecorded: { type: "AlreadyRecorded" },
  CountInFuture: { type: "CountInFuture", latest: at },
  CountSuperseded: { type: "CountSuperseded", lastCountedAt: at },
  ShopAlreadyOpen: { type: "ShopAlreadyOpen" },
  ShopNotOpen: { type: "ShopNotOpen" },
  ProofInvalid: { type: "ProofInvalid" },
  PairingCodeWrong: { type: "PairingCodeWrong" },
  PairingCodeMissing: { type: "PairingCodeMissing" },
  DeviceUnknown: { type: "DeviceUnknown" },
  DeviceRevoked: { type: "DeviceRevoked" },
  DeviceExists: { type: "DeviceExists" },
  SeriesNotYours: { type: "SeriesNotYours", series: "T004" },
  SeriesExhausted: { type: "SeriesExhausted" },
  DeviceOutOfTurn: { type: "DeviceOutOfTurn", lastSeq: 7 },
  SequenceGap: { type: "SequenceGap", expected: 7 },
  VersionConflict: { type: "VersionConflict", stream: null },
  CommandReused: { type: "CommandReused", cmdId: id },
  EventIdTaken: { type: "EventIdTaken", id },
  SalesBlocked: { type: "SalesBlocked", reason: "tu plan venció el martes 3" },
  EventInvalid: { type: "EventInvalid", detail: "" },
  ApiKeyExists: { type: "ApiKeyExists" },
  ApiKeyUnknown: { type: "ApiKeyUnknown" },
  ScopeNotYours: { type: "ScopeNotYours", scope: "audit" },
  StaffUnknown: { type: "StaffUnknown" },
  StaffExists: { type: "StaffExists" },
  LastOwner: { type: "LastOwner" },
  WalletSourceUnknown: { type: "WalletSourceUnknown" },
  WalletSourceExists: { type: "WalletSourceExists" },
  NoticeRewritten: { type: "NoticeRewritten", seq: 7 },
  NoticeTooOld: { type: "NoticeTooOld", seq: 7 },
  StatementTaken: { type: "StatementTaken" },
  StatementColumns: { type: "StatementColumns", missing: ["date", "amount"] },
  StatementEmpty: { type: "StatementEmpty" },
  MessageUnknown: { type: "MessageUnknown" },
  MessageNotDead: { type: "MessageNotDead" },
  MessageRetriedBefore: { type: "MessageRetriedBefore" },
  HoldStands: { type: "HoldStands" },
  HoldEndWrong: { type: "HoldEndWrong", daysMax: 30 },
  HoldNeedsAnother: { type: "HoldNeedsAnother" },
  HoldProposalLapsed: { type: "HoldProposalLapsed" },
  HoldOver: { type: "HoldOver" },
  MembershipMissing: { type: "MembershipMissing" },
  MembershipExists: { type: "MembershipExists" },
  MembershipEnded: { type: "MembershipEnded" },
  NotDormant: { type: "NotDormant" },
  InvoiceNotDue: { type: "InvoiceNotDue" },
  InvoiceUnknown: { type: "InvoiceUnknown" },
  NothingOwed: { type: "NothingOwed" },
  PlanUnchanged: { type: "PlanUnchanged" },
  AlreadyLeft: { type: "AlreadyLeft" },
  NotLeft: { type: "NotLeft" },
  OperationTaken: { type: "OperationTaken" },
  ClaimUnknown: { type: "ClaimUnknown" },
  OperationCounted: { type: "OperationCounted" },
  ClaimResolved: { type: "ClaimResolved" },
  HoldNeedsTwo: { type: "HoldNeedsTwo" },
  HoldUnknown: { type: "HoldUnknown" },
  NoticeIssuedBefore: { type: "NoticeIssuedBefore" },
  NothingToReturn: { type: "NothingToReturn" },
  LicenceNotPaid: { type: "LicenceNotPaid" },
  LicenceIssuedBefore: { type: "LicenceIssuedBefore" },
  ClaimUsedUp: { type: "ClaimUsedUp", per: "invoice" },
  ExtensionTooLong: { type: "ExtensionTooLong", daysLeft: 4 },
  HoldEndsBefore: { type: "HoldEndsBefore", now: at },
  PlanLimitReached: { type: "PlanLimitReached", what: "registers", max: 1, plan: "tienda" },
  StoreUnavailable: { type: "StoreUnavailable", detail: "" },
  WalletAccountUnknown: { type: "WalletAccountUnknown", accountId: id },
  PaymentIntentUnknown: { type: "PaymentIntentUnknown" },
  PaymentIntentExists: { type: "PaymentIntentExists" },
  PaymentIntentEnded: { type: "PaymentIntentEnded", outcome: "canceled" },
  PaymentIntentSettled: { type: "PaymentIntentSettled" },
  IncomingPaymentUnknown: { type: "IncomingPaymentUnknown" },
  IncomingPaymentSpent: { type: "IncomingPaymentSpent", leftCentimos: centimos(0) },
  PaymentEvidenceWeak: { type: "PaymentEvidenceWeak" },
  PaymentExceptionUnknown: { type: "PaymentExceptionUnknown" },
  RefundNoted: { type: "RefundNoted" },
  SecondPersonNeeded: { type: "SecondPersonNeeded", aboveCentimos: centimos(20_000) },
};

for (const refusal of Object.values(REFUSALS)) {
  Deno.test(`refusalText: ${refusal.type} speaks to a person`, () => {
    const text = refusalText(refusal);
    assert.match(text, /^[A-ZÁÉÍÓÚÑ].{8,}$/);
    assert.doesNotMatch(text, /undefined|error|inválid|timeout|[!¡]|usted/i, text);
    assert.ok(HTTP_STATUS[refusal.type] >= 400);
  });
}

Deno.test("refusalText: money, dates and names stand in their places", () => {
  assert.equal(refusalText(REFUSALS.DrawerShort), "En la caja hay S/\u00a052.50: no puede salir más que eso");
  assert.equal(
    refusalText(REFUSALS.ProductsChanged),
    "Leche Gloria, Leche Gloria y 2 más cambiaron mientras tanto. Míralos de nuevo antes de guardar",
  );
  assert.equal(
    refusalText(REFUSALS.CountSuperseded),
    "Ya hay un conteo más nuevo de este producto, del dom 22 nov, 11:58 p.\u00a0m.",
  );
});

Deno.test("fieldMessages: each names its field, its row and the way out", () =>
  assert.deepEqual(
    fieldMessages({
      type: "InvalidInput",
      faults: [{ field: "priceCentimos", fault: "money" }, { field: "lines.1.quantity", fault: "quantity" }],
    }),
    [
      { field: "priceCentimos", message: "Precio: va en soles, por ejemplo 3.50" },
      { field: "lines.1.quantity", message: "Cantidad (fila 2): va en números, por ejemplo 3 o 0.575" },
    ],
  ));

/** Names of the fields of a schema and of the objects inside it. */
function fieldsOf(schema: unknown): string[] {
  const { def } = schema as { def?: z.core.$ZodTypeDef & Record<string, unknown> };
  if (!def) return [];
  const shape = def.type === "object" ? def.shape as Record<string, unknown> : {};
  const inner = [def.innerType, def.element, def.in, def.out].filter(Boolean).flatMap(fieldsOf);
  return [...inner, ...Object.entries(shape).flatMap(([name, field]) => [name, ...fieldsOf(field)])];
}

Deno.test("FIELD_NAMES: every field that a person can get wrong has a name", () => {
  const schemas = [
    zOpenCashSession,
    zMoveCash,
    zCloseCashSession,
    zProductInput,
    zAddRegister,
    zOpenShop,
    zCountStock,
    zReceiveStock,
    zWriteOffStock,
    zWalletAccount,
    zClaimPaid,
    zConfirm,
    zResolve,
    zRefund,
  ];
  const typed = new Set(schemas.flatMap(fieldsOf));
  assert.ok(typed.has("denominationCentimos") && typed.has("unitCostCentimos") && typed.has("ruc"));
  assert.deepEqual([...typed].filter((field) => !(field in FIELD_NAMES)), []);
  // Programs alone send these: their first level has a name, what is inside is for logs.
  for (
    const schema of [zReviseProduct, zImportCatalogue, zRegisterSale, zPushRequest, zOpenIntent, zEvidence]
  ) {
    assert.deepEqual(Object.keys(schema.shape).filter((field) => !(field in FIELD_NAMES)), []);
  }
});
