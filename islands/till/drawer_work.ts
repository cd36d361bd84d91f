import type { DenominationCount } from "../../kernel/cash.ts";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import type { NewProduct } from "../../kernel/sync.ts";
import { quantity } from "../../kernel/quantity.ts";
import { sent } from "./paying.ts";
import { addProduct } from "./selling.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

export interface Movement {
  readonly movementId: string;
  readonly cmdId: string;
  readonly direction: "in" | "out";
  readonly amountCentimos: Centimos;
  readonly reason: string;
}

/** True once it is kept. Its ids come from the sheet that was opened for it: tapped twice, it is one. */
export async function moveCash(till: Till, { cmdId, ...movement }: Movement): Promise<boolean> {
  const drawer = till.drawer.value;
  if (!drawer || !till.outbox) return false;
  const payload = { ...movement, cashSessionId: drawer.cashSessionId };
  try {
    // It changes nothing else here: the drawer of this moment would undo the number of a sale that is being kept.
    await till.outbox.write(cmdId, "MoveCash", payload, till.frame(till.now()), {});
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return false;
  }
  const text = T.cashDone(formatSoles(movement.amountCentimos), movement.direction === "in");
  till.notice.value = { tone: "ok", text };
  till.say(text);
  await sent(till);
  return true;
}

/** Blind: what was counted leaves, what was expected comes back with the server's answer. */
export async function closeDrawer(
  till: Till,
  cmdId: string,
  counts: readonly DenominationCount[],
): Promise<void> {
  const drawer = till.drawer.value;
  if (!drawer || !till.outbox) return;
  const { cashSessionId } = drawer;
  try {
    await till.outbox.write(cmdId, "CloseCashSession", { cashSessionId, counts }, till.frame(till.now()), {
      drawer: null,
    });
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return;
  }
  till.drawer.value = null;
  till.done.value = null;
  till.closed.value = { cashSessionId, answer: null };
  await sent(till);
}

/** A product met at the till: it is sold at once, and the owner finds it in the list. */
export async function createProduct(till: Till, cmdId: string, product: NewProduct): Promise<void> {
  try {
    await till.outbox?.write(cmdId, "AddProduct", product, till.frame(till.now()), {});
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return;
  }
  const { productId: id, minStock: _, ...rest } = product;
  const added = { ...rest, id, onHand: quantity(0) };
  till.catalogue.update([added], []);
  till.catalogueVersion.value++;
  addProduct(till, added);
  await sent(till);
}
