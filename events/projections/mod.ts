import { cashSessionProjection } from "./cash_session/projection.ts";
import { catalogueProjection } from "./catalogue/projection.ts";
import { creditProjection } from "./credit/projection.ts";
import { checkProjections, type Projection } from "./define_projection.ts";
import { deviceProjection } from "./device/projection.ts";
import { pairingProjection } from "./pairing/projection.ts";
import { paymentsProjection } from "./payments/projection.ts";
import { productDailyProjection } from "./product_daily/projection.ts";
import { returnsProjection } from "./returns/projection.ts";
import { salesProjection } from "./sales/projection.ts";
import { salesHourlyProjection } from "./sales_hourly/projection.ts";
import { shopProjection } from "./shop/projection.ts";
import { stockProjection } from "./stock/projection.ts";
import { tillSettingsProjection } from "./till_settings/projection.ts";

/** The read models every shop has. The store adds its own `gate`; niches add theirs through `defineNiche` (design §9). */
export const SHARED_PROJECTIONS: readonly Projection[] = checkProjections([
  shopProjection,
  catalogueProjection,
  stockProjection,
  cashSessionProjection,
  creditProjection,
  salesProjection,
  returnsProjection,
  deviceProjection,
  pairingProjection,
  tillSettingsProjection,
  salesHourlyProjection,
  productDailyProjection,
  paymentsProjection,
]);
