import type { PasswordRefusal } from "../../commands/people/account.ts";
import type { PhoneRefusal } from "../../commands/people/phone_code.ts";
import type { SignInRefusal } from "../../commands/people/refusals.ts";
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
        phone: "Escribe tu celular, por ejemplo 987 654 321",
        code: "El código son los 6 números del mensaje",
      }[refusal.field];
    case "SignInWrong":
      return {
        pin: "Ese PIN no es. Inténtalo otra vez o pide uno nuevo a la encargada",
        password: "El correo o la contraseña no coinciden. Revísalos e inténtalo otra vez",
        code: "Ese código no es o ya venció. Revísalo o pide otro",
        passkey: "Esa llave no abre ninguna cuenta aquí. Ingresa de otra forma",
        second_factor: "Alguno de los datos no coincide. Revísalos e inténtalo otra vez",
      }[refusal.way];
    case "SignInTooMany":
      return `Van muchos intentos. Prueba otra vez a las ${formatTime(refusal.until)}`;
    case "CodesUnavailable":
      return "Por ahora no enviamos códigos. Ingresa con tu correo o con tu llave";
    default:
      return unreachable(refusal);
  }
}

export function passwordText(refusal: PasswordRefusal): string {
  if (refusal.type === "PasswordWeak") {
    return refusal.why === "short"
      ? "Usa 8 letras o más. Una frase corta es fácil de recordar"
      : "Esa contraseña la prueban todos primero. Usa otra";
  }
  if (refusal.type === "SignInWrong") return "Esa no es tu contraseña de ahora. Revísala";
  return signInText(refusal);
}

export const phoneText = (refusal: PhoneRefusal): string =>
  refusal.type === "PhoneTaken"
    ? "Ese celular ya es de otra cuenta. Sal de esta e ingresa con ese celular"
    : signInText(refusal);

/** What a person's phone is told. */
export const CODE_WORDS = {
  code: (code: string) => `${code} es tu código de Caserito. Vence en 10 minutos. No se lo des a nadie.`,
  unknown:
    "Alguien quiso entrar a Caserito con este celular, que todavía no tiene cuenta. Si fuiste tú, crea tu tienda.",
};

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
