import type { WayOut } from "../../domain/payments/ways_out.ts";
import type { EXCEPTION_KINDS, MATCH_REASONS } from "../../events/facts/payments.ts";
import { formatSoles } from "../../kernel/money.ts";
import type { Centimos } from "../../kernel/money.ts";
import { formatDay, formatInstant, formatTime, type Instant, limaDay } from "../../kernel/time.ts";
import { counted } from "./figures.ts";

type Kind = (typeof EXCEPTION_KINDS)[number];

/** Yape and Plin of a day, and what waits for a person. */
export const CASES = {
  title: "Yape y Plin",
  says: "Cada pago, su venta, y lo que espera que lo resuelvas",
  open: "Ver Yape y Plin",
  soFar: "Hoy",
  waitsFor: (count: number) =>
    count === 1 ? "Un pago espera que digas de quién es" : `${count} pagos esperan que digas de quién son`,
  resolve: "Resolver",
  waits: "Espera que lo resuelvas",
  waitsHint: "Llegó dinero y el programa no quiso adivinar de quién es. Abre cada uno y dinos qué pasó.",
  nothingWaits: "Nada por resolver",
  came: "Lo que llegó",
  sum: (count: number, amount: Centimos) => `${counted(count, "pago", "pagos")} · ${formatSoles(amount)}`,
  nothingCame: "No llegó ningún pago este día",
  nothingCameHint: "Aquí sale cada Yape y Plin que avisa el celular de la tienda.",
  noAccounts: "Todavía no guardas tu QR",
  noAccountsHint: "Con tu QR y un celular que avise, aquí ves cada Yape y Plin que llega.",
  setUp: "Poner Yape y Plin",
  notSeen: "Su pago todavía no se vio llegar",
  seenAt: (amount: Centimos, at: Instant) => `${formatSoles(amount)} vistos ${formatInstant(at)}`,
  nobody: "Sin nombre",
  operation: (number: string) => `operación ${number}`,
  told: (who: string) => `Lo dice ${who}`,
  left: (amount: Centimos) => `quedan ${formatSoles(amount)} sin venta`,
  isCounted: "contado",
  isOpen: "por resolver",
  isBack: "devuelto",
  isPartlyBack: "devuelto en parte",
  isFree: "sin venta",
  isWeak: "sin confirmar",
  isRepeat: "repetido",
  byProgram: "lo contó el programa",
  byPerson: (name: string) => `lo contó ${name}`,
  weak: "Todavía no lo confirma nadie de confianza: búscalo en el celular de la tienda. No se puede contar.",
  someone: "Alguien que ya no trabaja aquí",
  back: "Volver a Yape y Plin",
  gone: "Ese pago ya se resolvió",
  done: {
    allocate: "Listo: el pago quedó con su venta",
    transfer: "Listo: la devolución quedó anotada",
    change: "Listo: el vuelto salió de la caja",
    keep_unapplied: "Listo: quedó a favor del cliente",
    duplicate: "Listo: no se cuenta dos veces",
    write_off: "Listo: no se busca más",
    resuelto: "Ese pago ya se resolvió",
  } as Readonly<Record<string, string>>,
} as const;

/** Why a payment waits, in a word for a list. */
export const CASE_WORDS: Readonly<Record<Kind, string>> = {
  unmatched: "sin venta",
  ambiguous: "varias ventas",
  short_paid: "falta",
  overpaid: "sobra",
  late: "tarde",
  duplicate_credit: "doble",
  suspected_fraud: "cuidado",
  wrong_account: "otra cuenta",
  contradicted: "no coincide",
  doubtful_merge: "¿el mismo?",
  number_collision: "mismo número",
};

/** The same as a sentence, and what to look at first. */
export const CASE_MEANS: Readonly<Record<Kind, readonly [string, string]>> = {
  unmatched: [
    "Llegó y ninguna venta esperaba este monto",
    "Busca abajo la venta. Si nadie compró por eso, puede ser de otra cosa o un error de quien pagó.",
  ],
  ambiguous: [
    "Varias ventas esperaban este mismo monto",
    "Mira el nombre y la hora, y elige cuál de ellas es.",
  ],
  short_paid: [
    "Llegó menos de lo que costaba la venta",
    "Cuéntalo para su venta: lo que falta queda por ver. O devuélvelo.",
  ],
  overpaid: [
    "Llegó más de lo que costaba la venta",
    "Da el vuelto, devuélvelo o déjalo a favor del cliente.",
  ],
  late: [
    "Llegó cuando ya nadie lo esperaba",
    "Si la venta sigue en pie, cuéntalo para ella. Si no, devuélvelo.",
  ],
  duplicate_credit: [
    "Parece el mismo pago dos veces",
    "Mira en la app si llegó una vez o dos. Si llegaron dos, el segundo es dinero de verdad.",
  ],
  suspected_fraud: [
    "El mismo número de operación se dijo para dos ventas",
    "Puede ser la misma constancia mostrada otra vez. Busca el número en la app de la tienda.",
  ],
  wrong_account: ["Llegó a una cuenta que está apagada", "Préndela en Ajustes si la usas, o devuélvelo."],
  contradicted: [
    "El nombre, el código o el número dice que es de otra venta",
    "Ya está contado. Si está bien, no hagas nada más. Si no, devuélvelo.",
  ],
  doubtful_merge: [
    "Puede ser otro aviso del mismo pago, o un pago más",
    "Mira en la app si llegó una vez o dos.",
  ],
  number_collision: [
    "Dos pagos distintos traen el mismo número de operación",
    "Mira en la app cuál de los dos existe.",
  ],
};

