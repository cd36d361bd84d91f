import { type Limited, type PlanLimitReached, roomInPlan } from "../../commands/membership/plan_limit.ts";
import type { Result } from "../../kernel/result.ts";
import type { ShopState } from "./define.ts";

/** Adds one more of something where the shop's plan has room for it: see {@link roomInPlan}. A practice may try everything. */
export async function withRoom<Value, Refusal>(
  { services, shop, store }: ShopState,
  what: Limited | null,
  id: string | null,
  add: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | PlanLimitReached>> {
  if (what === null || shop.practiceOf !== undefined) return await add();
  const room = await roomInPlan(services, store, what, id);
  return room.ok ? await add() : room;
}
