import { type ApiKeyFact, ApiKeyMade, ApiKeyRevoked } from "./api_key.ts";
import { type AnyFactDefinition, readFact } from "./define_fact.ts";
import {
  type CatalogueFact,
  CatalogueImported,
  CatalogueImportUndone,
  ProductAdded,
  ProductRevised,
} from "./catalogue.ts";
import {
  CashMoved,
  CashSessionAmended,
  CashSessionClosed,
  type CashSessionFact,
  CashSessionOpened,
  DrawerOpened,
} from "./cash_session.ts";
import {
  CreditLimitSet,
  CreditOpened,
  CreditPaid,
  CustomerAdded,
  CustomerErased,
  type CustomerFact,
  CustomerRevised,
} from "./customers.ts";
import {
  DeviceCommandParked,
  type DeviceFact,
  DevicePaired,
  DeviceRenamed,
  DeviceRevoked,
  DeviceTextKept,
  SeriesClosed,
  type SeriesFact,
  SeriesLeased,
  type TillSettingsFact,
  TillSettingsSet,
} from "./device.ts";
import {
  OverrideApproved,
  type OverrideFact,
  type ReturnsFact,
  SaleRefunded,
  SaleVoided,
} from "./returns.ts";
import {
  AuditAccessed,
  type PeopleFact,
  PinSet,
  StaffAdded,
  StaffDeactivated,
  StaffErased,
  StaffReactivated,
  StaffRoleChanged,
} from "./people.ts";
import { type OnboardingFact, OnboardingStepCompleted } from "./onboarding.ts";
import { PAYMENT_FACTS, type PaymentFact } from "./payments.ts";
import { SaleRegistered, type SalesFact } from "./sales.ts";
import { OpeningHoursSet, PaymentMethodsSet, type SettingsFact } from "./settings.ts";
import { RegisterAdded, RegisterPrinterSet, SalesGateSet, type ShopFact, ShopOpened } from "./shop.ts";
import {
  StockCountCorrected,
  StockCounted,
  type StockFact,
  StockReceived,
  StockWrittenOff,
} from "./stock.ts";
import { WALLET_FACTS, type WalletFact } from "./wallets.ts";

/** Every fact any shop may record. Niches add theirs through `defineNiche` (design §9). */
export const SHARED_FACTS: readonly AnyFactDefinition[] = [
  ShopOpened,
  RegisterAdded,
  RegisterPrinterSet,
  SalesGateSet,
  PaymentMethodsSet,
  OpeningHoursSet,
  OnboardingStepCompleted,
  ProductAdded,
  ProductRevised,
  CatalogueImported,
  CatalogueImportUndone,
  StockReceived,
  StockWrittenOff,
  StockCounted,
  StockCountCorrected,
  CashSessionOpened,
  CashMoved,
  DrawerOpened,
  CashSessionClosed,
  CashSessionAmended,
  SaleRegistered,
  SaleVoided,
  SaleRefunded,
  OverrideApproved,
  CustomerAdded,
  CustomerRevised,
  CreditLimitSet,
  CreditOpened,
  CreditPaid,
  CustomerErased,
  DevicePaired,
  DeviceRenamed,
  DeviceRevoked,
  DeviceCommandParked,
  DeviceTextKept,
  SeriesLeased,
  SeriesClosed,
  TillSettingsSet,
  ApiKeyMade,
  ApiKeyRevoked,
  StaffAdded,
  StaffRoleChanged,
  StaffDeactivated,
  StaffReactivated,
  PinSet,
  StaffErased,
  AuditAccessed,
  ...WALLET_FACTS,
  ...PAYMENT_FACTS,
];

export type Fact =
  | ShopFact
  | SettingsFact
  | OnboardingFact
  | CatalogueFact
  | StockFact
  | CashSessionFact
  | SalesFact
  | CustomerFact
  | DeviceFact
  | SeriesFact
  | TillSettingsFact
  | ReturnsFact
  | OverrideFact
  | ApiKeyFact
  | PeopleFact
  | PaymentFact
  | WalletFact;

/** The facts a program knows, by type. */
export interface FactRegistry {
  /** Today's version of a type. Throws for a type that is not declared. */
  versionOf(type: string): number;
  /** Stored data of any version as today's; throws on an unknown type or on data that is not that fact. */
  read(type: string, sv: number, data: unknown): unknown;
  readonly types: readonly string[];
}

export function factRegistry(definitions: readonly AnyFactDefinition[] = SHARED_FACTS): FactRegistry {
  const byType = new Map(definitions.map((definition) => [definition.type, definition]));
  if (byType.size !== definitions.length) throw new TypeError("two facts share a type");
  const find = (type: string): AnyFactDefinition => {
    const definition = byType.get(type);
    if (!definition) throw new RangeError(`unknown fact ${type}`);
    return definition;
  };
  return {
    types: [...byType.keys()],
    versionOf: (type) => find(type).version,
    read: (type, sv, data) => readFact(find(type), sv, data),
  };
}
