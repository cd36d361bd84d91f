import type { NoticeOutcome } from "../../commands/wallets/take_notice.ts";
import { formatSoles } from "../../kernel/money.ts";
import type { Centimos } from "../../kernel/money.ts";
import { formatInstant, type Instant } from "../../kernel/time.ts";
import { counted } from "./figures.ts";

/** Yape and Plin in the settings: what the owner reads. */
export const WALLETS_PAGE = {
  title: "Yape y Plin",
  says: "Tu QR, el celular que avisa y tu estado de cuenta",
  lead:
    "Guarda aquí tu QR y vincula el celular donde llegan los avisos. Así la caja ve si el pago llegó de verdad.",
  accounts: "Tus cuentas",
  noAccounts: "Todavía no guardas tu QR",
  noAccountsHint: "Súbelo abajo: una foto o una captura de la app sirve.",
  add: "Agregar un QR",
  photo: "Foto o captura de tu QR",
  photoHint: "En Yape o Plin abre Mi QR y toma una captura. JPG o PNG, hasta 8 MB.",
  orText: "Si no tienes la foto: el texto del QR",
  orTextHint: "Lo que muestra un lector de QR. Empieza con 000201.",
  name: "A nombre de quién está",
  nameHint: "El QR no lo dice. Por ejemplo, Yape de Lucha",
  text: "Texto del QR",
  wallet: "De qué billetera es",
  walletHint: "Casi siempre lo dice el QR.",
  walletByQr: "Lo que diga el QR",
  addButton: "Leer QR",
  more: "Más de Yape y Plin",
  noticesSays: "Por si tu app cambió sus palabras",
  phones: "Lo que avisa de tus pagos",
  noPhones: "Ningún celular avisa todavía. Sin eso, la caja solo puede creer en el número de operación.",
  pair: "Vincular celular o correo",
  notices: "Avisos que no se entendieron",
  statement: "Subir estado de cuenta",
  statementSays: "Compara lo que dice tu banco con lo que se vio llegar",
  reconcile: "Ventas y dinero, día por día",
  reconcileSays: "Qué venta no tiene su pago y qué pago no tiene su venta",
  cap: "Tope mensual",
  capHint: "Cuando una cuenta recibe más que esto en un mes, la billetera rechaza todo. Avisamos al 80 %.",
  capSave: "Guardar tope",
  saved: "Guardado",
  revoked: "Ya no se le cree nada de lo que envíe",
  added: "QR guardado. Ahora pruébalo con S/ 0.10",
} as const;

export const QR_FAULTS: Readonly<Record<string, string>> = {
  ImageKindUnknown: "Esa foto no es JPG ni PNG. Toma una captura de pantalla y súbela",
  ImageTooLarge: "Esa foto es demasiado grande. Toma una captura de pantalla y súbela",
  NoQrFound: "No se ve ningún QR en la foto. Tómala de frente, con luz y sin brillo",
  SeveralQrs: "En la foto hay más de un QR. Deja solo el tuyo",
  NotAMerchantQr: "Ese QR no es de cobro. Abre Mi QR en Yape o Plin",
  QrMalformed: "El QR se leyó incompleto. Toma la foto otra vez, más cerca",
  QrCrcWrong: "El QR se leyó mal: sus números de control no cuadran. Toma la foto otra vez",
  WalletUnsaid: "Ese QR no dice si es de Yape o de Plin. Elige la billetera y léelo otra vez",
  none: "Sube la foto de tu QR o pega su texto",
};

export const ACCOUNT_PAGE = {
  qrOf: (name: string): string => `QR para pagar a ${name}`,
  off: "Apagada",
  noQr: "Esta cuenta no tiene QR",
  test: "Probar con S/ 0.10",
  testSays:
    "El QR no dice de quién es. Paga diez céntimos desde otro celular y mira si llega aquí: si llega, el QR es tuyo y el aviso funciona.",
  lastSeen: (when: Instant): string => `Último pago visto: ${formatInstant(when)}`,
  neverSeen: "Todavía no se vio ningún pago en esta cuenta",
  settings: "Cómo se usa",
  inject: "Poner el monto dentro del QR",
  injectHint:
    "Está apagado porque no sabemos si tu app lo respeta. Antes de prenderlo, haz la prueba desde las dos apps: si no sale el monto solo, déjalo apagado.",
  active: "Se usa en la caja",
  strict: "Desde qué monto pedir más seguridad",
  strictHint: "Por encima de este monto el aviso del celular no basta: se espera al banco. Vacío: no se usa.",
  save: "Guardar",
  replace: "Cambiar el QR",
} as const;

