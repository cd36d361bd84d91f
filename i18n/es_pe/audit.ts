import type { Fact } from "../../events/facts/mod.ts";
import { counted } from "./figures.ts";

/** What happened, in the words of the shop. Complete by type; what a niche records is called by its own name. */
const EVENT_NAMES: Readonly<Record<Fact["type"], string>> = {
  ShopOpened: "Tienda abierta",
  RegisterAdded: "Caja agregada",
  RegisterPrinterSet: "Ticketera de una caja",
  SalesGateSet: "Permiso de vender",
  PaymentMethodsSet: "Formas de pago",
  OpeningHoursSet: "Horario de la tienda",
  OnboardingStepCompleted: "Paso de los primeros días",
  ProductAdded: "Producto nuevo",
  ProductRevised: "Producto cambiado",
  CatalogueImported: "Lista de productos subida",
  CatalogueImportUndone: "Lista de productos deshecha",
  StockReceived: "Ingreso de mercadería",
  StockWrittenOff: "Salida por pérdida",
  StockCounted: "Conteo de inventario",
  StockCountCorrected: "Conteo corregido",
  CashSessionOpened: "Caja abierta",
  CashMoved: "Entrada o salida de efectivo",
  DrawerOpened: "Cajón abierto sin venta",
  CashSessionClosed: "Cierre de caja",
  CashSessionAmended: "Venta que llegó después del cierre",
  SaleRegistered: "Venta",
  CustomerAdded: "Cliente nuevo",
  CustomerRevised: "Datos de un cliente cambiados",
  CreditLimitSet: "Límite de fiado",
  CreditOpened: "Deuda inicial",
  CreditPaid: "Cobro de una deuda",
  CustomerErased: "Datos de un cliente borrados",
  DevicePaired: "Equipo vinculado",
  DeviceRenamed: "Equipo con otro nombre",
  DeviceRevoked: "Equipo desautorizado",
  DeviceTextKept: "Firma de un equipo, palabra por palabra",
  ApiKeyMade: "Llave para un programa",
  ApiKeyRevoked: "Llave quitada",
  SeriesLeased: "Números de ticket entregados",
  SeriesClosed: "Serie de tickets cerrada",
  TillSettingsSet: "Ajustes de las cajas",
  SaleVoided: "Venta anulada",
  SaleRefunded: "Devolución",
  OverrideApproved: "Permiso dado con PIN",
  StaffAdded: "Persona nueva en la tienda",
  StaffRoleChanged: "Persona con otra función",
  StaffDeactivated: "Persona que ya no trabaja",
  StaffReactivated: "Persona que volvió",
  PinSet: "PIN cambiado",
  StaffErased: "Datos de una persona borrados",
  AuditAccessed: "Visita del contador",
  DeviceCommandParked: "Envío de tableta en revisión",
};
export const EVENT_CHOICES = Object.entries(EVENT_NAMES).map(([value, label]) => ({ value, label }));
export const eventName = (type: string): string =>
  Object.hasOwn(EVENT_NAMES, type) ? EVENT_NAMES[type as Fact["type"]] : type;

export const ACTOR_KINDS = {
  person: "Persona",
  device: "Tableta",
  system: "El sistema",
  operator: "Caserito",
} as const;

export const AUDIT = {
  title: "Auditoría",
  tabs: "Partes de la auditoría",
  tabEvents: "Registros",
  tabState: "Cómo estaba",
  tabSeals: "Sellos",
  tabVerify: "Comprobar",
  events: "Registros del libro",
  filter: "Filtrar",
  clear: "Quitar filtros",
  filters: "Filtros",
  type: "Qué pasó",
  anything: "Todo",
  day: "Día en que se registró",
  person: "Quién",
  anybody: "Cualquiera",
  from: "Desde la posición",
  to: "Hasta la posición",
  stream: "Historia de",
  none: "No hay registros con esos filtros",
  noneHint: "Quita alguno para ver más.",
  position: (pos: number) => `N.º ${pos}`,
  unreadable: "No se puede leer: comprueba el libro",
  count: (size: number) => `${counted(size, "registro", "registros")} en el libro`,
} as const;

export const EVENT = {
  title: (pos: number) => `Registro ${pos}`,
  previous: "Anterior",
  next: "Siguiente",
  envelope: "El registro",
  data: "Lo que dice",
  proof: "Su prueba",
  what: "Qué pasó",
  recordedAt: "Se registró",
  occurredAt: "Ocurrió",
  actor: "Quién",
  stream: "Historia",
  version: "Paso de esa historia",
  command: "Orden",
  device: "Tableta",
  deviceSeq: (seq: number) => `envío ${seq}`,
  type: "Nombre en el libro",
  id: "Código",
  sealed: "Datos personales sellados",
  sealedCount: (count: number) => `${count} campos, solo con su llave se leen`,
  leaf: "Huella (SHA-256)",
  leafGood: "La huella es la de estos bytes",
  leafBad: "La huella guardada no es la de estos bytes",
  included: (size: number) =>
    `Está en el sello de ${counted(size, "registro", "registros")}, comprobado ahora`,
  download: "Descargar la prueba",
  downloadHint:
    "Un archivo .tlog-proof con el registro dentro: se comprueba sin internet y sin nosotros, con la clave pública de esta tienda.",
  raw: "El texto exacto que se selló",
  stateThen: "Cómo estaba la tienda entonces",
} as const;

