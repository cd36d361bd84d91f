import { formatInstant, type Instant } from "../../kernel/time.ts";

/** Keys of other programs: what the owner reads. */
export const API_KEYS = {
  title: "Llaves para otros programas",
  lead:
    "Una llave deja que otro programa trabaje con tu tienda: tu contabilidad, tu web, una hoja de cálculo. Da a cada uno la suya, con lo justo.",
  none: "Todavía no hay llaves. Haz la primera abajo.",
  make: "Nueva llave",
  name: "Para qué programa",
  nameHint: "Por ejemplo, Contabilidad",
  scopes: "Qué podrá hacer",
  scopeMissing: "Marca al menos una",
  makeButton: "Hacer llave",
  copyNow: "Copia la llave ahora",
  copyWhy: "No se vuelve a mostrar. Si la pierdes, quítala y haz otra.",
  revoke: "Quitar",
  revokeLabel: (name: string): string => `Quitar la llave ${name}`,
  revoked: "La llave ya no abre nada",
} as const;

/** When a key was made, used last, and ended. */
export function keySays(key: {
  readonly madeAt: Instant;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
}): string {
  if (key.revokedAt !== null) return `Quitada el ${formatInstant(key.revokedAt)}`;
  return key.lastUsedAt === null
    ? `Hecha el ${formatInstant(key.madeAt)}. Sin usar`
    : `Usada por última vez el ${formatInstant(key.lastUsedAt)}`;
}
