import { versionOf } from "../../commands/handle.ts";
import { roomInPlan } from "../../commands/membership/plan_limit.ts";
import type { Limited, PlanLimitReached } from "../../domain/membership/plans.ts";
import type { Result } from "../../kernel/result.ts";
import type { ShopState } from "./define.ts";

/**
 * Adds one more of something where the shop's plan has room for it. `stream` is of what is added: where it is there already,
 * the form was sent again, and its answer is not held back. A practice may try everything.
 */
export async function withRoom<Value, Refusal>(
  { services, shop, store }: ShopState,
  what: Limited | null,
  stream: string | null,
  add: () => Promise<Result<Value, Refusal>>,
): Promise<Result<Value, Refusal | PlanLimitReached>> {
  if (what === null || shop.practiceOf !== undefined) return await add();
  if (stream !== null && await versionOf(store, stream) > 0) return await add();
  const room = await roomInPlan(services, store, what);
  return room.ok ? await add() : room;
}