export const STATE = {
  position: "Posición",
  show: "Ver",
  hint: "La tienda se vuelve a contar desde el primer registro hasta esa posición.",
  at: (pos: number, size: number) => `En el registro ${pos} de ${size}`,
  drawers: "Cajas abiertas entonces",
  noDrawers: "No había ninguna caja abierta",
  inDrawer: "Debía haber en el cajón",
  tickets: "Tickets",
  float: "Sencillo inicial",
  register: "Caja",
  unnamed: "Caja sin nombre",
  stock: "Inventario de entonces",
  noStock: "No había inventario registrado",
  product: "Producto",
  onHand: "Había",
} as const;

export const SEALS = {
  key: "Clave pública de este libro",
  keyHint:
    "Anótala fuera de aquí, una vez y para siempre. Con ella cualquiera comprueba los sellos, hoy o en diez años, sin pedirnos nada.",
  list: "Sellos",
  size: "Registros",
  root: "Raíz",
  note: "Sello",
  none: "Todavía no hay sellos",
  noneHint: "El libro se firma cada minuto si creció, y en cada cierre de caja.",
  sign: "Firmar ahora",
  signed: (size: number) => `Firmado con ${counted(size, "registro", "registros")}`,
  unsigned: (count: number) =>
    count === 1 ? "1 registro todavía sin sello" : `${count} registros todavía sin sello`,
  download: "Descargar el libro",
  downloadHint:
    "Un .zip con los registros tal como se firmaron, los sellos y la clave. Se abre con cualquier herramienta de la norma C2SP tlog-tiles; adentro dice cómo.",
  shown: "Se muestran los últimos 100.",
} as const;

export const VERIFY = {
  intro:
    "Leemos el libro desde el primer byte: cada huella, cada firma, la cadena de cada tableta. Después volvemos a sacar cada cifra de los registros y la comparamos con la que te mostramos.",
  button: "Comprobar ahora",
  again: "Comprobar otra vez",
  good: "El libro está entero",
  bad: "El libro NO está entero",
  firstBad: (pos: number) => `Lo primero que falla es el registro ${pos}.`,
  nowhere: "La falla no es de un solo registro.",
  openEvent: (pos: number) => `Abrir el registro ${pos}`,
  events: "Registros leídos",
  seals: "Sellos comprobados",
  figures: "Cifras rehechas",
  figuresRows: (rows: number) => `${rows} filas`,
  root: "Raíz de todo el libro",
  unsigned: "Sin sello todavía",
  faults: "Lo que se encontró",
  limits:
    "Esto lo comprueba nuestro propio servidor. Para no tener que creernos, descarga el libro y compruébalo tú con la clave pública que guardaste. Que falte el final del libro solo se descubre con un sello guardado fuera: el que se imprime en cada cierre de caja.",
  where: "Dónde",
} as const;

/** Inside the export. */
export const EXPORT_README = (shop: string, size: number, unsigned: number): string =>
  `El libro de ${shop}: ${size} registros${
    unsigned > 0 ? ` (quedan fuera ${unsigned}, todavía sin sello)` : ""
  }

checkpoint     El sello: cuántos registros, su raíz y la firma (C2SP tlog-checkpoint)
vkey           La clave pública. Compárala con la que guardaste; una copiada de aquí no prueba nada
tile/          Huellas y registros (C2SP tlog-tiles, https://c2sp.org/tlog-tiles)
events.jsonl   Un registro por línea, byte por byte como se selló

Cómo se comprueba: la huella de cada línea es SHA-256(0x00, bytes). Con las huellas se hace el árbol de RFC 6962 y
su raíz debe ser la del sello, cuya firma Ed25519 se comprueba con la clave pública.
`;

/** Keys of what a record says, where a form has no word for them. */
export const DATA_NAMES: Readonly<Record<string, string>> = {
  actor: "Quién",
  address: "Dirección",
  after: "Después",
  approval: "Permiso",
  baseCentimos: "Valor sin IGV",
  barcode: "Código de barras",
  before: "Antes",
  byTender: "Por forma de pago",
  cashierId: "Cajera",
  cashSessionId: "Turno de caja",
  changeCentimos: "Vuelto",
  by: "Quién dio permiso",
  code: "Código corto",
  countedCentimos: "Contado",
  customerId: "Cliente",
  difference: "Diferencia",
  differenceCentimos: "Diferencia",
  discountCentimos: "Descuento",
  discountPerMilleMax: "Descuento sin permiso, por mil",
  efectivo: "Efectivo",
  expected: "Debía haber",
  expectedCentimos: "Debía haber",
  fiado: "Fiado",
  flags: "Avisos",
  igvBasisPoints: "Tasa del IGV",
  igvCentimos: "IGV",
  limitCentimos: "Límite de fiado",
  lineId: "Código de la línea",
  maxAgeDays: "Días que puede deber",
  kind: "Qué",
  lockAfterSale: "PIN después de cada venta",
  method: "Forma de pago",
  movementsInCentimos: "Entradas",
  movementsOutCentimos: "Salidas",
  niche: "Rubro",
  occurredAt: "Ocurrió",
  openingStock: "Stock inicial",
  operationNumber: "Número de operación",
  plin: "Plin",
  product: "Producto",
  receivedCentimos: "Recibido",
  refundId: "Código de la devolución",
  refunds: "Devoluciones",
  requestedBy: "Quién lo pidió",
  restock: "Vuelve al estante",
  roundingCentimos: "Redondeo",
  sale: "Venta",
  saleId: "Código de la venta",
  salesCentimos: "Ventas",
  slug: "Dirección en Caserito",
  soldAt: "Se vendió",
  subject: "De qué",
  tarjeta: "Tarjeta",
  tenders: "Pagos",
  ticketNumber: "Ticket",
  tickets: "Tickets",
  totalCentimos: "Total",
  unitPriceCentimos: "Precio unitario",
  voidId: "Código de la anulación",
  voids: "Anulaciones",
  yape: "Yape",
  zNumber: "Reporte Z",
};
