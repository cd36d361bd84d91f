import type { ApiKeyRefusal } from "../domain/api_key/decider.ts";
import type { CashSessionRefusal } from "../domain/cash_session/decider.ts";
import type { CatalogueRefusal } from "../domain/catalogue/decider.ts";
import type { CustomerRefusal } from "../domain/customer/decider.ts";
import type { PaymentsRefusal } from "../domain/payments/decider.ts";
import type { MembershipRefusal } from "../domain/membership/refusals.ts";
import type { HoldRefusal } from "../domain/membership/holds.ts";
import type { SaleRefusal } from "../domain/sale/decider.ts";
import type { ShopRefusal } from "../domain/shop/decider.ts";
import type { StaffRefusal } from "../domain/staff/decider.ts";
import type { StockRefusal } from "../domain/stock/decider.ts";
import type { AppendRefusal } from "../events/store/types.ts";
import type { CheckoutRefusal } from "../kernel/checkout.ts";
import type { NotebookRefusal } from "./customer/import_notebook.ts";
import type { DevicesRefusal } from "./devices/refusals.ts";
import type { InvalidInput } from "./input/faults.ts";
import type { RetryRefusal } from "./messages/retry.ts";
import type { SyncRefusal } from "./sync/refusals.ts";
import type { WalletsRefusal } from "./wallets/refusals.ts";

/** Everything a shared command may answer instead of doing it. Niches add their own beside their commands. */
export type Refusal =
  | InvalidInput
  | AppendRefusal
  | CheckoutRefusal
  | CashSessionRefusal
  | SaleRefusal
  | CatalogueRefusal
  | StockRefusal
  | ShopRefusal
  | CustomerRefusal
  | NotebookRefusal
  | DevicesRefusal
  | ApiKeyRefusal
  | HoldRefusal
  | RetryRefusal
  | StaffRefusal
  | PaymentsRefusal
  | MembershipRefusal
  | SyncRefusal
  | WalletsRefusal;

/**
 * The one map from refusal to HTTP. 422 the input itself is wrong, 404 what it names is not there, 409 the shop stands
 * otherwise than the asker thought, 402 the shop may not sell, 503 ask again with the same command id.
 */
export const HTTP_STATUS = {
  InvalidInput: 422,
  CartEmpty: 422,
  CartFull: 422,
  AmountTooLarge: 422,
  DiscountTooLarge: 422,
  CustomerMissing: 422,
  Underpaid: 422,
  Overpaid: 422,
  SaleMalformed: 422,
  RefundMalformed: 422,
  NothingToImport: 422,
  CountInFuture: 422,
  NothingInNotebook: 422,
  CustomerUnknown: 404,
  RegisterUnknown: 404,
  SaleUnknown: 404,
  ProductUnknown: 404,
  RegisterBusy: 409,
  RegisterExists: 409,
  SeriesTaken: 409,
  SessionAlreadyOpened: 409,
  SessionNotOpened: 409,
  SessionClosed: 409,
  DrawerShort: 409,
  SaleAlreadyRegistered: 409,
  CustomerExists: 409,
  CustomerGone: 409,
  PaymentTaken: 409,
  SaleAlreadyVoided: 409,
  SaleAlreadyRefunded: 409,
  SaleOfClosedSession: 409,
  RefundTooLarge: 409,
  ProductExists: 409,
  CodeTaken: 409,
  ProductsChanged: 409,
  ImportNotLast: 409,
  AlreadyRecorded: 409,
  CountSuperseded: 409,
  ShopAlreadyOpen: 409,
  ShopNotOpen: 409,
  ProofInvalid: 422,
  PairingCodeWrong: 422,
  PairingCodeMissing: 409,
  DeviceUnknown: 404,
  DeviceRevoked: 409,
  DeviceExists: 409,
  SeriesNotYours: 409,
  SeriesExhausted: 409,
  ScopeNotYours: 422,
  ApiKeyUnknown: 404,
  ApiKeyExists: 409,
  StaffUnknown: 404,
  StaffExists: 409,
  LastOwner: 409,
  WalletAccountUnknown: 404,
  PaymentIntentUnknown: 404,
  PaymentIntentExists: 409,
  PaymentIntentEnded: 409,
  PaymentIntentSettled: 409,
  IncomingPaymentUnknown: 404,
  IncomingPaymentSpent: 409,
  PaymentEvidenceWeak: 409,
  PaymentExceptionUnknown: 404,
  RefundNoted: 409,
  SecondPersonNeeded: 409,
  MembershipMissing: 404,
  MembershipExists: 409,
  MembershipEnded: 409,
  NotDormant: 409,
  InvoiceNotDue: 409,
  InvoiceUnknown: 404,
  NothingOwed: 409,
  PlanUnchanged: 409,
  AlreadyLeft: 409,
  NotLeft: 409,
  ClaimUsedUp: 409,
  OperationTaken: 409,
  OperationCounted: 409,
  ClaimUnknown: 404,
  ClaimResolved: 409,
  ExtensionTooLong: 409,
  HoldNeedsTwo: 422,
  HoldEndsBefore: 422,
  HoldUnknown: 404,
  NoticeIssuedBefore: 409,
  NothingToReturn: 409,
  LicenceNotPaid: 409,
  LicenceIssuedBefore: 409,
  PlanLimitReached: 409,
  MessageUnknown: 404,
  MessageNotDead: 409,
  MessageRetriedBefore: 409,
  HoldStands: 409,
  HoldEndWrong: 422,
  HoldNeedsAnother: 409,
  HoldProposalLapsed: 409,
  HoldOver: 409,
  SequenceGap: 409,
  WalletSourceUnknown: 404,
  WalletSourceExists: 409,
  NoticeRewritten: 409,
  NoticeTooOld: 409,
  StatementTaken: 409,
  StatementColumns: 422,
  StatementEmpty: 422,
  VersionConflict: 409,
  CommandReused: 409,
  DeviceOutOfTurn: 409,
  EventIdTaken: 409,
  SalesBlocked: 402,
  EventInvalid: 422,
  StoreUnavailable: 503,
} as const satisfies Record<Refusal["type"], number>;
