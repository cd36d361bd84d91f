import type { ApprovalKind } from "../../kernel/approval.ts";
import { formatInstant, formatTime, type Instant } from "../../kernel/time.ts";

/** What the till says of people, of what goes back and of membership; it comes with the parts that say it (see texts.ts). */
export const PEOPLE = {
  // Lock
  lockTitle: "¿Quién vende?",
  lockHint: "Toca tu nombre y escribe tu PIN.",
  signInHint: "Ingresa para vender desde este equipo.",
  pin: "PIN",
  pinOf: (name: string) => `PIN de ${name}`,
  pinTyped: (count: number) => `${count} de 4 números`,
  erase: "Borrar",
  wrongPin: "Ese PIN no es. Inténtalo otra vez",
  wait: (ms: number) => `Demasiados intentos. Espera ${waitText(ms)}`,
  otherPerson: "Otra persona",
  inUseBy: (name: string) => `Caja de ${name}`,
  lock: "Cambiar de cajera",
  // Approval
  approve: {
    void: "Para anular esta venta hace falta el PIN de la encargada",
    refund: "Para devolver hace falta el PIN de la encargada",
    discount: "Este descuento pasa lo permitido: hace falta el PIN de la encargada",
    credit: "Para fiar más de su límite hace falta el PIN de la encargada",
    drawer: "Para abrir el cajón hace falta el PIN de la encargada",
    wallet_number: "Por ese monto, para aceptar un número de operación hace falta el PIN de la encargada",
    wallet_refund: "Por ese monto, para devolver hace falta el PIN de la encargada",
  } satisfies Readonly<Record<ApprovalKind, string>>,
  approveTitle: "Permiso",
  whoApproves: "¿Quién da permiso?",
  nobody:
    "En este equipo nadie puede dar permiso todavía. Puedes seguir: la dueña lo verá marcado para revisar.",
  goOnAnyway: "Seguir sin permiso",
  discountReason: "Descuento",
  // What was sold here
  sales: "Ventas y devoluciones",
  salesEmpty: "Todavía no se vendió desde este equipo.",
  searchTicket: "Número de ticket",
  findTicket: "Buscar",
  ticketNotFound: "No encontramos ese ticket. Revisa el número, y que haya internet si es de otra caja.",
  marks: { voided: "anulada", refunded: "devuelta", partly: "devuelta en parte" },
  seeTicket: "Ver ticket",
  annul: "Anular la venta",
  giveBack: "Devolver",
  annulHint: (amount: string) =>
    `Se anula entera: devuelve ${amount} tal como se pagó y los productos vuelven al estante.`,
  annulDo: (amount: string) => `Anular ${amount}`,
  alreadyBack: "Ya se devolvió todo.",
  why: "¿Por qué?",
  reasons: {
    void: ["Se equivocó", "Ya no lo quiere", "Cobro doble"],
    refund: ["Llegó dañado", "Estaba vencido", "No era lo que pidió"],
    drawer: ["Cambiar un billete", "Revisar", "Guardar sencillo"],
  },
  whatComesBack: "¿Qué devuelve?",
  all: "Todo",
  none: "Nada",
  onShelf: "Vuelve al estante",
  thrown: "Se bota",
  lessOne: (name: string) => `Uno menos de ${name}`,
  moreOne: (name: string) => `Uno más de ${name}`,
  ofSold: (text: string) => `de ${text}`,
  moneyWay: "¿Cómo devuelves el dinero?",
  ways: ["En efectivo", "Como se pagó"],
  offDebt: (amount: string) => `${amount} baja de su fiado`,
  giveBackDo: (amount: string) => `Devolver ${amount}`,
  chooseGoods: "Elige qué devuelve",
  voided: (ticket: string, amount: string) => `Anulaste ${ticket}: ${amount}`,
  refunded: (ticket: string, amount: string) => `Devolviste ${amount} de ${ticket}`,
  // Drawer
  openDrawer: "Abrir el cajón",
  openDrawerHint: "Queda anotado quién lo abrió, quién dio permiso y para qué.",
  drawerOpened: "Cajón abierto, quedó anotado",
  // Membership and clock
  over: (notAfter: Instant) =>
    `Este equipo podía vender sin conexión hasta el ${
      formatInstant(notAfter)
    }: conéctalo a internet y sigue solo. Cerrar caja, contar y ver tus ventas sigue abierto.`,
  blocked: (reason: string) =>
    `${
      reason || "El plan de la tienda está por pagar"
    }. Cuando se pague, vuelve a vender solo. Cerrar caja, contar y ver tus ventas sigue abierto.`,
  ending: (notAfter: Instant) =>
    `Sin internet, este equipo puede vender hasta el ${formatInstant(notAfter)}: conéctalo antes`,
  clockBack: (now: Instant) =>
    `Corrige la hora de la tableta: se atrasó. Para tu caja son las ${formatTime(now)}`,
} as const;

function waitText(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  return seconds < 60 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`;
}
