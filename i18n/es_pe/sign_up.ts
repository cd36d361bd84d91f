import type { SignUpRefusal } from "../../commands/shops/sign_up.ts";
import { unreachable } from "../../kernel/result.ts";
import { formatTime } from "../../kernel/time.ts";
import { fieldMessages } from "./fields.ts";

export const SIGN_UP = {
  title: "Crea tu tienda",
  description:
    "Tu caja lista en un minuto: deja tu celular, elige tu rubro y vende. Sin RUC, sin correo y sin tarjeta.",
  heading: "Tu tienda, en un minuto",
  lead: "Con esto basta para vender. Lo demás lo completas cuando quieras.",
  phone: "Tu celular",
  phoneHint: "Para entrar a tu tienda desde otro equipo. No llamamos ni mandamos publicidad.",
  trade: "¿Qué vendes?",
  name: "Nombre de tu tienda",
  nameHint: "Si lo dejas vacío, empiezas con uno de tu rubro.",
  create: "Crear mi tienda y vender",
  have: "Ya tengo una tienda",
  addresses: "Elige la dirección de tu tienda",
  tradeMissing: "Elige qué vendes: con eso cargamos tu lista de productos",
} as const;

/** What to do when a shop could not be made. Complete by type. */
export function signUpText(refusal: SignUpRefusal): string {
  switch (refusal.type) {
    case "InvalidInput":
      return fieldMessages(refusal)[0]?.message ?? "Revisa los datos";
    case "AddressTaken":
      return refusal.free.length > 0
        ? `La dirección ${refusal.slug} ya es de otra tienda, o se parece mucho a una. Elige una de estas`
        : `La dirección ${refusal.slug} ya es de otra tienda. Escribe otro nombre`;
    case "SignUpTooMany":
      return `Ya se crearon varias tiendas desde aquí. Inténtalo otra vez después de las ${
        formatTime(refusal.until)
      }`;
    case "SignUpCutOff":
      return "No pudimos terminar tu tienda. Inténtalo otra vez: no se creó nada a medias";
    default:
      return unreachable(refusal);
  }
}
