import { type Centimos, formatSoles } from "../../kernel/money.ts";
import { formatDay, type Instant, limaDay } from "../../kernel/time.ts";

/** What the notebook says at the till (see texts.ts): its words come with its parts. */
export const CREDIT = {
  whoOwes: "¿A quién le fías?",
  whoPays: "¿Quién paga su deuda?",
  search: "Busca por nombre o celular",
  customers: "Clientes",
  nobody: (query: string) => `Nadie se llama «${query}» en tu lista`,
  empty: "Todavía no tienes clientes con fiado.",
  more: (count: number) => `Hay ${count} más: escribe su nombre.`,
  add: "Agregar cliente",
  addNamed: (name: string) => `Agregar a «${name}»`,
  newTitle: "Cliente nuevo",
  name: "Nombre",
  nameHint: "Como lo conoces: Rosa del 302",
  nameWrong: "Escribe cómo lo conoces",
  phone: "Celular (opcional)",
  phoneHint: "Para mandarle su cuenta por WhatsApp",
  phoneWrong: "Es un celular de 9 números, por ejemplo 987 654 321",
  save: "Guardar y elegir",
  owes: (amount: Centimos) =>
    amount > 0
      ? `Debe ${formatSoles(amount)}`
      : amount < 0
      ? `A favor ${formatSoles(amount)}`
      : "No debe nada",
  balance: "Debe",
  limit: "Límite",
  left: "Le queda",
  change: "Cambiar",
  exceeded: (free: string) => `Solo le queda ${free}. Que pague una parte o cobra el resto de otra forma`,
  nothingLeft: "Llegó a su límite. Que pague una parte de lo que debe o cobra de otra forma",
  inUse: (free: string) =>
    `Sin ver las otras cajas, aquí le puedes fiar hasta ${free}. Con internet se reparte de nuevo`,
  tooOld: (since: Instant, days: number) =>
    `Debe desde el ${formatDay(limaDay(since))}, más de ${days} días. Que pague eso primero`,
  askLeave: "Pedir permiso para fiarle",
  reason: (amount: string) => `Fiado de ${amount} sobre su límite`,
  // Paying a debt
  payTitle: "Cobrar una deuda",
  payAll: "Todo",
  payAmount: "¿Cuánto paga?",
  payButton: (amount: string) => `Cobrar ${amount}`,
  payTooMuch: (amount: string) => `Debe ${amount}: no cobres más`,
  owesNothing: "No debe nada",
  paid: (name: string, amount: string, left: string) => `${name} pagó ${amount}. Ahora debe ${left}`,
  paidAll: (name: string, amount: string) => `${name} pagó ${amount}. Ya no debe nada`,
  sendAccount: "Enviar su cuenta por WhatsApp",
  openFirst: "Para recibir efectivo, primero abre tu caja",
  account: (name: string, shop: string, amount: string, date: string) =>
    `Hola ${name}, en ${shop} tu cuenta al ${date} es ${amount}. Gracias.`,
  accountClear: (name: string, shop: string, date: string) =>
    `Hola ${name}, en ${shop} al ${date} no debes nada. Gracias.`,
} as const;
