import type { PlanLimitReached } from "../../domain/membership/plans.ts";
import type { MembershipRefusal } from "../../domain/membership/refusals.ts";
import { unreachable } from "../../kernel/result.ts";
import { PLAN_NAMES } from "./plan_names.ts";

export function membershipRefusalText(refusal: MembershipRefusal): string {
  switch (refusal.type) {
    case "MembershipMissing":
      return "Tu plan todavía no empieza. Vuelve en unos minutos";
    case "MembershipExists":
      return "El plan de esta tienda ya empezó";
    case "MembershipEnded":
      return "Esta tienda ya se cerró y se entregó su archivo. Para volver, crea una tienda nueva";
    case "NotDormant":
      return "Solo se cierra una tienda dormida. Cancela primero su plan y espera a que termine lo pagado";
    case "InvoiceNotDue":
      return "Todavía no toca cobrar el siguiente periodo";
    case "InvoiceUnknown":
      return "Ese cobro no es de esta tienda. Vuelve a abrir la página";
    case "NothingOwed":
      return "No debes nada: tu plan está al día";
    case "PlanUnchanged":
      return "Ese ya es tu plan. Elige otro si quieres cambiar";
    case "AlreadyLeft":
      return "Ya cancelaste tu plan. Si quieres quedarte, toca “Quedarme”";
    case "NotLeft":
      return "Tu plan sigue activo, no hace falta reactivarlo";
    case "ClaimUsedUp":
      return refusal.per === "invoice"
        ? "Ya nos diste un número por este cobro y lo estamos revisando. Escríbenos si era otro"
        : "Ya usaste los avisos de pago de este año. Escríbenos con tu número y lo revisamos";
    case "OperationTaken":
      return "Ese número de operación ya nos lo diste. Revisa en tu Yape o Plin el número del último pago";
    case "OperationCounted":
      return "El dinero de esa operación ya se contó para otra tienda. Mira los pagos de esa tienda antes de decidir";
    case "ClaimUnknown":
      return "Ese aviso de pago no es de esta tienda. Vuelve a abrir la página";
    case "ClaimResolved":
      return "Ese aviso de pago ya se revisó";
    case "ExtensionTooLong":
      return `Este año quedan ${refusal.daysLeft} días de gracia para esta tienda. Da menos días`;
    case "HoldNeedsTwo":
      return "Hacen falta dos personas distintas. Pide la firma de alguien más";
    case "HoldEndsBefore":
      return "El final va después de hoy. Elige otra fecha";
    case "HoldUnknown":
      return "Esa pausa no es de esta tienda. Vuelve a abrir la página";
    case "NoticeIssuedBefore":
      return "Ese aviso ya se envió";
    case "NothingToReturn":
      return "No hay días por devolver";
    case "LicenceNotPaid":
      return "Esa licencia todavía no está pagada. Cuando llegue el pago se entrega el archivo";
    case "LicenceIssuedBefore":
      return "De ese pago ya se entregó la licencia. Pide otra vez el mismo archivo";
    case "PlanLimitReached":
      return limitText(refusal);
    default:
      return unreachable(refusal);
  }
}

/** Names the plan that has it, and where it is changed. */
function limitText({ what, max, plan }: PlanLimitReached): string {
  const change = `Cámbiate al plan ${PLAN_NAMES[plan]} en Tu plan`;
  switch (what) {
    case "registers":
      return plan === "negocio" && max >= 10
        ? `Tu plan llega a ${max} cajas. Escríbenos si necesitas más`
        : `Tu plan llega a ${max} ${max === 1 ? "caja" : "cajas"}. ${change} para tener más`;
    case "people":
      return `Tu plan llega a ${max} personas. ${change} para sumar a alguien`;
    case "apiKeys":
      return `Conectar otros programas es del plan ${PLAN_NAMES[plan]}. ${change}`;
    case "accountants":
      return `El acceso de tu contador es del plan ${PLAN_NAMES[plan]}. ${change}`;
    default:
      return unreachable(what);
  }
}
