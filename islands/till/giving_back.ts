import type { Approval } from "../../kernel/approval.ts";
import { formatSoles } from "../../kernel/money.ts";
import type { Refund } from "../../kernel/refund.ts";
import type { Sale } from "../../kernel/sale.ts";
import type { PushCommandType, PushPayloads } from "../../kernel/sync.ts";
import { sent } from "./paying.ts";
import type { SoldHere } from "./sold_here.ts";
import { T } from "./texts.ts";
import { PEOPLE } from "./texts_people.ts";
import type { Till } from "./till.ts";

/** Everything sold here that this device still has; what the server took counts as much as what waits. */
export const historyOf = async (till: Till) => await till.store?.history() ?? [];

/** Somebody stands at the counter with the goods in their hand. */
const ANSWER_MS = 8_000;

/** By its number, from the server: a ticket of another till, or of another day. Null where it cannot be had now. */
export async function fetchSale(
  till: Till,
  number: string,
  ask: typeof fetch = fetch,
): Promise<SoldHere | null> {
  try {
    const credential = (await till.store?.load())?.device?.paired?.credential;
    const response = await ask(`/api/v1/sales/by-ticket/${encodeURIComponent(number)}`, {
      headers: { accept: "application/json", ...credential && { authorization: `Bearer ${credential}` } },
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    if (!response.ok) return null;
    const { sale, returns } = await response.json() as {
      sale: Sale;
      returns: readonly (SoldHere["refunds"][number] & {
        readonly kind: "void" | "refund";
        readonly returnId: string;
      })[];
    };
    return {
      sale,
      voided: returns.some(({ kind }) => kind === "void"),
      refunds: returns.filter(({ kind }) => kind === "refund").map((back) => ({
        ...back,
        refundId: back.returnId,
      })),
    };
  } catch {
    return null;
  }
}

/** Made when its sheet opens, so that a double tap is one. */
export interface Ids {
  readonly cmdId: string;
  readonly id: string;
}

export async function voidSale(
  till: Till,
  ids: Ids,
  sale: Sale,
  reason: string,
  approval: Approval | null,
): Promise<boolean> {
  const { saleId } = sale;
  const isKept = await write(till, ids.cmdId, "VoidSale", { voidId: ids.id, saleId, reason, approval });
  if (isKept) {
    say(till, PEOPLE.voided(sale.ticketNumber, formatSoles(sale.totalCentimos)));
  }
  return isKept;
}

export async function refundSale(
  till: Till,
  cmdId: string,
  sale: Sale,
  refund: Refund,
  approval: Approval | null,
): Promise<boolean> {
  const isKept = await write(till, cmdId, "RefundSale", { refund, approval });
  if (isKept) {
    say(till, PEOPLE.refunded(sale.ticketNumber, formatSoles(refund.totalCentimos)));
  }
  return isKept;
}

export async function openDrawer(
  till: Till,
  ids: Ids,
  reason: string,
  approval: Approval | null,
): Promise<boolean> {
  const { cashSessionId } = till.drawer.value!;
  const isKept = await write(till, ids.cmdId, "OpenDrawer", {
    openingId: ids.id,
    cashSessionId,
    reason,
    approval,
  });
  if (isKept) {
    void till.printer?.openDrawer(cashSessionId, ids.id);
    say(till, PEOPLE.drawerOpened);
  }
  return isKept;
}

async function write<Type extends PushCommandType>(
  till: Till,
  cmdId: string,
  type: Type,
  payload: PushPayloads[Type],
): Promise<boolean> {
  if (!till.outbox) return false;
  try {
    await till.outbox.write(cmdId, type, payload, till.frame(till.now()), {});
  } catch {
    till.notice.value = { tone: "danger", text: T.notKept };
    return false;
  }
  await sent(till);
  return true;
}

function say(till: Till, text: string): void {
  till.notice.value = { tone: "ok", text };
  till.say(text);
}
