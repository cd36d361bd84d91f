import { page, type PageProps } from "fresh";
import { FACTS } from "../../../compose.ts";
import { type DrawerAt, EventUnreadable, type StateAt, stateAt } from "../../../commands/ledger/state_at.ts";
import { AUDIT, STATE } from "../../../i18n/es_pe/audit.ts";
import { formatSoles } from "../../../kernel/money.ts";
import { formatQuantity } from "../../../kernel/quantity.ts";
import { formatInstant } from "../../../kernel/time.ts";
import { Button } from "../../../ui/Button.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { Table } from "../../../ui/Table.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { AuditPage } from "./(_parts)/AuditPage.tsx";
import { positionIn, sourceOf } from "./(_parts)/ledger_of.ts";

export const handler = defineShop.handlers({
  async GET({ state, url }) {
    const pos = positionIn(url.searchParams.get("pos")) ?? Number.MAX_SAFE_INTEGER;
    try {
      return page<StateAt | null>(await stateAt(sourceOf(state), FACTS, pos));
    } catch (error) {
      if (!(error instanceof EventUnreadable)) throw error;
      return page<StateAt | null>(null, { status: 409 });
    }
  },
});

export default defineShop.page<typeof handler>(
  ({ data, state, url }: PageProps<StateAt | null, ShopState>) => {
    if (!data) {
      return (
        <AuditPage state={state} url={url} title={AUDIT.tabState}>
          <Notice tone="danger" title={AUDIT.unreadable} />
        </AuditPage>
      );
    }
    const { pos, size, recordedAt, drawers, stock } = data;
    return (
      <AuditPage state={state} url={url} title={AUDIT.tabState}>
        <form method="get" action="/auditoria/estado" class="flex flex-wrap items-end gap-3">
          <Field name="pos" label={STATE.position} value={String(pos)} inputMode="numeric" />
          <Button>{STATE.show}</Button>
        </form>
        <p class="text-14 text-ink-soft">{STATE.hint}</p>
        <p>
          <a href={`/auditoria/evento/${pos}`} class="text-mar underline">{STATE.at(pos, size)}</a>
          {recordedAt && `, ${formatInstant(recordedAt)}`}
        </p>
        <Drawers drawers={drawers} />
        <Stock stock={stock} />
      </AuditPage>
    );
  },
);

const Drawers = ({ drawers }: { readonly drawers: readonly DrawerAt[] }) =>
  drawers.length === 0 ? <p>{STATE.noDrawers}</p> : (
    <Table
      caption={STATE.drawers}
      rows={drawers}
      keyOf={({ cashSessionId }) => cashSessionId}
      columns={[
        { head: STATE.register, cell: (row) => row.registerName ?? STATE.unnamed },
        { head: STATE.tickets, numeric: true, cell: (row) => row.tickets },
        { head: STATE.float, numeric: true, cell: (row) => formatSoles(row.floatCentimos) },
        { head: STATE.inDrawer, numeric: true, cell: (row) => formatSoles(row.inDrawerCentimos) },
      ]}
    />
  );

const Stock = ({ stock }: { readonly stock: StateAt["stock"] }) =>
  stock.length === 0 ? <p>{STATE.noStock}</p> : (
    <Table
      caption={STATE.stock}
      rows={stock}
      keyOf={({ productId }) => productId}
      columns={[
        { head: STATE.product, cell: (row) => row.name ?? row.productId },
        {
          head: STATE.onHand,
          numeric: true,
          cell: (row) => formatQuantity(row.onHand, row.unit ?? "unidad"),
        },
      ]}
    />
  );