const WAYS: Readonly<Record<WayOut, readonly [string, string, string]>> = {
  allocate: [
    "Es de una venta",
    "Elige cuál. Las que el cliente dijo haber pagado van primero.",
    "Contar para esa venta",
  ],
  transfer: [
    "Lo devolví por Yape o Plin",
    "Un pago no se puede deshacer: primero haz la transferencia en tu app y luego anota aquí su número.",
    "Anotar devolución",
  ],
  change: ["Di el vuelto en efectivo", "Sale de la caja que elijas, así su cierre cuadra.", "Anotar vuelto"],
  keep_unapplied: [
    "Queda a favor del cliente",
    "No es de ninguna venta todavía y no se devuelve.",
    "Dejar a favor",
  ],
  duplicate: ["Es un aviso repetido", "El dinero llegó una sola vez y ya está contado.", "No contarlo"],
  write_off: ["No hay nada más que hacer", "Lo miraste y así se queda.", "Dejarlo así"],
};
export const wayTexts = (way: WayOut) => {
  const [name, hint, button] = WAYS[way];
  return { name, hint, button };
};

export const CASE_FORM = {
  sale: "De qué venta es",
  noSales: "Ese día no queda ninguna venta de esta cuenta esperando su pago.",
  choice: (
    { ticket, at, due, claimed, number }: {
      readonly ticket: string | null;
      readonly at: Instant;
      readonly due: Centimos;
      readonly claimed: boolean;
      readonly number: string | null;
    },
  ) =>
    [
      formatSoles(due),
      ticket ?? "venta que todavía no llega",
      `${formatDay(limaDay(at))} ${formatTime(at)}`,
      claimed ? "dijo que pagó" : null,
      number && `operación ${number}`,
    ].filter(Boolean).join(" · "),
  note: "Nota",
  noteHint: "Qué viste o quién te dijo. Queda con tu nombre.",
  amount: "Monto que devuelves",
  most: (amount: Centimos) => `Hasta ${formatSoles(amount)}`,
  operation: "Número de operación de tu transferencia",
  phone: "Celular al que lo enviaste (opcional)",
  phoneHint: "Se guarda sellado y se borra a los 90 días.",
  reason: "Por qué",
  drawer: "De qué caja salió",
  noDrawer: "No hay ninguna caja abierta. Abre una para dar vuelto de ella.",
  second: "Quién más da permiso",
  secondHint: (above: Centimos) =>
    `Si en total pasa de ${formatSoles(above)}, esa persona escribe su PIN aquí.`,
  alone: (above: Centimos) =>
    `Si en total pasa de ${formatSoles(above)}, escribe tu PIN: no hay otra persona que pueda dar permiso.`,
  noPins: (above: Centimos) =>
    `Si en total pasa de ${
      formatSoles(above)
    }, hace falta un PIN y nadie que pueda dar permiso tiene uno. Ponlo en Equipo.`,
  pin: "Su PIN",
  ownPin: "Tu PIN",
  notThem: "Elige a alguien de la lista",
} as const;

export const BACK_PAGE = {
  title: "Devolver un pago",
  link: "Devolver este pago",
  cameIn: (amount: Centimos, who: string) => `Llegaron ${formatSoles(amount)} de ${who}`,
  gaveBack: (amount: Centimos) => `Ya se devolvieron ${formatSoles(amount)}`,
  nothingLeft: "De este pago ya se devolvió todo",
  ofSale: (ticket: string) => `Es de la venta ${ticket}`,
  earlier: "Devoluciones de este pago",
  inCash: "en efectivo",
  approved: (name: string) => `permiso de ${name}`,
} as const;

export const APPROVAL_SETTING = {
  title: "Cuándo hacen falta dos personas",
  label: "Desde qué monto",
  hint:
    "Para devolver un Yape o Plin, o aceptar un número de operación, por más de este monto, otra persona pone su PIN.",
  save: "Guardar monto",
  saved: "Guardado: por encima de ese monto hacen falta dos personas",
} as const;

const REASONS: Readonly<Record<(typeof MATCH_REASONS)[number], string>> = {
  external_reference: "por su referencia",
  operation_number: "por su número de operación",
  security_code: "por su código",
  full_name: "por el nombre",
  only_candidate: "solo esa venta esperaba ese monto",
  person: "",
};
/** Why it was counted for that sale. */
export const reasonsText = (reasons: readonly (typeof MATCH_REASONS)[number][]): string =>
  reasons.map((reason) => REASONS[reason]).filter(Boolean).join(", ");
