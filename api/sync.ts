import { z } from "zod";
import { may } from "../commands/people/permissions.ts";
import { pull } from "../commands/sync/pull.ts";
import { push } from "../commands/sync/push.ts";
import { cashiersOfShop, everOfShop, staffOfShop } from "../events/store/control/people.ts";
import type { PushResponse } from "../kernel/sync.ts";
import { endpoint, named, sent } from "./http/endpoint.ts";
import { refusalProblem } from "./http/problem.ts";
import { zPullResponse, zPush, zPushResponse } from "./schemas/sync.ts";
import { signAfterClosing } from "./sign_after_closing.ts";

const pushing = endpoint({
  method: "post",
  path: "/sync/push",
  tag: "Caja",
  summary: "Recibe en orden lo que una caja hizo, hasta 50 comandos; cada uno se responde por separado.",
  access: ["sell"],
  body: named("PushRequest", zPush),
  idempotency: "own",
  answer: { status: 200, text: "Qué pasó con cada comando", content: named("PushResponse", zPushResponse) },
  refusals: ["SequenceGap", "StoreUnavailable", "VersionConflict"],
  async handle({ services, shop, store, context, body }) {
    const [staff, working] = await Promise.all([
      everOfShop(services.control, shop.id),
      staffOfShop(services.control, shop.id),
    ]);
    // Whose PIN was typed on the tablet, the tablet says; that it is one that may approve is known here.
    const approvers = new Set(
      working.filter(({ role }) => may(role, "override")).map(({ personId }) => personId),
    );
    const pushed = await push(
      { ...context, approvers, carrier: null, staff, leaseEnd: () => Promise.resolve(null) },
      body,
    );
    if (!pushed.ok) return refusalProblem(pushed.error);
    if (closedTill(body, pushed.value.results)) await signAfterClosing(services, store);
    const answer: PushResponse = { ...pushed.value, lease: null };
    return sent(answer);
  },
});

/** Whether this push closed a drawer now. */
function closedTill(body: unknown, results: PushResponse["results"]): boolean {
  const applied = new Set(results.filter(({ status }) => status === "applied").map(({ cmdId }) => cmdId));
  const { commands } = body as { commands: readonly { cmdId: string; type?: unknown }[] }; // push has read it
  return commands.some(({ cmdId, type }) => type === "CloseCashSession" && applied.has(cmdId));
}

const pulling = endpoint({
  method: "get",
  path: "/sync/pull",
  tag: "Caja",
  summary: "Entrega lo que una caja necesita para vender y cambió desde el cursor.",
  access: ["sell"],
  query: z.strictObject({
    cursor: z.string({ error: "malformed" }).max(2000, { error: "text_long" }).optional(),
  }),
  answer: { status: 200, text: "Lo que cambió", content: named("PullResponse", zPullResponse) },
  async handle({ services, shop, store, query }) {
    const staff = await cashiersOfShop(services.control, shop.id);
    const cashiers = staff.map(({ personId, name, role }) => ({
      cashierId: personId,
      name,
      role,
      mayOverride: may(role, "override"),
      pin: null,
    }));
    return sent(await pull({ store, clock: services.clock, cashiers }, query.cursor ?? null));
  },
});

export const SYNC = [pushing, pulling];
