import { GATE } from "../../domain/streams.ts";
import type { ShopFact } from "../../events/facts/shop.ts";
import type { AppendRefusal, TenantStore } from "../../events/store/types.ts";
import type { Result } from "../../kernel/result.ts";
import type { PushCommandType } from "../../kernel/sync.ts";
import type { Instant } from "../../kernel/time.ts";
import { closeCashSession } from "../cash_session/close_cash_session.ts";
import { moveCash } from "../cash_session/move_cash.ts";
import { openDrawer } from "../cash_session/open_drawer.ts";
import { openCashSession } from "../cash_session/open_cash_session.ts";
import { addProduct } from "../catalogue/add_product.ts";
import { addCustomer } from "../customer/keep_customer.ts";
import { receiveCreditPayment } from "../customer/receive_payment.ts";
import type { Asked, CommandFunction } from "../define_command.ts";
import type { CommandContext, Handled } from "../handle.ts";
import type { Refusal } from "../refusals.ts";
import { refundSale, voidSale } from "../sale/give_back.ts";
import { registerEarlierSale, registerSale } from "../sale/register_sale.ts";
import { countStock } from "../stock/count_stock.ts";
import type { ParsedPushCommand } from "./push_request.ts";

type AnyCommand = CommandFunction<unknown, Exclude<Refusal, AppendRefusal>>;

/** What a till may do. Everything but a sale stays open to a shop that may not sell (design §7). */
const COMMANDS: Readonly<Record<PushCommandType, AnyCommand>> = {
  OpenCashSession: openCashSession,
  RegisterSale: registerSaleOfTill,
  VoidSale: voidSale,
  RefundSale: refundSale,
  OpenDrawer: openDrawer,
  MoveCash: moveCash,
  CloseCashSession: closeCashSession,
  CountStock: countStock,
  AddProduct: addProduct,
  AddCustomer: addCustomer,
  ReceiveCreditPayment: receiveCreditPayment,
};

export const applyCommand = (
  context: CommandContext,
  { cmdId, type, occurredAt, payload }: ParsedPushCommand,
  hash: Uint8Array<ArrayBuffer>,
): Promise<Result<Handled<unknown>, Refusal>> =>
  COMMANDS[type](context, { id: cmdId, occurredAt, hash }, payload);

/**
 * A sale made before selling was closed is taken however late it comes. One made later by a paired device is taken as
 * well: its lease let it sell, or the flag `after_lease` says that it did not, and the goods are gone either way (features
 * §4.2 case 16). Only what no device signed is held to the moment, which is then nobody's word but the asker's.
 */
async function registerSaleOfTill(context: CommandContext, asked: Asked, payload: unknown) {
  const registered = await registerSale(context, asked, payload);
  if (registered.ok || registered.error.type !== "SalesBlocked") return registered;
  if (context.dev?.sig) return await registerEarlierSale(context, asked, payload);
  const closedAt = await sellingClosedAt(context.store);
  const earlier = closedAt === null || (asked.occurredAt !== undefined && asked.occurredAt < closedAt);
  return earlier ? await registerEarlierSale(context, asked, payload) : registered;
}

/** Since when the shop may not sell; null where it may. A new reason does not move the moment. */
async function sellingClosedAt(store: TenantStore): Promise<Instant | null> {
  const events = await store.stream(GATE);
  return events.reduce<Instant | null>((closedAt, { data, recordedAt }) => {
    const { open } = data as Extract<ShopFact, { type: "SalesGateSet" }>["data"];
    return open ? null : closedAt ?? recordedAt;
  }, null);
}
