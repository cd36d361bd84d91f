import { FACTS } from "../../../../compose.ts";
import type { ListedEvent } from "../../../../commands/ledger/event_list.ts";
import type { CashMoved } from "../../../../events/facts/cash_session.ts";
import type { FactOf } from "../../../../events/facts/define_fact.ts";
import type { Fact } from "../../../../events/facts/mod.ts";
import type { Envelope } from "../../../../events/log/envelope.ts";
import { ACTOR_KINDS, AUDIT, eventName } from "../../../../i18n/es_pe/audit.ts";
import { centimos, formatSoles } from "../../../../kernel/money.ts";
import { formatInstant } from "../../../../kernel/time.ts";

export interface EventRow {
  readonly pos: number;
  readonly name: string;
  readonly detail: string;
  readonly figure: string | undefined;
}

/** One line of the list: what happened, when, who, and the amount where there is one. */
export function eventRow({ pos, type, envelope }: ListedEvent, names: ReadonlyMap<string, string>): EventRow {
  const name = eventName(type), place = AUDIT.position(pos);
  if (!envelope) return { pos, name, detail: `${place} · ${AUDIT.unreadable}`, figure: undefined };
  const { title, figure } = summaryOf(envelope);
  return {
    pos,
    name: title ? `${name} · ${title}` : name,
    detail: `${place} · ${formatInstant(envelope.occurredAt)} · ${actorName(envelope, names)}`,
    figure,
  };
}

export const actorName = ({ actor }: Envelope, names: ReadonlyMap<string, string>): string =>
  names.get(actor.id) ??
    (actor.kind === "person" ? `${ACTOR_KINDS.person} ${actor.id.slice(0, 8)}` : ACTOR_KINDS[actor.kind]);

interface Summary {
  readonly title?: string;
  readonly figure?: string;
}

function summaryOf(envelope: Envelope): Summary {
  const fact = factOf(envelope);
  switch (fact?.type) {
    case "SaleRegistered":
      return { title: fact.data.sale.ticketNumber, figure: formatSoles(fact.data.sale.totalCentimos) };
    case "SaleVoided":
    case "SaleRefunded":
      return { title: fact.data.reason, figure: formatSoles(centimos(-fact.data.totalCentimos)) };
    case "DrawerOpened":
    case "OverrideApproved":
      return { title: fact.data.reason };
    case "CashSessionOpened":
      return { figure: formatSoles(fact.data.floatCentimos) };
    case "CashMoved":
      return { title: fact.data.reason, figure: formatSoles(movedCentimos(fact.data)) };
    case "CashSessionClosed":
      return { title: `Z ${fact.data.zNumber}`, figure: formatSoles(fact.data.salesCentimos) };
    case "ProductAdded":
      return { title: fact.data.product.name, figure: formatSoles(fact.data.product.priceCentimos) };
    case "ProductRevised":
      return { title: fact.data.after.name, figure: formatSoles(fact.data.after.priceCentimos) };
    default:
      return {};
  }
}

const movedCentimos = ({ direction, amountCentimos }: FactOf<typeof CashMoved>["data"]) =>
  centimos(direction === "in" ? amountCentimos : -amountCentimos);

/** The fact in today's form. Null for another program's fact, or data that is not what it says it is. */
function factOf({ type, sv, data }: Envelope): Fact | null {
  try {
    return { type, data: FACTS.read(type, sv, data) } as Fact;
  } catch {
    return null;
  }
}
