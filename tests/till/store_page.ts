/** What the pages of `idb_store_test.ts` work with. */
export { IdbStore } from "../../islands/till/idb_store.ts";
export { adoptOldCopy } from "../../islands/till/old_copy.ts";
export { CarriedStore } from "../../islands/till/carried_store.ts";
export { Courier } from "../../islands/till/courier.ts";
export { Outbox } from "../../islands/till/outbox.ts";
export { newKeys } from "../../islands/till/pairing.ts";
export { SpareCopy } from "../../islands/till/spare_copy.ts";
import type { CommandFrame, Outbox } from "../../islands/till/outbox.ts";
import { centimos } from "../../kernel/money.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { PulledProduct } from "../../kernel/sync.ts";
import { instantOf } from "../../kernel/time.ts";

const FRAME: CommandFrame = {
  occurredAt: instantOf(0),
  monotonicMs: 1,
  serverOffsetMs: 0,
  cashierId: "rosa",
  appBuild: "test",
};

export const write = (outbox: Outbox, cmdId: string, reason = "sencillo"): Promise<boolean> =>
  outbox.write(
    cmdId,
    "MoveCash",
    {
      movementId: cmdId,
      cashSessionId: "c",
      direction: "in",
      amountCentimos: centimos(100),
      reason,
    },
    FRAME,
    {},
  );

export const product = (index: number): PulledProduct => ({
  id: `product-${String(index).padStart(6, "0")}`,
  name: `Producto ${index} de la tienda`,
  barcodes: [`775${String(index).padStart(10, "0")}`],
  code: null,
  unit: "unidad",
  priceCentimos: centimos(350),
  costCentimos: centimos(295),
  taxClass: "gravado",
  category: "Bebidas",
  favourite: index < 40,
  onHand: quantity(24_000),
});
