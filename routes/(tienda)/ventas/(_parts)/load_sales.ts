import { cashMovements, sessionById } from "../../../../events/projections/cash_session/queries.ts";
import {
  type SaleFilter,
  saleList,
  type SaleSummary,
  type SaleSums,
  saleSums,
} from "../../../../events/projections/sales/queries.ts";
import { registerById } from "../../../../events/projections/shop/queries.ts";
import { everStaffOfShop } from "../../../../events/store/control/people.ts";
import type { ShopState } from "../../../(_shared)/define.ts";
import type { DrawerView } from "./Drawer.tsx";
import { addressOf, filterOf } from "./sale_filter.ts";

export interface SalesPage {
  readonly filter: SaleFilter;
  readonly sums: SaleSums;
  readonly sales: readonly SaleSummary[];
  readonly older: string | null;
  readonly newest: string | null;
  readonly drawer: DrawerView | null;
}

const PAGE = 50;

export async function loadSales(state: ShopState, query: URLSearchParams): Promise<SalesPage> {
  const filter = filterOf(query), { db } = state.store;
  const before = /^\d{1,15}$/.test(query.get("antes") ?? "") ? Number(query.get("antes")) : undefined;
  const [sums, found, drawer] = await Promise.all([
    saleSums(db, filter),
    saleList(db, { ...filter, limit: PAGE + 1, ...before === undefined ? {} : { before } }),
    filter.cashSessionId === undefined ? null : drawerOf(state, filter.cashSessionId),
  ]);
  const sales = found.slice(0, PAGE), last = sales.at(-1);
  return {
    filter,
    sums,
    sales,
    older: found.length > PAGE && last ? addressOf(filter, last.pos) : null,
    newest: before === undefined ? null : addressOf(filter),
    drawer,
  };
}

async function drawerOf(
  { services, shop, store: { db } }: ShopState,
  cashSessionId: string,
): Promise<DrawerView | null> {
  const session = await sessionById(db, cashSessionId);
  if (!session) return null;
  const [register, staff, movements] = await Promise.all([
    session.registerId === null ? null : registerById(db, session.registerId),
    everStaffOfShop(services.control, shop.id),
    cashMovements(db, cashSessionId),
  ]);
  return {
    session,
    register: register?.name ?? "Caja",
    cashier: staff.find(({ personId }) => personId === session.cashierId)?.name ?? "",
    movements,
  };
}
