import type { SignInRefusal } from "../../commands/people/sign_in.ts";
import { unreachable } from "../../kernel/result.ts";
import { formatTime } from "../../kernel/time.ts";
import type { Role } from "../../commands/people/permissions.ts";

export function signInText(refusal: SignInRefusal): string {
  switch (refusal.type) {
    case "SignInIncomplete":
      return {
        email: "Escribe tu correo, por ejemplo lucha@correo.pe",
        password: "Escribe tu contraseña",
        personId: "Elige tu nombre en la lista",
        pin: "El PIN lleva de 4 a 6 números",
      }[refusal.field];
    case "SignInWrong":
      return refusal.way === "pin"
        ? "Ese PIN no es. Inténtalo otra vez o pide uno nuevo a la encargada"
        : "El correo o la contraseña no coinciden. Revísalos e inténtalo otra vez";
    case "SignInTooMany":
      return `Van muchos intentos. Prueba otra vez a las ${formatTime(refusal.until)}`;
    default:
      return unreachable(refusal);
  }
}

export const ROLE_NAMES: Readonly<Record<Role, string>> = {
  owner: "Dueña",
  manager: "Encargada",
  cashier: "Cajera",
  professional: "Profesional",
  auditor: "Contador",
};

/** The development inbox. */
export const INBOX = {
  title: "Mensajes",
  lead: "Lo que se habría enviado a un celular o a un correo. Solo existe en desarrollo.",
  empty: "Todavía no se envió ningún mensaje",
};
