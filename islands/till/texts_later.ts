import { TENDER_NAMES, type TenderMethod } from "../../kernel/sale.ts";
import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { formatTime, type Instant } from "../../kernel/time.ts";
import type { PushCommandType } from "../../kernel/sync.ts";
import { PRINT_FAULTS } from "./printing/print_texts.ts";
import type { CameraFault } from "./camera.ts";

/** What the parts say that come behind the first sale: their words come with them (see texts.ts). */
export const LATER = {
  // Camera
  camera: "Cámara",
  cameraAim: "Pon el código dentro del marco",
  cameraStarting: "Abriendo la cámara",
  cameraIdle: "La cámara se apagó para cuidar la batería",
  cameraAgain: "Seguir leyendo",
  cameraClose: "Cerrar la cámara",
  torchOn: "Encender la luz",
  torchOff: "Apagar la luz",
  cameraFaults: {
    unsupported: "Este navegador no puede leer códigos con la cámara. Escribe el código o usa un lector.",
    denied: "Falta el permiso de la cámara. Dalo en el candado, junto a la dirección, y vuelve a intentarlo.",
    missing: "Este equipo no tiene cámara. Escribe el código o usa un lector.",
    busy: "Otro programa está usando la cámara. Ciérralo y vuelve a intentarlo.",
  } satisfies Readonly<Record<CameraFault, string>>,
  tryAgain: "Intentar otra vez",
  // Installing
  installTitle: "Pon tu caja en la pantalla de inicio",
  installWhy: "Se abre de un toque y vende también sin internet.",
  install: "Instalar",
  installHow: "Cómo se hace",
  notNow: "Ahora no",
  installSteps: [
    ["share", "Toca Compartir, abajo en Safari"],
    ["plus", "Elige «Añadir a inicio»"],
    ["check", "Toca «Añadir»: el ícono queda en tu pantalla"],
  ],
  // This device
  deviceName: (system: string | null) => system ? `Caja en ${system}` : "Caja",
  noKeys: "Este navegador no puede firmar tus ventas. Actualízalo, o abre la caja en Chrome.",
  forgets:
    "Esta ventana es privada: al cerrarla se perderían tus ventas. Abre la caja en una ventana normal.",
  refused: "Aquí no puedes vender",
  nearlyFull: "A este equipo casi no le queda espacio. Borra fotos o videos para que la caja siga guardando.",
  pairTitle: "Vincula este equipo",
  pairHint: "Pide el código a la dueña: lo saca en Equipos y vale diez minutos.",
  pairCode: "Código",
  pairMissing: "Escribe el código",
  pair: "Vincular",
  // A new program
  updateWaiting: "Hay una versión nueva de tu caja",
  updateQuick: "Toma unos segundos. Tus ventas y tu caja abierta se quedan como están.",
  update: "Actualizar",
  updateNeeded: "Actualiza tu caja",
  updateKeeps: "Esta versión tenía una falla. Lo que vendiste está guardado en este equipo y no se pierde.",
  updateNow: "Actualizar ahora",
  updateOffline: "No hay internet para actualizar. Sigue vendiendo y hazlo cuando vuelva.",
  // Payment
  operation: "Número de operación (opcional)",
  operationHint: "Míralo en el celular de la tienda, no en el del cliente.",
  removeTender: (method: TenderMethod) => `Quitar el pago con ${TENDER_NAMES[method]}`,
  // What waits to be sent
  unsentTitle: "Por enviar",
  unsentNone: "Todo está enviado.",
  unsentKept: "Está guardado en este equipo. Sale solo, en este orden, apenas se pueda.",
  lastSent: (at: Instant) => `Último envío: ${formatTime(at)}`,
  states: {
    idle: "En cola",
    sending: "Enviando",
    offline: "Espera internet",
    "signed-out": "Espera que ingreses",
    blocked: "Espera el pago del plan",
  },
  share: "Compartir",
  printCopy: "Imprimir copia",
  toPrintTitle: "Por imprimir",
  retry: "Reintentar",
  dontPrint: "No imprimir",
  tryPrinter: "Probar la impresora",
  printFaults: PRINT_FAULTS,
  download: "Descargar ventas pendientes",
  // Leaving the shop
  unpair: "Desvincular equipo",
  unpairHint: "Este equipo deja de ser una caja de tu tienda y se borra lo que guardaba de ella.",
  unpairWaiting: (count: number) =>
    count === 1 ? "Falta enviar 1 operación" : `Faltan enviar ${count} operaciones`,
  unpairSave: "Solo están en este equipo. Descárgalas y guarda el archivo: sin él se pierden.",
  unpairCount: "Escribe cuántas son",
  // From one device to another
  handOver: "Pasar ventas a otro equipo",
  give: "Entregar",
  take: "Recibir",
  giveHow: (count: number) =>
    count === 1
      ? "Muestra este código al otro equipo hasta que reciba todo. Lleva 1 operación; aquí también se queda."
      : `Muestra este código al otro equipo hasta que reciba todo. Lleva ${count} operaciones; aquí también se quedan.`,
  giveFrame: "Código que lee el otro equipo",
  frame: (at: number, of: number) => `Parte ${at} de ${of}`,
  takeHow: "En el otro equipo toca «Entregar» y apunta aquí la cámara hasta recibir todas las partes.",
  takeCamera: "Leer con la cámara",
  takeFile: "O abre el archivo descargado",
  takeProgress: (have: number, total: number) => `Recibidas ${have} de ${total} partes`,
  taken: (count: number) =>
    count === 1
      ? "Recibiste 1 operación. Ya está guardada aquí y se envía sola."
      : `Recibiste ${count} operaciones. Ya están guardadas aquí y se envían solas.`,
  takeFaults: {
    "not-ours": "Ese archivo no es de ventas pendientes. Descárgalo otra vez en el otro equipo.",
    "other-shop": "Esas ventas son de otra tienda. Entrégalas en un equipo de esa tienda.",
    empty: "Ese equipo no tiene nada por enviar.",
    "not-kept": "No se pudo guardar en este equipo. No borres nada en el otro e inténtalo otra vez.",
  },
  sendNow: "Enviar ahora",
  commands: {
    OpenCashSession: "Abrir caja",
    RegisterSale: "Venta",
    VoidSale: "Venta anulada",
    RefundSale: "Devolución",
    OpenDrawer: "Cajón abierto sin venta",
    MoveCash: "Entrada o salida de efectivo",
    CloseCashSession: "Cerrar caja",
    CountStock: "Conteo",
    AddProduct: "Producto nuevo",
    AddCustomer: "Cliente nuevo",
    ReceiveCreditPayment: "Pago de un fiado",
  } satisfies Readonly<Record<PushCommandType, string>>,
  // Sheets
  quantity: "Cantidad",
  unknownHint: "Puedes crearlo ahora o venderlo por importe. El lector sigue listo.",
  create: "Crear producto",
  sellByAmount: "Vender por importe",
  choose: "¿Cuál de ellos?",
  print: "Imprimir",
  howMuch: (unit: "kg" | "litro" | "unidad") =>
    unit === "kg" ? "Por peso" : unit === "litro" ? "Por litros" : "Cantidad",
  byMoney: "Por soles",
  priceOf: (price: Centimos, unit: "kg" | "litro" | "unidad") =>
    unit === "unidad" ? formatSoles(price) : `${formatSoles(price)} el ${unit}`,
  /** Of a kilo or a litre, in thousandths. */
  part: (part: number, unit: "kg" | "litro" | "unidad") =>
    `${part === 250 ? "¼" : part === 500 ? "½" : "1"} ${unit === "kg" ? "kg" : "l"}`,
  addFor: (amount: string) => `Agregar ${amount}`,
  discountLine: (name: string) => `Descuento en ${name}`,
  discountTicket: "Descuento en todo el ticket",
  inSoles: "En soles",
  inPercent: "En porcentaje",
  noDiscount: "Sin descuento",
  itemName: "¿Qué es? (opcional)",
  holdsTitle: "Tickets en espera",
  holdsEmpty: "No hay tickets en espera.",
  pieces: piecesText,
  newProduct: "Producto nuevo",
  name: "Nombre",
  price: "Precio con IGV",
  priceWrong: "El precio va en soles, por ejemplo 3.50",
  nameWrong: "Escribe el nombre como lo dirá el ticket",
  unit: "Se vende por",
  tax: "IGV",
  units: [["unidad", "Unidad"], ["kg", "Kilo"], ["litro", "Litro"]],
  taxes: [["gravado", "Gravado (con IGV)"], ["exonerado", "Exonerado"], ["inafecto", "Inafecto"]],
  saveAndAdd: "Guardar y agregar",
  cashTitle: "Entrada o salida de efectivo",
  cashIn: "Entra a la caja",
  cashOut: "Sale de la caja",
  reason: "Motivo",
  reasonsIn: ["Sencillo", "Aporte"],
  reasonsOut: ["Proveedor", "Retiro", "Movilidad"],
  reasonMissing: "Escribe para qué",
  closeTitle: "Cierra tu caja",
  closeHint: "Cuenta billetes y monedas. La diferencia la verás después de cerrar.",
  counted: "Contado",
  closeButton: (amount: string) => `Cerrar con ${amount}`,
  closeWithTicket: "Tienes un ticket sin cobrar. Cóbralo o déjalo en espera antes de cerrar.",
  closing: "Cerrando tu caja…",
  closedOffline: "Caja cerrada. El reporte Z saldrá apenas vuelva internet.",
  seeZ: "Ver reporte Z",
  closed: (z: number) => `Caja cerrada: reporte Z ${z}`,
  keysTitle: "Atajos de teclado",
  keys: [
    ["F2", "Buscar"],
    ["F3", "Cantidad o peso"],
    ["3 *", "Tres del siguiente producto"],
    ["+  −", "Uno más, uno menos"],
    ["F4", "Descuento"],
    ["F6", "Fiado: a quién"],
    ["F8", "Dejar en espera o retomar"],
    ["F9", "Cobrar"],
    ["F10", "Efectivo exacto"],
    ["Supr", "Quitar la línea"],
    ["Ctrl Z", "Deshacer"],
    ["Esc", "Volver"],
  ],
} as const;

function piecesText(count: number): string {
  return count === 1 ? "1 producto" : `${count} productos`;
}
