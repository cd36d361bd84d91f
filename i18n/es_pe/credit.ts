import { type Centimos, formatSoles } from "../../kernel/money.ts";
import type { CreditEntryKind } from "../../kernel/credit.ts";
import { formatDay, formatInstant, type Instant, limaDay } from "../../kernel/time.ts";
import type { NotebookFault } from "../../commands/customer/read_notebook.ts";
import { counted } from "./figures.ts";

/** The notebook of debts as the owner reads it. */
export const CREDIT = {
  title: "Fiado",
  total: "Te deben",
  debtors: (count: number) => counted(count, "cliente debe", "clientes deben"),
  nobodyOwes: "Nadie te debe",
  oldest: "La deuda más antigua",
  since: (at: Instant) => `Desde el ${formatDay(limaDay(at))}`,
  aging: "Hace cuánto te deben",
  ages: ["Hasta 7 días", "De 8 a 30 días", "De 31 a 60 días", "Más de 60 días"],
  newCustomer: "Cliente nuevo",
  notebook: "Pasar mi cuaderno",
  search: "Buscar por nombre o celular",
  list: "Clientes",
  none: "Todavía no tienes clientes con fiado",
  noneHint: "Pasa tu cuaderno tal como está, o agrega a la primera persona. En la caja también se agregan.",
  notFound: "Nadie con ese nombre",
  seeAll: "Ver todos",
  gone: "Cliente borrado",
  unknown: "Cliente sin nombre",
  late: "vencida",
  over: "pasó su límite",
  limitOf: (limit: Centimos) => `Límite ${formatSoles(limit)}`,
  lateSince: (days: number) => `Debe desde hace más de ${days} días: no se le fía más hasta que pague`,
  // One customer
  owes: "Debe",
  inFavour: "A favor",
  left: "Le queda",
  limit: "Límite",
  account: "Su cuenta",
  noEntries: "Todavía no hay nada en su cuenta",
  kinds: {
    sale: "Compra fiada",
    opening: "Deuda del cuaderno",
    payment: "Pago",
    refund: "Devolución",
  } satisfies Readonly<Record<CreditEntryKind, string>>,
  openPart: (open: Centimos) => `debe ${formatSoles(open)} de esto`,
  paidOff: "pagada",
  pay: "Recibir un pago",
  payHint: "En efectivo no entra a ninguna caja desde aquí: para eso cobra la deuda en la caja.",
  payButton: "Guardar pago",
  terms: "Hasta cuánto y por cuántos días",
  maxAgeHint: "Pasados esos días no se le fía más hasta que pague. Vacío: sin plazo.",
  termsButton: "Guardar límite",
  data: "Sus datos",
  name: "Nombre",
  phoneHint: "Para mandarle su cuenta por WhatsApp. Puede quedar vacío.",
  dataButton: "Guardar datos",
  sendAccount: "Enviar su cuenta por WhatsApp",
  export: "Descargar todo lo que guardamos de esta persona",
  erase: "Borrar a esta persona",
  done: {
    nuevo: "Cliente agregado. La caja ya lo conoce",
    pago: "Pago guardado",
    limite: "Límite guardado",
    datos: "Datos guardados",
    borrado: "Sus datos se borraron para siempre",
    cuaderno: "Tu cuaderno está adentro",
  } as Readonly<Record<string, string>>,
  // Erasing
  eraseTitle: (name: string) => `Borrar a ${name}`,
  eraseWhat:
    "Su nombre y su celular desaparecen para siempre: de aquí, de la caja, de cada copia de seguridad y de cada archivo exportado, también de los que ya hiciste. Nadie los puede recuperar, nosotros tampoco.",
  eraseStays:
    "Quedan las ventas y los pagos con sus montos, sin decir de quién fueron, y tu libro se sigue comprobando igual.",
  eraseOwes: (amount: Centimos) =>
    `Todavía debe ${formatSoles(amount)}. Después de borrar no sabrás a quién cobrarle.`,
  eraseButton: "Borrar para siempre",
  keep: "No borrar",
  // Statement
  statement: (name: string, shop: string, amount: Centimos, at: Instant, lines: readonly string[]) =>
    amount > 0
      ? `Hola ${name}, en ${shop} tu cuenta al ${formatInstant(at)} es ${formatSoles(amount)}:\n${
        lines.join("\n")
      }\nGracias.`
      : `Hola ${name}, en ${shop} al ${formatInstant(at)} no debes nada. Gracias.`,
  // The paper notebook
  notebookTitle: "Pasa tu cuaderno",
  notebookHint:
    "Una persona por línea: su nombre y cuánto debe. Pega tu lista de WhatsApp o escríbela como en el cuaderno.",
  notebookExample: "Rosa del 302  35.50\nDon Lucho  120\nSeñora Elvira, 8.90",
  notebookRead: "Revisar",
  notebookRows: "Lo que entendimos",
  notebookTotal: (people: number, amount: Centimos) =>
    `${counted(people, "deuda", "deudas")} por ${formatSoles(amount)}`,
  notebookTake: (people: number) => `Guardar ${counted(people, "deuda", "deudas")}`,
  notebookNothing: "No hay ninguna deuda nueva en esta lista",
  notebookTooMany: (max: number) => `Van las primeras ${max} líneas. Pega el resto después`,
  notebookDoes: { add: "cliente nuevo", open: "ya lo conoces", done: "ya estaba" },
  notebookFaults: {
    no_name: "falta el nombre",
    no_amount: "falta el monto",
    not_positive: "el monto es cero",
    name_long: "el nombre es muy largo",
    repeated: "está dos veces en la lista",
  } satisfies Readonly<Record<NotebookFault, string>>,
  again: "Puedes pegar la misma lista otra vez: lo que ya está no se suma de nuevo.",
} as const;
