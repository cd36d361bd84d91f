import { z } from "zod";
import { zCloseCashSession } from "../../commands/cash_session/close_cash_session.ts";
import { zMoveCash } from "../../commands/cash_session/move_cash.ts";
import { zOpenDrawer } from "../../commands/cash_session/open_drawer.ts";
import { zOpenCashSession } from "../../commands/cash_session/open_cash_session.ts";
import { zCustomerInput } from "../../commands/customer/customer_input.ts";
import { zReceiveCreditPayment } from "../../commands/customer/receive_payment.ts";
import { zProductInput } from "../../commands/catalogue/product_input.ts";
import { zRefundSale, zVoidSale } from "../../commands/sale/give_back.ts";
import { zRegisterSale } from "../../commands/sale/register_sale.ts";
import { zCountStock } from "../../commands/stock/count_stock.ts";
import { zPushCommand, zPushRequest } from "../../commands/sync/push_request.ts";
import { zCentimos, zNonNegativeCentimos, zQuantity, zTaxClass, zUnit } from "../../events/facts/fields.ts";
import { TENDER_METHODS } from "../../kernel/sale.ts";
import type { PullResponse, PushCommandType, PushResponse } from "../../kernel/sync.ts";
import { zSeriesLease, zSignedLease } from "./devices.ts";
import { zAnsweredId, zAnsweredInstant } from "./fields.ts";

const PAYLOADS = {
  OpenCashSession: zOpenCashSession,
  RegisterSale: zRegisterSale,
  VoidSale: zVoidSale,
  RefundSale: zRefundSale,
  OpenDrawer: zOpenDrawer,
  MoveCash: zMoveCash,
  CloseCashSession: zCloseCashSession,
  CountStock: zCountStock,
  AddProduct: zProductInput,
  AddCustomer: zCustomerInput,
  ReceiveCreditPayment: zReceiveCreditPayment,
} as const satisfies Record<PushCommandType, z.ZodType>;

/** As push reads it in three steps: the envelope, each command, each payload. */
export const zPush = zPushRequest.extend({
  commands: z.array(z.union(
    Object.entries(PAYLOADS).map(([type, payload]) =>
      zPushCommand.extend({ type: z.literal(type), payload })
    ),
  )).max(50),
});

export const zPushResponse: z.ZodType<PushResponse> = z.strictObject({
  lastSeq: z.int().min(0),
  results: z.array(z.strictObject({
    cmdId: z.string(),
    seq: z.int().min(1),
    status: z.enum(["applied", "duplicate", "flagged", "quarantined"]),
    code: z.string().nullable(),
    data: z.unknown().optional(),
  })),
  serverTime: zAnsweredInstant,
  lease: zSignedLease.nullable(),
});

const zPulledProduct = z.strictObject({
  id: zAnsweredId,
  name: z.string(),
  barcodes: z.array(z.string()),
  code: z.string().nullable(),
  unit: zUnit,
  priceCentimos: zCentimos,
  costCentimos: zNonNegativeCentimos.nullable(),
  taxClass: zTaxClass,
  category: z.string().nullable(),
  favourite: z.boolean(),
  onHand: zQuantity,
});

const zPulledRegister = z.strictObject({
  registerId: zAnsweredId,
  name: z.string(),
  series: z.string(),
  lastTicket: z.int().min(0),
  session: z.strictObject({
    cashSessionId: zAnsweredId,
    cashierId: zAnsweredId,
    floatCentimos: zNonNegativeCentimos,
    openedAt: zAnsweredInstant,
  }).nullable(),
});

const zPulledCashier = z.strictObject({
  cashierId: zAnsweredId,
  name: z.string(),
  role: z.string(),
  mayOverride: z.boolean(),
  pin: z.strictObject({
    salt: z.string(),
    iterations: z.int().min(1),
    deviceSalt: z.string(),
    verifier: z.string(),
  }).nullable(),
});

const zPulledCustomer = z.strictObject({
  customerId: zAnsweredId,
  name: z.string(),
  phone: z.string().nullable(),
  limitCentimos: zNonNegativeCentimos,
  maxAgeDays: z.int().nullable(),
  balanceCentimos: zCentimos,
  oldestDebtAt: zAnsweredInstant.nullable(),
  allowanceCentimos: zCentimos,
  lentHereCentimos: zNonNegativeCentimos,
});

export const zPullResponse: z.ZodType<PullResponse> = z.strictObject({
  products: z.array(zPulledProduct),
  removed: z.array(zAnsweredId),
  registers: z.array(zPulledRegister),
  cashiers: z.array(zPulledCashier),
  customers: z.array(zPulledCustomer),
  removedCustomers: z.array(zAnsweredId),
  creditSeq: z.int().nullable(),
  creditShare: z.int().min(0).max(1_000_000),
  origin: z.string(),
  series: z.array(zSeriesLease),
  lease: zSignedLease.nullable(),
  settings: z.strictObject({
    lockAfterSale: z.boolean(),
    pairing: z.enum(["open", "code"]),
    discountPerMilleMax: z.int().min(0).max(1000),
  }),
  methods: z.array(z.enum(TENDER_METHODS)).nullable(),
  minBuild: z.string().nullable(),
  serverTime: zAnsweredInstant,
  cursor: z.string(),
  hasMore: z.boolean(),
});