export const CANARY_PAGE = {
  title: "Prueba de S/ 0.10",
  steps: [
    "Desde otro celular, abre Yape o Plin y escanea este QR",
    "Paga S/ 0.10 y revisa que salga tu nombre",
    "Espera aquí: esta página mira sola si llegó",
  ],
  amount: "S/\u00a00.10",
  pair: "Vincular",
  back: "Volver a la cuenta",
  waiting: "Todavía no llega",
  again: "Mirar de nuevo",
  came: "Llegó. El QR es tuyo y el aviso funciona",
  cameAt: (when: Instant): string => `Pago de S/ 0.10 del ${formatInstant(when)}`,
  noSource: "Ningún celular avisa de esta cuenta: aunque pagues, aquí no se verá. Vincula uno primero.",
  wrong:
    "Si tu celular dice que llegó y aquí no, mira los avisos que no se entendieron y la lista de revisión del celular.",
} as const;

export const PAIR_PAGE = {
  title: "Vincular un celular o un correo",
  lead: "El celular donde tienes Yape o la app del banco puede avisar solo. Elige cómo.",
  kind: "Cómo avisa",
  kinds: {
    signed: ["Celular Android con app que firma", "Lo más seguro: lo que envía basta para cobrar"],
    simple: [
      "Celular Android con MacroDroid, Tasker u otra app",
      "Se ve al instante, pero una persona confirma",
    ],
    mail: ["Correo del BCP (también con iPhone)", "Reenvía las constancias de tu banco. Basta para cobrar"],
  },
  name: "Cómo se llama este celular o correo",
  nameHint: "Por ejemplo, Celular de caja",
  yape: "Cuenta de Yape de la que avisa",
  plin: "Cuenta de Plin de la que avisa",
  none: "Ninguna",
  recipient: "Correo al que te escribe el banco",
  recipientHint: "Solo para el correo: una constancia escrita a otra dirección es dinero de otra persona.",
  button: "Vincular",
  noAccounts: "Primero guarda tu QR: así se sabe de qué cuenta avisa.",
  accountMissing: "Elige al menos una cuenta",
  once: "Esto se muestra una sola vez",
  onceWhy: "Si lo pierdes, quita este celular y vincúlalo otra vez.",
  back: "Volver a Yape y Plin",
  tells: {
    signed: "Escanéalo con la app del celular, o copia los tres datos:",
    simple: "Pon estos dos datos en la app de reenvío:",
    mail: "Reenvía las constancias del banco a un servicio que las entregue en esta dirección:",
  },
  qr: "Código QR con la dirección, el id y el secreto para la app del celular",
  url: "Dirección",
  id: "Id",
  secret: "Secreto",
  token: "Token",
  guide: "Guía para quien programa la app",
  checks: "Antes de confiar en él",
  checklist: [
    "Da a la app permiso para leer notificaciones (Ajustes, Apps, Acceso especial)",
    "Xiaomi: Inicio automático prendido, y Ahorro de batería sin restricciones",
    "OPPO y realme: permite actividad en segundo plano e inicio automático",
    "Samsung: sácala de Apps en suspensión",
    "Android 15 o más nuevo: si el aviso sale como contenido oculto, prende Mostrar contenido sensible para la app",
    "Deja el celular enchufado y con internet, y haz la prueba de S/ 0.10",
    "iPhone: no deja leer notificaciones. Usa el correo del banco",
  ],
} as const;

/** A phone or a mailbox in one line. */
export function sourceSays(
  { seenAt, revokedAt }: { readonly seenAt: Instant | null; readonly revokedAt: Instant | null },
): string {
  if (revokedAt !== null) return `Quitado el ${formatInstant(revokedAt)}`;
  return seenAt === null ? "Todavía no se comunicó" : `Se comunicó el ${formatInstant(seenAt)}`;
}
export const SOURCE_KINDS = {
  signed: "Celular que firma",
  simple: "App de reenvío",
  mail: "Correo del banco",
} as const;
export const SOURCE_STATES = {
  online: "En línea",
  offline: "Sin señal",
  waiting: "Espera",
  ended: "Quitado",
} as const;
export const SOURCE_FAULTS = {
  hidden:
    "El celular oculta el texto de los avisos. Prende Mostrar contenido sensible para la app y haz la prueba",
  clock: "La hora del celular está mal: lo que avisa no basta para cobrar. Pon la hora automática",
  no_access: "El celular le quitó a la app el permiso de leer notificaciones. Dáselo otra vez",
  no_account: "Avisó de una billetera que no tiene cuenta aquí. Agrégala y vincula otra vez",
  unproven: "Llegó una constancia sin la firma del banco, o escrita a otra persona. No basta para cobrar",
} as const;
export const REVOKE = {
  summary: "Quitar",
  says: "Deja de avisar desde ahora y para siempre.",
  button: (name: string): string => `Quitar ${name}`,
} as const;

