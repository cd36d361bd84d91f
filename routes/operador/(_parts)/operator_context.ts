import { type CommandContext, jitter } from "../../../commands/handle.ts";
import type { OperatorState } from "../../(_shared)/define.ts";

/** The context of a command on the platform's own log, in the name of the operator who is signed in. */
export const operatorContext = ({ services, operator }: OperatorState): CommandContext => ({
  store: services.platform,
  clock: services.clock,
  ids: services.ids,
  actor: { kind: "operator", id: operator.personId },
  dev: null,
  pause: jitter(),
});
