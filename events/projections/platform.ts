import { consoleProjection } from "./console/projection.ts";
import { checkProjections, type Projection } from "./define_projection.ts";
import { outboxProjection } from "./outbox/projection.ts";
import { paymentsProjection } from "./payments/projection.ts";

/** The read models of the platform's own log. */
export const PLATFORM_PROJECTIONS: readonly Projection[] = checkProjections([
  consoleProjection,
  outboxProjection,
  paymentsProjection,
]);
