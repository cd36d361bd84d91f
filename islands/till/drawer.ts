import type { DenominationCount } from "../../kernel/cash.ts";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import type { NewProduct, PulledRegister } from "../../kernel/sync.ts";
import { quantity } from "../../kernel/quantity.ts";
import type { Drawer } from "./local_store.ts";
import { sent } from "./paying.ts";
import { addProduct } from "./selling.ts";
import { unlockSound } from "./sound.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** Opens the drawer with its float. It sells at once; the server hears of it when it can. */
export async function openDrawer(till: Till, register: PulledRegister, float: Centimos): Promise<void> {
  const openedAt = till.now(), cashSessionId = till.ids.next();
  const payload = { cashSessionId, registerId: register.registerId, floatCentimos: float };
  await opened(
    till,
    () => drawerOf(till, register, cashSessionId, openedAt),
    (drawer) =>
      till.outbox!.write(till.ids.next(), "OpenCashSession", payload, till.frame(openedAt), { drawer }),
  );
}

/** A register's session that this device neither opened nor is about to close. */
export function sessionElsewhere(till: Till, register: PulledRegister) {
  const { session } = register;
  if (!session || till.closed.value?.cashSessionId === session.cashSessionId) return null;
  const closing = till.unsent.value.some((command) =>
    command.type === "CloseCashSession" && command.payload.cashSessionId === session.cashSessionId
  );
  return closing ? null : session;
}

/** Goes on with a session that another device opened: its tablet broke, or the browser forgot. */
export async function continueHere(till: Till, register: PulledRegister): Promise<void> {
  const { session } = register;
  if (!session) return;
  await opened(
    till,
    () => drawerOf(till, register, session.cashSessionId, session.openedAt),
    (drawer) => till.store!.save({ drawer }),
  );
}

/** On the series leased to this device, after the last ticket that the server or this device knows of. */
async function drawerOf(
  till: Till,
  { registerId, name, ...register }: PulledRegister,
  cashSessionId: string,
  openedAt: Drawer["openedAt"],
): Promise<Drawer> {
  await till.joined;
  const leases = till.told.value?.series ?? [];
  const lease = leases.findLast((leased) => leased.registerId === registerId) ?? leases.at(-1);
  const { series, lastTicket } = lease ?? register;
  const { lastTickets } = await till.store!.load();
  return {
    registerId,
    registerName: name,
    series,
    cashSessionId,
    openedAt,
    nextTicket: Math.max(lastTicket, lastTickets[series] ?? 0) + 1,
  };
}

async function opened(
  till: Till,
  make: () => Promise<Drawer>,
  write: (drawer: Drawer) => Promise<unknown>,
): Promise<void> {
  // Tapped again before the disk has answered, it is still one drawer (features §3 item 22).
  if (till.drawer.value || till.openingDrawer) return;
  unlockSound();
  till.openingDrawer = true;
  try {
    const drawer = await make();
    await write(drawer);
    till.drawer.value = drawer;
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return;
  } finally {
    till.openingDrawer = false;
  }
  till.notice.value = null;
  till.closed.value = null;
  till.screen.value = "sell";
  await sent(till);
}

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
