import type { Centimos } from "../../kernel/money.ts";
import type { PulledRegister } from "../../kernel/sync.ts";
import type { Drawer } from "./local_store.ts";
import { sent } from "./paying.ts";
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
