import type { RetryRefusal } from "../../commands/messages/retry.ts";
import type { HoldRefusal } from "../../domain/membership/holds.ts";
import { unreachable } from "../../kernel/result.ts";

/** What an operator reads where an action on a shop was not taken. */
export function operatorText(refusal: HoldRefusal | RetryRefusal): string {
  switch (refusal.type) {
    case "HoldUnknown":
      return "Esa retención no es de esta tienda. Vuelve a abrir la página";
    case "HoldStands":
      return "Esta tienda ya tiene una retención. Levántala antes de pedir otra";
    case "HoldEndWrong":
      return `Una retención dura de 1 a ${refusal.daysMax} días. Si hace falta, se pide otra después`;
    case "HoldNeedsAnother":
      return "La pediste tú: la confirma otra persona de operación";
    case "HoldProposalLapsed":
      return "Pasaron 24 horas sin que nadie la confirmara. Pídela de nuevo si todavía hace falta";
    case "HoldOver":
      return "Esa retención ya terminó. Pide otra si todavía hace falta";
    case "MessageUnknown":
      return "Ese mensaje no está en la lista. Vuelve a abrir la página";
    case "MessageNotDead":
      return "Ese mensaje ya llegó o todavía está en camino. No hace falta enviarlo otra vez";
    case "MessageRetriedBefore":
      return "Ese mensaje ya se volvió a enviar. Mira cómo le fue al nuevo";
    default:
      return unreachable(refusal);
  }
}
