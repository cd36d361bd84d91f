import { formatInstant, type Instant } from "../../kernel/time.ts";
import { counted } from "./figures.ts";

/** Devices of the shop: what the owner reads, and what whoever holds a new tablet reads. */
export const DEVICES = {
  title: "Equipos que venden",
  says: "Tabletas y teléfonos autorizados, con su caja y su serie",
  lead: "Cada equipo firma lo que vende y numera con su propia serie. Si se pierde, quítale el permiso aquí.",
  none: "Todavía no hay equipos",
  noneHint: "El primero se vincula solo cuando alguien abre la caja en él.",
  add: "Vincular un equipo",
  addHint: "Da un código para la tableta nueva. Vale diez minutos y para un solo equipo.",
  register: "Para qué caja",
  anyRegister: "La primera sin equipo",
  addButton: "Dar código",
  code: "Código para el equipo nuevo",
  qr: "Código QR que abre la página para vincular el equipo",
  scan: "Escanéalo con la cámara de la tableta, o escribe allí este código en la dirección:",
  until: (when: Instant) => `Vale hasta el ${formatInstant(when)}`,
  only: "Solo equipos autorizados",
  onlyOn: "Para vincular un equipo hace falta un código, aunque quien lo abre trabaje aquí.",
  onlyOff: "Quien trabaja aquí y abre la caja en un equipo nuevo lo vincula sin código.",
  onlyTurnOn: "Pedir código a todos",
  onlyTurnOff: "Dejar entrar sin código",
  rename: "Cambiar el nombre",
  name: "Nombre del equipo",
  save: "Guardar",
  revoke: "Quitar permiso",
  revokeSays:
    "Deja de vender en cuanto tenga internet y su serie se cierra para siempre. Lo que vendió y no envió queda guardado en él.",
  revokeUnsent: (unsent: number) =>
    `Ojo: la última vez le ${
      unsent === 1 ? "faltaba enviar 1 venta o movimiento" : `faltaban enviar ${unsent} ventas o movimientos`
    }.`,
  revokeButton: (name: string) => `Quitar permiso a ${name}`,
  revoked: "Ese equipo ya no está autorizado",
  renamed: "Nombre guardado",
  saved: "Ajuste guardado",
} as const;

/** `T004, último ticket 128`. */
export const seriesSays = (series: string, lastTicket: number): string =>
  lastTicket === 0 ? `Serie ${series}, sin tickets` : `Serie ${series}, último ticket ${lastTicket}`;

export function deviceSays(
  { seenAt, unsent, revokedAt }: {
    readonly seenAt: Instant | null;
    readonly unsent: number | null;
    readonly revokedAt: Instant | null;
  },
): string {
  if (revokedAt !== null) return `Sin permiso desde el ${formatInstant(revokedAt)}`;
  if (seenAt === null) return "Todavía no se comunicó";
  const waits = unsent === null || unsent === 0
    ? ""
    : `, con ${counted(unsent, "envío pendiente", "envíos pendientes")}`;
  return `Se comunicó el ${formatInstant(seenAt)}${waits}`;
}

export const JOINING = {
  title: "Vincular este equipo",
  lead:
    "Escribe el código que te dieron. Quien administra la tienda lo da en Ajustes, Equipos que venden. Después ingresas con tu PIN.",
  code: "Código",
  hint: "Ocho letras y números, sin importar mayúsculas",
  button: "Vincular y abrir la caja",
} as const;

/** The report of ticket numbers. */
export const SERIES = {
  tab: "Series",
  title: "Series de tickets",
  lead:
    "Cada serie cuenta sin saltos. Un número que falta es una venta que no llegó o que alguien no registró.",
  none: "Todavía no hay tickets numerados",
  noneHint: "Aparecen con la primera venta.",
  series: "Serie",
  device: "Equipo",
  tickets: "Tickets",
  range: "Del … al …",
  missing: "Faltan",
  nobody: "Sin equipo",
  gaps: "Números que faltan",
  noGaps: "No falta ningún número",
  twice: "Números usados dos veces",
  from: (series: string, from: number, to: number) =>
    from === to ? `${series}-${digits(from)}` : `${series}-${digits(from)} al ${series}-${digits(to)}`,
  between: (before: string, after: string) => `Entre ${before} y ${after}`,
  neighbour: (ticket: string, who: string, when: Instant) =>
    `${ticket} (${[who, formatInstant(when)].filter(Boolean).join(", ")})`,
  start: "el inicio de la serie",
  more: "Se muestran los primeros 200.",
} as const;

const digits = (n: number): string => String(n).padStart(6, "0");
