import type { EVIDENCE_SOURCES, EXCEPTION_KINDS, RESOLUTIONS } from "../../events/facts/payments.ts";

/** Why a payment waits for a person. */
export const EXCEPTION_MEANS: Readonly<Record<(typeof EXCEPTION_KINDS)[number], string>> = {
  unmatched: "Nadie esperaba este monto en esta cuenta",
  ambiguous: "Varias tiendas esperan este mismo monto",
  short_paid: "Llegó menos de lo que se debía",
  overpaid: "Llegó más de lo que se debía",
  late: "Llegó cuando el cobro ya había vencido",
  duplicate_credit: "Parece el mismo pago dos veces",
  suspected_fraud: "Hay señales de engaño: míralo en la cuenta misma",
  wrong_account: "Llegó a otra cuenta que la pedida",
  contradicted: "El nombre, el código o el número dice que no es de quien parece",
  doubtful_merge: "Puede ser otro aviso del mismo pago, o un pago más",
  number_collision: "Un mismo número de operación para dos pagos distintos",
};

export const RESOLUTION_NAMES: Readonly<Record<(typeof RESOLUTIONS)[number], string>> = {
  allocate: "Contarlo para una tienda",
  refund: "Devolverlo",
  keep_unapplied: "Dejarlo sin asignar",
  write_off: "Darlo por perdido",
  duplicate: "Es un aviso repetido: no contarlo",
};

const SOURCE_NAMES: Readonly<Record<(typeof EVIDENCE_SOURCES)[number], string>> = {
  device_push: "el celular",
  bank_email: "el correo del banco",
  psp_webhook: "el proveedor",
  psp_fetch: "los libros del proveedor",
  cashier: "una persona",
  voucher_image: "una foto",
  statement_line: "el estado de cuenta",
};
/** Who told of the money. */
export const sourcesText = (sources: readonly (typeof EVIDENCE_SOURCES)[number][]): string =>
  [...new Set(sources)].map((source) => SOURCE_NAMES[source]).join(", ");

export const MONEY = {
  title: "Dinero por asignar",
  intro: "Dinero que llegó a nuestras cuentas y que el programa no quiso repartir solo.",
  none: "Todo el dinero tiene dueño",
  noneHint: "Lo que llegue sin dueño claro aparece aquí.",
  waits: "Dinero por asignar",
  see: "Ver el dinero",
  sum: (amount: string) => `${amount} en total`,
  told: (who: string) => `Lo dice ${who}`,
  weak: "Todavía no está confirmado: no se puede contar para nadie",
  operation: (number: string) => `operación ${number}`,
  left: (amount: string) => `quedan ${amount}`,
  resolve: "Resolver",
  what: "Qué hacer",
  whose: "Para qué tienda",
  nobody: "Ninguna",
  candidate: (shop: string, amount: string, day: string) => `${shop}, ${amount}, pedido el ${day}`,
  button: "Resolver",
  giveBack: "Anotar una devolución",
  giveBackHint:
    "Un Yape o Plin no se deshace: primero haz la transferencia en la app y anota aquí su número.",
  giveBackAmount: "Monto devuelto",
  giveBackNumber: "Número de operación de la transferencia",
  giveBackButton: "Anotar devolución",
  done: {
    resolver: "Está resuelto",
    devolver: "La devolución está anotada",
  } as Readonly<Record<string, string>>,
} as const;

export const RECONCILIATION = {
  title: "Cuadre",
  intro:
    "Por día y por vía: lo que dicen los libros de las membresías, y lo que se vio llegar a la cuenta o al proveedor.",
  caption: "Últimos 31 días",
  none: "No hubo pagos en estos días",
  day: "Día",
  provider: "Vía",
  ledger: "En libros",
  seen: "Visto llegar",
  difference: "Diferencia",
  refunds: "Devuelto",
  even: "Cuadra",
  help:
    "Si se vio llegar más, falta asignar dinero. Si hay más en libros, alguien dio un pago por cierto que todavía no se vio en la cuenta.",
} as const;

export const ACCOUNTS = {
  title: "Cuentas de Caserito",
  intro: "Donde las tiendas nos pagan. Una cuenta no se borra: se apaga, y lo que llegó se queda.",
  none: "Todavía no hay ninguna cuenta",
  add: "Agregar una cuenta",
  edit: "Cambiar",
  wallet: "De qué es",
  name: "Nombre",
  nameHint: "Como lo ve quien paga",
  qr: "Texto del QR",
  qrHint: "Lo que dice tu QR impreso, tal cual",
  inject: "Poner el monto dentro del QR",
  active: "Recibe pagos",
  strict: "Desde este monto, solo cuenta lo que diga el banco o el proveedor",
  on: "Recibe",
  off: "Apagada",
  save: "Guardar",
  thisMonth: (amount: string) => `Este mes llegaron ${amount}`,
  qrLabel: (name: string) => `QR para pagar a ${name}`,
  done: { cuenta: "La cuenta está guardada" } as Readonly<Record<string, string>>,
} as const;

export const OUR_STATEMENT = {
  intro:
    "El archivo de una cuenta nuestra. Cada abono que dice queda visto: lo que ningún celular avisó se cuenta para su tienda, y el mismo archivo cuenta una sola vez.",
  noAccounts: "Agregar primero la cuenta",
  take: "Leer y contar",
  mend: (fault: string) => `${fault}. No se contó nada: corrige esa línea del archivo y súbelo otra vez`,
} as const;