export const NOTICES_PAGE = {
  title: "Avisos que no se entendieron",
  lead:
    "Tu app cambió sus palabras o es un aviso nuevo. No adivinamos: revisa si era dinero. Cuando aprendamos la frase, se leerá de nuevo sola.",
  none: "Todo lo que llegó se entendió",
  gone: "Su texto ya se borró (pasaron 90 días)",
  seen: "Ya lo revisé",
  seenLabel: (when: Instant): string => `Ya revisé el aviso del ${formatInstant(when)}`,
  marked: "Marcado como revisado",
} as const;
export const OUTCOME_NAMES: Readonly<Record<NoticeOutcome, string>> = {
  taken: "En proceso",
  evidence: "Pago visto",
  duplicate: "Repetido",
  ignored: "No era un cobro",
  summary: "Resumen",
  hidden: "Texto oculto",
  no_account: "Sin cuenta para esa billetera",
  unparsed: "Frase desconocida",
};

export const receivedSays = (received: Centimos, cap: Centimos): string =>
  `${formatSoles(received)} este mes, de ${formatSoles(cap)}`;
export const capWarning = (received: Centimos, cap: Centimos): string =>
  received >= cap
    ? `Esta cuenta pasó su tope de ${formatSoles(cap)}: los pagos pueden rebotar. Cobra con otra`
    : `Esta cuenta ya recibió ${formatSoles(received)} este mes. En ${
      formatSoles(cap)
    } la billetera rechaza todo: ten lista otra`;

export const STATEMENT_PAGE = {
  title: "Estado de cuenta",
  lead:
    "Sube el archivo de tu billetera o tu banco. Cada cobro que diga queda confirmado: es la prueba más fuerte.",
  account: "De qué cuenta es",
  file: "Archivo de movimientos",
  fileHint: "Excel (.xlsx) o CSV, hasta 8 MB, como lo da la app o la web del banco.",
  fileMissing: "Elige el archivo",
  noAccounts: "Primero guarda tu QR: así se sabe de qué cuenta es el archivo.",
  read: "Leer archivo",
  gone: "Ese archivo ya no está guardado. Súbelo otra vez",
  columns: "Qué es cada columna",
  notInFile: "No está en el archivo",
  again: "Leer otra vez",
  take: (lines: number): string => `Confirmar ${counted(lines, "cobro", "cobros")}`,
  another: "Subir otro archivo",
  preview: (lines: number, total: Centimos): string =>
    `${counted(lines, "cobro", "cobros")} por ${formatSoles(total)}. Todavía no se guardó nada`,
  known: (known: number): string =>
    known === 0 ? "Ninguno se había visto" : `${counted(known, "ya se había visto", "ya se habían visto")}`,
  outgoing: (count: number): string =>
    counted(count, "salida de dinero que no se toca", "salidas de dinero que no se tocan"),
  faults: (count: number): string =>
    `${counted(count, "línea no se pudo leer", "líneas no se pudieron leer")} y se ${
      count === 1 ? "queda" : "quedan"
    } fuera`,
  fault: (row: number, field: string, value: string): string => `Fila ${row}, ${field}: ${value || "vacío"}`,
  doneSays: (lines: number, total: Centimos): string =>
    `${counted(lines, "cobro confirmado", "cobros confirmados")} por ${formatSoles(total)}`,
  before: "Este archivo ya se había leído. Esto salió de él",
  newOnes: (count: number): string =>
    count === 0
      ? "Todos se habían visto ya"
      : `${counted(count, "no se había visto", "no se habían visto")} hasta hoy`,
  unknownLine: "No se había visto",
  knownLine: "Ya se había visto",
  lines: "Cobros del archivo",
} as const;

export const RECONCILE_PAGE = {
  title: "Ventas y dinero",
  lead: "Lo que la caja cobró con Yape y Plin, al lado de lo que se vio llegar ese día.",
  day: "Día",
  show: "Ver día",
  matched: "Con su pago",
  salesWithoutMoney: "Ventas sin dinero",
  salesWithoutMoneySays: "Se cobraron por la billetera y el pago no se vio. Pregunta o revisa tu app.",
  moneyWithoutSale: "Dinero sin venta",
  moneyWithoutSaleSays:
    "Llegó y no es de ninguna venta del día. Puede ser una venta sin registrar o un envío de otra persona.",
  allGood: "Todo cuadra",
  nothing: "Ese día no hubo Yape ni Plin",
  look: "Revisar",
  daySays: (matched: number, sales: number, money: number): string =>
    [
      `${matched} con su pago`,
      ...sales > 0 ? [counted(sales, "venta sin dinero", "ventas sin dinero")] : [],
      ...money > 0 ? [counted(money, "pago sin venta", "pagos sin venta")] : [],
    ].join(" · "),
  nightlyAt: (when: Instant): string => `Guardado el ${formatInstant(when)}`,
  changed: "Después de ese reporte llegaron datos: lo de arriba es lo de ahora",
  part: (count: number, total: Centimos): string => `${count} por ${formatSoles(total)}`,
} as const;
