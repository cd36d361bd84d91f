import { TENDER_NAMES, type TenderMethod } from "../../kernel/sale.ts";
import { formatTime, type Instant } from "../../kernel/time.ts";

/**
 * What the till says. It stands here and not in i18n/, because most of it is sentences around a figure: functions, which
 * cannot travel as props, and a till must speak also where no server answers. Another language is another such object.
 */
export const T = {
  search: "Busca o escanea",
  camera: "Leer con la cámara",
  favourites: "Favoritos",
  noFavourites: "Marca tus productos más vendidos como favoritos y saldrán aquí.",
  moreProducts: (count: number) => `Hay ${count} más: escribe su nombre o escanéalos.`,
  noResults: (query: string) => `No encontramos «${query}»`,
  ticket: "Ticket",
  emptyTicket: "Escanea o toca un producto",
  emptyTicketHint: "También puedes escribir su nombre o su código.",
  total: "Total",
  discount: "Descuento",
  rounding: "Redondeo",
  charge: (total: string) => `Cobrar ${total}`,
  chargeNothing: "Cobrar",
  chargeBy: (method: TenderMethod) => `Cobrar con ${TENDER_NAMES[method]}`,
  byAmount: "Importe",
  byAmountName: "Venta por importe",
  hold: "En espera",
  holds: (count: number) => `En espera (${count})`,
  remove: "Quitar",
  removed: (name: string) => `Quitaste ${name}`,
  cleared: "Vaciaste el ticket",
  held: "Ticket en espera",
  undone: "Deshecho",
  inUse: "En uso",
  products: "Productos",
  categories: "Categorías",
  forgetTimes: "Quitar la cantidad",
  clear: "Vaciar el ticket",
  backToProducts: "Volver a los productos",
  openTicket: "Ver el ticket, productos:",
  howToPay: "Forma de pago",
  notes: "Billetes",
  accept: "Listo",
  back: "Volver",
  added: (name: string, quantity: string, total: string) => `${name}, ${quantity}, total ${total}`,
  saleBlocked: "Por ahora no puedes vender",
  keepsSelling: "Sin internet. Sigue vendiendo, lo enviamos cuando vuelva",
  saleSetAside:
    "La última venta quedó apartada para que la dueña la revise. Cuando el plan esté pagado, vuelve a vender.",
  sellAgain: "Ya se pagó",
  pending: pendingText,
  offline: (count: number, lastSent: Instant | null) =>
    ["Sin conexión", count > 0 && pendingText(count), lastSent && `última ${formatTime(lastSent)}`]
      .filter(Boolean).join(" · "),
  toPrint: (count: number) => `${count} por imprimir · Reintentar`,
  toPrintShort: (count: number) => `${count} por imprimir`,
  menuPrinter: "Impresora",
  seeUnsent: "Ver lo que falta enviar",
  unsentSince: (since: Instant) => `Falta enviar desde ${formatTime(since)}`,
  signInAgain: "Vuelve a ingresar",
  signInWhy: (count: number) =>
    count === 1
      ? "Falta enviar 1 operación. Está guardada en este equipo y sale apenas ingreses."
      : `Faltan enviar ${count} operaciones. Están guardadas en este equipo y salen apenas ingreses.`,
  soldWhole: (name: string) => `${name} se vende por unidad`,
  unknown: (code: string) => `No existe ${code}`,
  drawerMissing: "Primero abre tu caja",
  notKept: "No se pudo guardar en este equipo. No entregues el ticket e inténtalo otra vez.",
  keepsNothing: "Este navegador no guarda nada en el equipo, así que no puede ser una caja. Ábrela en otro.",
  registerBusy: "Esa caja ya la abrió otro equipo. Elige otra o ciérrala allá.",
  closedElsewhere: "Esta caja se cerró desde otro equipo.",
  drawerShort: "Ese retiro no entró: en la caja no había tanto efectivo.",
  clock: "Corrige la hora de este equipo: no coincide con la de internet.",
  otherTab: "La caja está abierta en otra ventana",
  otherTabHint: "Cierra la otra ventana o vende desde ella: dos a la vez se numerarían igual.",
  useHere: "Usar aquí",
  noTill: "Este equipo todavía no tiene una caja",
  noTillHint: "Conéctate a internet e ingresa una vez. Desde entonces la caja abre aunque no haya señal.",
  // Opening
  openTitle: "Abre tu caja",
  whichRegister: "¿En qué caja vendes?",
  float: "Efectivo con que empiezas",
  floatHint: "Cuenta el sencillo que hay en el cajón.",
  open: (amount: string) => `Abrir con ${amount}`,
  openElsewhere: (since: string) => `Abierta en otro equipo desde las ${since}`,
  openMine: (since: string) => `La abriste a las ${since} y sigue abierta`,
  openMineHint: "Si también está abierta en otro equipo, vende solo en uno.",
  goOn: "Seguir vendiendo",
  openElsewhereHint: "Ciérrala en ese equipo. Si ya no lo tienes, continúa aquí con la misma caja.",
  continueHere: "Continuar aquí",
  noRegisters: "Tu tienda todavía no tiene cajas",
  // Payment
  toPay: "Por cobrar",
  received: "Recibido",
  exact: "Exacto",
  exactCash: (amount: string) => `Efectivo exacto ${amount}`,
  change: "Vuelto",
  withChange: (change: string) => `Cobrar · vuelto ${change}`,
  missing: (amount: string) => `Faltan ${amount}`,
  over: (method: TenderMethod, rest: string) => `En ${TENDER_NAMES[method]} van máximo ${rest}`,
  waiting: (method: TenderMethod, amount: string) =>
    `Todavía no llega el ${TENDER_NAMES[method]} de ${amount}`,
  arrived: (amount: string) => `Ya llegó · ${amount}`,
  payWith: (method: TenderMethod, amount: string) => `Cobrar ${amount} con ${TENDER_NAMES[method]}`,
  addTender: (method: TenderMethod, amount: string) => `Agregar ${amount} en ${TENDER_NAMES[method]}`,
  operation: "Número de operación (opcional)",
  operationHint: "Míralo en el celular de la tienda, no en el del cliente.",
  removeTender: (method: TenderMethod) => `Quitar el pago con ${TENDER_NAMES[method]}`,
  nextSale: "Siguiente venta",
  showReceipt: "Ver ticket",
  noChange: "Sin vuelto",
  spokenChange: (amount: string) => `Vuelto ${amount}`,
  spokenPaid: (amount: string) => `Venta cobrada, ${amount}, sin vuelto`,
  discountTooLarge: (max: string) => `El descuento puede ser hasta ${max}`,
  amountTooLarge: "Revisa cantidades y precios: ninguna venta pasa de S/ 9,999,999.99",
  amount: "Monto",
  amountMissing: "Escribe cuánto",
  cashDone: (amount: string, isIn: boolean) => isIn ? `Entraron ${amount}` : `Salieron ${amount}`,
  // Menu
  menuSales: "Ventas y devoluciones",
  menuOpenDrawer: "Abrir el cajón",
  menuLock: "Cambiar de cajera",
  menuCash: "Entrada o salida de efectivo",
  menuClose: "Cerrar caja",
  menuKeys: "Atajos de teclado",
  leave: "Salir",
  leaveBlocked: (count: number) =>
    `Todavía no puedes salir: ${
      count === 1 ? "falta enviar 1 operación" : `faltan enviar ${count} operaciones`
    }`,
} as const;

function pendingText(count: number): string {
  return `${count} por enviar`;
}
