import type { Context } from "fresh";
import { declareOutage, endOutage, outagesOf } from "../../../commands/payments/outages.ts";
import type { Outage } from "../../../commands/payments/outages.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import { type OperatorAction, type Refused, runAction } from "./run_action.ts";

const ACTIONS = {
  falla: { command: declareOutage, fields: ["minutesAgo"] },
  funciona: { command: endOutage, fields: [] },
} as const satisfies Readonly<Record<string, OperatorAction>>;

export const sayOutage = (ctx: Context<OperatorState>): Promise<string | Refused> => runAction(ctx, ACTIONS);

/** Those that last. */
export const openOutages = async ({ services }: OperatorState): Promise<Outage[]> =>
  (await outagesOf(services.platform)).filter(({ endedAt }) => endedAt === null);
