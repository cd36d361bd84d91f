import type { Fault, InvalidInput } from "../../commands/input/faults.ts";
import { PRODUCT_FIELD_NAMES } from "./catalogue.ts";

/** Fields as the screens call them. A field inside a list is named by its last part. */
export const FIELD_NAMES: Readonly<Record<string, string>> = {
  ...PRODUCT_FIELD_NAMES,
  unitCostCentimos: "Costo unitario",
  before: "Producto",
  productId: "Producto",
  quantity: "Cantidad",
  counted: "Cantidad contada",
  countedAt: "Hora del conteo",
  reason: "Motivo",
  note: "Nota",
  lines: "Productos",
  floatCentimos: "Sencillo inicial",
  amountCentimos: "Monto",
  direction: "Entrada o salida",
  counts: "Conteo de billetes y monedas",
  count: "Cantidad de billetes o monedas",
  denominationCentimos: "Billete o moneda",
  cashSessionId: "Caja",
  registerId: "Caja",
  movementId: "Movimiento",
  receiptId: "Ingreso",
  lossId: "Salida",
  countId: "Conteo",
  importId: "Archivo",
  fileName: "Nombre del archivo",
  fileSha256: "Archivo",
  changes: "Productos del archivo",
  sale: "Venta",
  saleId: "Venta",
  refund: "Devolución",
  approval: "Permiso",
  creditApproval: "Permiso para fiar",
  discountPerMilleMax: "Descuento sin permiso",
  slug: "Dirección de tu tienda",
  niche: "Rubro",
  methods: "Formas de pago",
  hours: "Horario",
  spans: "Horario",
  phone: "Celular",
  personId: "Persona",
  role: "Qué hace",
  pin: "PIN",
  address: "Dirección",
  paper: "Ancho del papel",
  cut: "Cortador",
  ruc: "RUC",
  series: "Serie",
  open: "Venta abierta",
  customerId: "Cliente",
  limitCentimos: "Límite de fiado",
  maxAgeDays: "Días que puede deber",
  paymentId: "Pago",
  method: "Forma de pago",
  operationNumber: "Número de operación",
  notebook: "Tu cuaderno",
  deviceId: "Tableta",
  baseSeq: "Ventas por enviar",
  commands: "Ventas por enviar",
  cursor: "Última actualización",
};

/** Says what to write, not what was wrong with it. Complete by type. */
const FAULT_TEXTS: Readonly<Record<Fault, string>> = {
  required: "falta este dato",
  money: "va en soles, por ejemplo 3.50",
  money_positive: "va en soles y es mayor que cero, por ejemplo 3.50",
  money_negative: "no puede ser menos que cero",
  quantity: "va en números, por ejemplo 3 o 0.575",
  quantity_positive: "es mayor que cero, por ejemplo 3 o 0.575",
  quantity_negative: "no puede ser menos que cero",
  text_long: "es muy largo, acórtalo un poco",
  text_unprintable: "tiene un signo que no se puede imprimir, escríbelo de nuevo",
  id: "no lo reconocemos, vuelve a abrir la pantalla",
  instant: "no es una fecha y hora que entendamos",
  choice: "elige una de las opciones",
  barcode: "lleva solo letras y números, hasta 32, sin espacios por dentro",
  code: "lleva solo letras, números, punto, guion o barra, hasta 32",
  denomination: "no es un billete ni una moneda que circule en el Perú",
  pieces: "va en números enteros, hasta 9999",
  series: "es una T y tres números, por ejemplo T001",
  slug: "lleva minúsculas, números y guiones, por ejemplo minimarket-lucha",
  ruc: "son 11 números",
  printer_address: "es la de la ticketera en la red de tu tienda, por ejemplo 192.168.1.50",
  pin: "lleva de 4 a 6 números",
  pin_weak: "es de los que todos prueban primero. Usa otros números",
  phone: "es un celular de 9 números, por ejemplo 987 654 321",
  hours: "va de la hora en que abres a la hora en que cierras, por ejemplo 09:00 a 18:00",
  days: "va en días enteros, por ejemplo 30",
  ticket_number: "es la serie y el número, por ejemplo T001-000123",
  percent: "va en números enteros, de 0 a 100",
  operation_number: "lleva solo letras, números y guiones, hasta 24",
  too_many: "son demasiados de una vez, divídelos en dos",
  repeated: "hay uno repetido, deja uno solo",
  unknown_field: "sobra este dato",
  malformed: "llegó incompleto, vuelve a intentarlo desde la pantalla",
};

export interface FieldMessage {
  readonly field: string;
  readonly message: string;
}

/** One sentence for each wrong field: its name and the way out. `Precio: va en soles, por ejemplo 3.50`. */
export function fieldMessages({ faults }: InvalidInput): FieldMessage[] {
  return faults.map(({ field, fault }) => ({ field, message: `${fieldName(field)}: ${FAULT_TEXTS[fault]}` }));
}

/** `lines.2.quantity` is `Cantidad (fila 3)`. */
function fieldName(field: string): string {
  const steps = field.split(".");
  const named = steps.findLast((step) => !/^\d+$/.test(step)) ?? "";
  const row = steps.find((step) => /^\d+$/.test(step));
  return `${FIELD_NAMES[named] ?? "Este dato"}${row === undefined ? "" : ` (fila ${Number(row) + 1})`}`;
}
