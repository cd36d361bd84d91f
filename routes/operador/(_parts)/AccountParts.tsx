import type { KnownBy } from "../../../commands/membership/membership_facts.ts";
import type { ShopAccount } from "../../../commands/membership/shop_account.ts";
import {
  ACCOUNT_OF_SHOP,
  membershipFactText,
  MOVEMENT_NAMES,
} from "../../../i18n/es_pe/operator_membership.ts";
import { centimos, formatSoles } from "../../../kernel/money.ts";
import { formatDay, formatInstant, instantOf } from "../../../kernel/time.ts";
import { Card } from "../../../ui/Card.tsx";
import { List, ListRow } from "../../../ui/List.tsx";
import { Table } from "../../../ui/Table.tsx";
import { type ShopPageData, whoOf } from "./shop_page.ts";

/** Facts as lines: what it is, when, and who. */
export const FactList = ({ label, facts, names }: {
  readonly label: string;
  readonly facts: readonly KnownBy[];
  readonly names: ShopPageData["names"];
}) => (
  <section class="grid gap-2">
    <h3 class="font-semibold">{label}</h3>
    <List label={label}>
      {facts.map(({ id, fact, occurredAt, actor }) => (
        <ListRow
          key={id}
          name={membershipFactText(fact, (person) => whoOf(names, { kind: "operator", id: person }))}
          detail={`${formatInstant(occurredAt)} · ${ACCOUNT_OF_SHOP.by(whoOf(names, actor))}`}
        />
      ))}
    </List>
  </section>
);

export function Invoices({ account: { invoices } }: { readonly account: ShopAccount }) {
  const { invoices: title, noInvoices, due, amount, open, paid } = ACCOUNT_OF_SHOP;
  if (invoices.length === 0) return <Card title={title}>{noInvoices}</Card>;
  return (
    <Table
      caption={title}
      rows={invoices}
      keyOf={({ id }) => id}
      columns={[
        { head: due, cell: ({ dueOn }) => formatDay(dueOn) },
        { head: amount, numeric: true, cell: ({ amountCentimos }) => formatSoles(centimos(amountCentimos)) },
        {
          head: open,
          numeric: true,
          cell: ({ openCentimos }) => openCentimos === 0 ? paid : formatSoles(centimos(openCentimos)),
        },
      ]}
    />
  );
}

export function Movements({ account: { movements, inFavourCentimos } }: { readonly account: ShopAccount }) {
  const { movements: title, noMovements, inFavour } = ACCOUNT_OF_SHOP;
  if (movements.length === 0) return <Card title={title}>{noMovements}</Card>;
  return (
    <section class="grid gap-2">
      <h2 class="text-20 font-semibold">{title}</h2>
      {inFavourCentimos > 0 && <p>{inFavour(formatSoles(inFavourCentimos))}</p>}
      <List label={title}>
        {movements.map(({ id, kind, at, centimos: moved }) => (
          <ListRow
            key={id}
            name={MOVEMENT_NAMES[kind]}
            detail={formatInstant(instantOf(at))}
            figure={formatSoles(centimos(moved))}
          />
        ))}
      </List>
    </section>
  );
}
