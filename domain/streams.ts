import type { Fact } from "../events/facts/mod.ts";
import { unreachable } from "../kernel/result.ts";
import type { Instant } from "../kernel/time.ts";

export const CATALOGUE = "catalogue";
export const SHOP = "shop";
export const GATE = "gate";
export const PAYMENT_METHODS = "payment_methods";
export const OPENING_HOURS = "opening_hours";
export const ONBOARDING = "onboarding";
export const cashSessionStream = (cashSessionId: string): string => `cash_session-${cashSessionId}`;
export const saleStream = (saleId: string): string => `sale-${saleId}`;
export const overrideStream = (overrideId: string): string => `override-${overrideId}`;
export const stockReceiptStream = (receiptId: string): string => `stock_receipt-${receiptId}`;
export const stockLossStream = (lossId: string): string => `stock_loss-${lossId}`;
export const stockCountStream = (countId: string): string => `stock_count-${countId}`;
export const customerStream = (customerId: string): string => `customer-${customerId}`;
export const TILL_SETTINGS_STREAM = "till_settings";
export const seriesStream = (series: string): string => `series-${series}`;
export const deviceTextStream = (cmdId: string): string => `device_text-${cmdId}`;
export const apiKeyStream = (keyId: string): string => `api_key-${keyId}`;
export const staffStream = (personId: string): string => `staff-${personId}`;
export const walletStream = (accountId: string): string => `wallet-${accountId}`;
export const paymentIntentStream = (intentId: string): string => `payment_intent-${intentId}`;
export const deviceStream = (deviceId: string): string => `device-${deviceId}`;
export const walletSourceStream = (sourceId: string): string => `wallet_source-${sourceId}`;
export const statementStream = (statementId: string): string => `statement-${statementId}`;
export const reconciliationStream = (day: string): string => `reconciliation-${day}`;
export const WALLET_LIMITS = "wallet_limits";
export const WALLET_APPROVAL = "wallet_approval";

/** Of the platform's log: what a shop owes and paid. */
export const membershipStream = (shop: string): string => `membership-${shop}`;

export const auditStream = (personId: string): string => `audit-${personId}`;

/** The stream a fact belongs to, as its definition in events/facts says. */
export function streamOf(fact: Fact): string {
  switch (fact.type) {
    case "ShopOpened":
    case "RegisterAdded":
    case "RegisterPrinterSet":
      return SHOP;
    case "SalesGateSet":
      return GATE;
    case "WalletSourcePaired":
    case "WalletSourceRevoked":
      return walletSourceStream(fact.data.sourceId);
    case "WalletLimitsSet":
      return WALLET_LIMITS;
    case "WalletApprovalSet":
      return WALLET_APPROVAL;
    case "StatementRead":
      return statementStream(fact.data.statementId);
    case "WalletsReconciled":
      return reconciliationStream(fact.data.day);
    case "PaymentMethodsSet":
      return PAYMENT_METHODS;
    case "OpeningHoursSet":
      return OPENING_HOURS;
    case "OnboardingStepCompleted":
      return ONBOARDING;
    case "ProductAdded":
    case "ProductRevised":
    case "CatalogueImported":
    case "CatalogueImportUndone":
      return CATALOGUE;
    case "StockReceived":
      return stockReceiptStream(fact.data.receiptId);
    case "StockWrittenOff":
      return stockLossStream(fact.data.lossId);
    case "StockCounted":
    case "StockCountCorrected":
      return stockCountStream(fact.data.countId);
    case "CashSessionOpened":
    case "CashMoved":
    case "DrawerOpened":
    case "CashSessionClosed":
    case "CashSessionAmended":
      return cashSessionStream(fact.data.cashSessionId);
    case "SaleRegistered":
      return saleStream(fact.data.sale.saleId);
    case "SaleVoided":
    case "SaleRefunded":
      return saleStream(fact.data.saleId);
    case "OverrideApproved":
      return overrideStream(fact.data.overrideId);
    case "CustomerAdded":
    case "CustomerRevised":
    case "CreditLimitSet":
    case "CreditOpened":
    case "CreditPaid":
    case "CustomerErased":
      return customerStream(fact.data.customerId);
    case "DevicePaired":
    case "DeviceRenamed":
    case "DeviceRevoked":
    case "DeviceCommandParked":
      return deviceStream(fact.data.deviceId);
    case "DeviceTextKept":
      return deviceTextStream(fact.data.cmdId);
    case "SeriesLeased":
    case "SeriesClosed":
      return seriesStream(fact.data.series);
    case "TillSettingsSet":
      return TILL_SETTINGS_STREAM;
    case "ApiKeyMade":
    case "ApiKeyRevoked":
      return apiKeyStream(fact.data.keyId);
    case "StaffAdded":
    case "StaffRoleChanged":
    case "StaffDeactivated":
    case "StaffReactivated":
    case "PinSet":
    case "StaffErased":
      return staffStream(fact.data.personId);
    case "AuditAccessed":
      return auditStream(fact.data.personId);
    case "WalletAccountSet":
    case "PaymentAwaited":
    case "PaymentEvidenceKept":
    case "PaymentExceptionRaised":
    case "PaymentExceptionResolved":
    case "PaymentRefundNoted":
      return walletStream(fact.data.accountId);
    case "PaymentIntentOpened":
    case "PaymentIntentEnded":
    case "PaymentClaimedByPayer":
    case "PaymentMarked":
    case "PaymentSighted":
    case "PaymentAllocated":
      return paymentIntentStream(fact.data.intentId);
    default:
      return unreachable(fact);
  }
}

/**
 * The id that whoever made the fact gave it, so that it stays one fact even under two command ids. Null where the maker
 * gave none and the server makes one.
 */
export function makersId(fact: Fact): string | null {
  switch (fact.type) {
    case "SaleRegistered":
      return fact.data.sale.saleId;
    case "CashSessionOpened":
      return fact.data.cashSessionId;
    case "CashMoved":
      return fact.data.movementId;
    case "DrawerOpened":
      return fact.data.openingId;
    case "SaleVoided":
      return fact.data.voidId;
    case "SaleRefunded":
      return fact.data.refundId;
    case "OverrideApproved":
      return fact.data.overrideId;
    case "StockReceived":
      return fact.data.receiptId;
    case "StockWrittenOff":
      return fact.data.lossId;
    case "StockCounted":
      return fact.data.countId;
    case "CustomerAdded":
      return fact.data.customerId;
    case "CreditOpened":
      return fact.data.debtId;
    case "CreditPaid":
      return fact.data.paymentId;
    case "PaymentEvidenceKept":
      return fact.data.evidenceId;
    default:
      return null;
  }
}

/** When a fact says of itself when it happened; null where that is when the command was given. */
export function occurredAtOf(fact: Fact): Instant | null {
  if (fact.type === "SaleRegistered") return fact.data.sale.occurredAt;
  if (fact.type === "PaymentEvidenceKept") return fact.data.occurredAt;
  return fact.type === "StockCounted" ? fact.data.countedAt : null;
}
