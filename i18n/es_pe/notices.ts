import type { KindName } from "../../domain/messages/kinds.ts";
import type { QueuedMessage } from "../../events/facts/messages.ts";
import type { Parcel } from "../../kernel/carrier.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatDay } from "../../kernel/time.ts";

/** What a message is filled with while it is sent. */
export interface Blanks {
  /** How the person is called; empty for who was erased. */
  readonly name: string;
  readonly shop: string;
  /** Where it is paid. */
  readonly link: string;
  /** Where its reader says that they want no more of these; null for what nobody can decline. */
  readonly optOut: string | null;
}

type Blank = "name" | "shop" | "amount" | "due" | "link";
type Values = Readonly<Record<Blank, string>>;

interface Words {
  /** As Meta knows it: name, and its text with numbered blanks (docs/messages.md lists them all). */
  readonly template: string;
  readonly whatsapp: string;
  readonly blanks: readonly Blank[];
  readonly subject: (values: Values) => string;
  /** At most two segments, letters that cost more are taken out by the adapter. */
  readonly sms: (values: Values) => string;
}

const PAY = "con Yape, Plin o tarjeta";

/** One entry for each thing we tell an owner. Never who is to blame, always what to do next. */
export const NOTICES: Readonly<Record<KindName, Words>> = {
  due_in_7: {
    template: "caserito_vence_en_7_dias",
    whatsapp:
      `Hola {{1}}: el plan de {{2}} vence el {{3}}. Son {{4}}. Págalo cuando quieras en {{5}} ${PAY}.`,
    blanks: ["name", "shop", "due", "amount", "link"],
    subject: ({ shop, due }) => `El plan de ${shop} vence el ${due}`,
    sms: ({ shop, due, amount, link }) =>
      `Caserito: el plan de ${shop} vence el ${due}. Son ${amount}. Paga en ${link}`,
  },
  due_in_3: {
    template: "caserito_vence_en_3_dias",
    whatsapp:
      `Hola {{1}}: faltan 3 días. El plan de {{2}} vence el {{3}} y son {{4}}. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "shop", "due", "amount", "link"],
    subject: ({ shop, due }) => `Faltan 3 días: el plan de ${shop} vence el ${due}`,
    sms: ({ shop, due, amount, link }) =>
      `Caserito: en 3 días, el ${due}, vence el plan de ${shop}. Son ${amount}. Paga en ${link}`,
  },
  due_tomorrow: {
    template: "caserito_vence_manana",
    whatsapp: `Hola {{1}}: mañana, {{2}}, vence el plan de {{3}}. Son {{4}}. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "due", "shop", "amount", "link"],
    subject: ({ shop }) => `Mañana vence el plan de ${shop}`,
    sms: ({ shop, due, amount, link }) =>
      `Caserito: el ${due} vence el plan de ${shop}. Son ${amount}. Paga en ${link}`,
  },
  due_today: {
    template: "caserito_vence_hoy",
    whatsapp: `Hola {{1}}: hoy, {{2}}, vence el plan de {{3}}. Son {{4}}. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "due", "shop", "amount", "link"],
    subject: ({ shop }) => `Hoy vence el plan de ${shop}`,
    sms: ({ shop, amount, link }) => `Caserito: hoy vence el plan de ${shop}. Son ${amount}. Paga en ${link}`,
  },
  overdue_1: {
    template: "caserito_vencido_1_dia",
    whatsapp:
      `Hola {{1}}: el plan de {{2}} venció el {{3}} y todavía no vemos el pago de {{4}}. Sigues vendiendo igual. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "shop", "due", "amount", "link"],
    subject: ({ shop, due }) => `El plan de ${shop} venció el ${due}`,
    sms: ({ shop, due, amount, link }) =>
      `Caserito: el plan de ${shop} venció el ${due}. Faltan ${amount}. Sigues vendiendo. Paga en ${link}`,
  },
  overdue_3: {
    template: "caserito_vencido_3_dias",
    whatsapp:
      `Hola {{1}}: desde mañana {{2}} sigue vendiendo, pero no podrás agregar personas ni importar productos hasta pagar {{3}} del plan que venció el {{4}}. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "shop", "amount", "due", "link"],
    subject: ({ shop }) => `Mañana se limitan los ajustes de ${shop}`,
    sms: ({ shop, amount, link }) =>
      `Caserito: desde mañana ${shop} vende, pero no agrega personas ni importa. Faltan ${amount}. Paga en ${link}`,
  },
  overdue_6: {
    template: "caserito_vencido_6_dias",
    whatsapp:
      `Hola {{1}}: el plan de {{2}} venció el {{3}}. Si en 2 días no llega el pago de {{4}}, se detienen las ventas. Págalo en {{5}} ${PAY}.`,
    blanks: ["name", "shop", "due", "amount", "link"],
    subject: ({ shop }) => `En 2 días se detienen las ventas de ${shop}`,
    sms: ({ shop, amount, link }) =>
      `Caserito: en 2 días se detienen las ventas de ${shop}. Faltan ${amount}. Paga en ${link}`,
  },
  last_day: {
    template: "caserito_ultimo_dia",
    whatsapp:
      `Hola {{1}}: mañana a las 5:00 a. m. se detienen las ventas de {{2}}. Paga {{3}} hoy en {{4}} ${PAY} y no se detiene nada.`,
    blanks: ["name", "shop", "amount", "link"],
    subject: ({ shop }) => `Mañana a las 5:00 a. m. se detienen las ventas de ${shop}`,
    sms: ({ shop, amount, link }) =>
      `Caserito: mañana a las 5 a. m. se detienen las ventas de ${shop}. Paga ${amount} hoy en ${link}`,
  },
  blocked: {
    template: "caserito_ventas_detenidas",
    whatsapp:
      `Hola {{1}}: las ventas de {{2}} están detenidas. Cerrar caja, ver y descargar lo tuyo sigue abierto. Paga {{3}} en {{4}} ${PAY} y vuelves a vender en segundos.`,
    blanks: ["name", "shop", "amount", "link"],
    subject: ({ shop }) => `Las ventas de ${shop} están detenidas`,
    sms: ({ shop, amount, link }) =>
      `Caserito: las ventas de ${shop} están detenidas. Paga ${amount} en ${link} y vuelves en segundos`,
  },
  blocked_7: {
    template: "caserito_detenidas_7_dias",
    whatsapp:
      `Hola {{1}}: {{2}} lleva 7 días sin vender con Caserito. Tus datos siguen guardados. Paga {{3}} en {{4}} y vuelves en segundos.`,
    blanks: ["name", "shop", "amount", "link"],
    subject: ({ shop }) => `${shop} te espera`,
    sms: ({ shop, amount, link }) =>
      `Caserito: tus datos de ${shop} siguen guardados. Paga ${amount} en ${link} y vuelves a vender`,
  },
  blocked_30: {
    template: "caserito_detenidas_30_dias",
    whatsapp:
      `Hola {{1}}: {{2}} lleva 30 días sin vender con Caserito. Puedes descargar todo lo tuyo o pagar {{3}} en {{4}} y volver en segundos.`,
    blanks: ["name", "shop", "amount", "link"],
    subject: ({ shop }) => `Lo de ${shop} sigue guardado`,
    sms: ({ shop, amount, link }) =>
      `Caserito: lo de ${shop} sigue guardado. Descárgalo o paga ${amount} en ${link}`,
  },
  returned: {
    template: "caserito_ya_esta_activo",
    whatsapp:
      `Hola {{1}}: {{2}} ya está activo. Puedes vender ahora mismo. Tu plan está en {{3}} por si lo necesitas.`,
    blanks: ["name", "shop", "link"],
    subject: ({ shop }) => `${shop} ya está activo`,
    sms: ({ shop }) => `Caserito: ${shop} ya está activo. Puedes vender ahora mismo`,
  },
  payment_received: {
    template: "caserito_pago_recibido",
    whatsapp:
      `Hola {{1}}: recibimos {{2}} por el plan de {{3}}. Gracias. El detalle está en {{4}} cuando lo quieras.`,
    blanks: ["name", "amount", "shop", "link"],
    subject: ({ shop, amount }) => `Recibimos ${amount} por ${shop}`,
    sms: ({ shop, amount, link }) =>
      `Caserito: recibimos ${amount} por el plan de ${shop}. Gracias. Detalle: ${link}`,
  },
  claim_rejected: {
    template: "caserito_pago_no_encontrado",
    whatsapp:
      `Hola {{1}}: todavía no encontramos los {{2}} que nos avisaste por {{3}}. Revisa el número de operación o paga de otra forma en {{4}} y lo vemos al momento.`,
    blanks: ["name", "amount", "shop", "link"],
    subject: ({ shop }) => `Todavía no encontramos tu pago por ${shop}`,
    sms: ({ shop, amount, link }) =>
      `Caserito: todavía no encontramos los ${amount} de ${shop}. Revisa el número de operación en ${link}`,
  },
  trial_ending: {
    template: "caserito_fin_de_prueba",
    whatsapp:
      `Hola {{1}}: la prueba de {{2}} termina el {{3}}. Elige tu plan en {{4}} y sigue vendiendo igual.`,
    blanks: ["name", "shop", "due", "link"],
    subject: ({ shop, due }) => `La prueba de ${shop} termina el ${due}`,
    sms: ({ shop, due, link }) =>
      `Caserito: la prueba de ${shop} termina el ${due}. Elige tu plan en ${link}`,
  },
};

/** Templates for what is sent at once and kept nowhere (commands/people/phone_code.ts). */
export const CODE_TEMPLATES = {
  /** Category AUTHENTICATION: Meta writes its text, the code stands in its body and its button. */
  code: "caserito_codigo",
  notice: "caserito_celular_sin_cuenta",
  noticeText:
    "Alguien quiso entrar a Caserito con este celular, que no tiene una cuenta. Si fuiste tú, crea tu tienda en {{1}} y listo.",
} as const;

const SHOP_MAX = 30;
const shortened = (text: string) => text.length <= SHOP_MAX ? text : `${text.slice(0, SHOP_MAX - 1)}…`;

export const EMAIL_WORDS = {
  sign: "Caserito",
  optOut: (link: string) => `¿No quieres recordatorios? Déjalos aquí: ${link}`,
};

/** The message in the words of every channel. Throws on a kind without words. */
export function wordsOf(queued: QueuedMessage, blanks: Blanks): Omit<Parcel, "to" | "reference"> {
  const words = NOTICES[queued.kind as KindName];
  if (!words) throw new RangeError(`no words for ${queued.kind}`);
  const values: Values = {
    // A blank may not be empty: Meta refuses the whole message.
    name: blanks.name.trim().split(/\s+/)[0] || blanks.shop,
    shop: blanks.shop,
    amount: queued.amountCentimos === null ? "tu plan" : formatSoles(queued.amountCentimos),
    due: queued.dueOn === null ? "día de pago" : formatDay(queued.dueOn),
    link: blanks.link,
  };
  const body = words.blanks.map((blank) => values[blank]);
  return {
    whatsapp: { name: words.template, body, button: null },
    sms: words.sms({ ...values, shop: shortened(values.shop) }),
    email: {
      subject: words.subject(values),
      text: [
        filled(words.whatsapp, body),
        EMAIL_WORDS.sign,
        ...blanks.optOut === null ? [] : [EMAIL_WORDS.optOut(blanks.optOut)],
      ].join("\n\n"),
    },
  };
}

export const filled = (text: string, body: readonly string[]): string =>
  text.replaceAll(/\{\{(\d+)\}\}/g, (_, n: string) => body[Number(n) - 1] ?? "");

export const OPT_OUT_PAGE = {
  title: "Recordatorios de Caserito",
  lead:
    "Puedes dejar los recordatorios del plan. Los avisos antes de detener ventas y tus recibos siguen llegando: son parte del servicio.",
  stop: "Dejar los recordatorios",
  resume: "Quiero recibirlos otra vez",
  stopped: "Listo. Ya no te enviaremos recordatorios.",
  resumed: "Listo. Volverás a recibir los recordatorios.",
};
