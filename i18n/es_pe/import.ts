import type {
  ImportField,
  ImportFileRefusal,
  RowFailure,
  RowNotice,
  RowReason,
  RowWarning,
} from "../../commands/catalogue/import/types.ts";
import { formatSoles } from "../../kernel/money.ts";

/** One sentence for each member of a union: a new refusal does not compile until someone has words for it. */
type Sentences<Union extends { readonly type: string }, Context extends readonly unknown[] = []> = {
  readonly [Type in Union["type"]]: (of: Extract<Union, { type: Type }>, ...context: Context) => string;
};

const AS_XLSX = "Ábrelo en Excel, elige Guardar como y guárdalo como Libro de Excel (.xlsx)";

const FILE_REFUSALS: Sentences<ImportFileRefusal> = {
  FileEmpty: () => "El archivo está vacío. Revisa que sea el de tus productos",
  FileTooLarge: ({ maxBytes }) =>
    `El archivo pesa más de ${maxBytes / (1024 * 1024)} MB. Quítale las fotos o divídelo en dos`,
  UnpacksTooLarge: () => "El archivo guarda demasiados datos. Deja solo la hoja de tus productos",
  OldExcel: () => `Ese Excel es de un formato antiguo. ${AS_XLSX}`,
  PasswordProtected: () => "El archivo tiene contraseña. Quítasela en Excel y súbelo otra vez",
  NotATable: ({ fileName }) => `«${fileName}» no es una hoja de cálculo. Sube un Excel (.xlsx) o un CSV`,
  Damaged: () => `No se pudo leer el archivo: parece dañado. ${AS_XLSX}`,
  QuotesBroken: ({ row }) => `En la fila ${row} hay comillas que no se cierran. Corrígelas y súbelo otra vez`,
  TooManyRows: ({ max }) => `Entran hasta ${grouped(max)} productos por archivo. Divídelo en dos`,
  TooManyColumns: ({ max }) => `Entran hasta ${max} columnas. Deja solo las de tus productos`,
  NoRows: () => "No encontramos productos en el archivo. Va uno por fila, con su nombre y su precio",
};

const SAYS = (value: string) => value === "" ? "" : ` (dice «${value}»)`;

const ROW_REASONS: Sentences<RowReason, [failure: RowFailure]> = {
  ColumnMissing: (_, { field }) => `falta decir cuál es la columna de ${FIELD_NAMES[field]}`,
  CellError: (_, { field, value }) => `la fórmula de ${FIELD_NAMES[field]} da error (${value})`,
  NameMissing: () => "falta el nombre del producto",
  NameTooLong: ({ max }) => `el nombre pasa de ${max} letras. Acórtalo`,
  PriceMissing: () => "falta el precio",
  PriceInvalid: (_, { value }) => `el precio va en soles, por ejemplo 3.50${SAYS(value)}`,
  PriceNotPositive: (_, { value }) => `el precio tiene que ser mayor que cero${SAYS(value)}`,
  PriceWithoutIgv: ({ withIgv }) =>
    `el precio va con IGV incluido. Si ${formatSoles(withIgv)} es el precio con IGV, escribe ese`,
  CostInvalid: (_, { value }) => `el costo va en soles, por ejemplo 2.80${SAYS(value)}`,
  BarcodeCutByExcel: (_, { value }) =>
    `Excel cortó el código de barras (${value}). Pon esa columna en formato Número sin decimales y escríbelo completo`,
  BarcodeInvalid: (_, { value }) =>
    `el código de barras lleva solo números y letras, uno por producto${SAYS(value)}`,
  CodeInvalid: (_, { value }) =>
    `el código lleva solo letras, números, punto y guion, sin espacios${SAYS(value)}`,
  UnitUnknown: (_, { value }) => `la unidad puede ser unidad, kg o litro${SAYS(value)}`,
  TaxUnknown: (_, { value }) => `el IGV puede ser gravado, exonerado o inafecto${SAYS(value)}`,
  YesOrNo: (_, { value }) => `en «incluye IGV» va sí o no${SAYS(value)}`,
  CategoryTooLong: ({ max }) => `la categoría pasa de ${max} letras. Acórtala`,
  QuantityInvalid: (_, { field, value }) =>
    `${withArticle(field)} va en números, con tres decimales como mucho${SAYS(value)}`,
  QuantityNegative: (_, { field, value }) =>
    `${withArticle(field)} no puede ser menor que cero${SAYS(value)}`,
  RepeatedInFile: ({ otherRow }, { field, value }) =>
    `${withArticle(field)} «${value}» ya está en la fila ${otherRow}. Deja una sola`,
  SameProduct: ({ otherRow, product }) =>
    `es el mismo producto que la fila ${otherRow} (${product}). Deja una sola`,
  CodeTaken: ({ product }, { value }) => `el código «${value}» ya es de ${product}`,
  TooManyBarcodes: ({ product }) => `${product} ya tiene 12 códigos de barras`,
};

const NOTICES: Sentences<RowNotice, [warning: RowWarning]> = {
  CheckDigitOdd: ({ likely }, { value }) =>
    `revisa el código ${value}: por sus números debería ser ${likely}. Se guarda como está`,
  Rounded: ({ to }, { field, value }) => `${withArticle(field)} ${value} se redondea a ${formatSoles(to)}`,
  CostAbovePrice: () => "el costo es mayor que el precio",
  TakenAsExonerado: (_, { value }) => `«${value}» en IGV se toma como exonerado`,
  FractionOfUnit: (_, { value }) =>
    `${value} no es una cantidad entera. Si se vende por peso, pon kg en la unidad`,
};

export const FIELD_NAMES: Readonly<Record<ImportField, string>> = {
  name: "nombre",
  barcode: "código de barras",
  code: "código interno",
  unit: "unidad",
  price: "precio de venta",
  cost: "costo",
  taxClass: "IGV",
  igvIncluded: "¿incluye IGV?",
  category: "categoría",
  minStock: "stock mínimo",
  stock: "stock",
};

const FEMININE: readonly ImportField[] = ["unit", "category"];
const withArticle = (field: ImportField) => `${FEMININE.includes(field) ? "la" : "el"} ${FIELD_NAMES[field]}`;

/** `20,000`, by hand because ICU differs between machines. */
const grouped = (value: number) => String(value).replace(/\B(?=(\d{3})+$)/g, ",");

type Sentence = (of: unknown, context?: unknown) => string;

/** The table's type pairs each key with its own member; looking one up by a key of the union needs this one cast. */
const sentenceFor = (table: object, type: string): Sentence => (table as Record<string, Sentence>)[type]!;

export const fileRefusalText = (refusal: ImportFileRefusal): string =>
  sentenceFor(FILE_REFUSALS, refusal.type)(refusal);

/** `Fila 12: el precio va en soles, por ejemplo 3.50 (dice «tres»)`. Row 0 is the file as a whole. */
export const rowFailureText = (failure: RowFailure): string =>
  atRow(failure.row, sentenceFor(ROW_REASONS, failure.reason.type)(failure.reason, failure));

export const rowWarningText = (warning: RowWarning): string =>
  atRow(warning.row, sentenceFor(NOTICES, warning.notice.type)(warning.notice, warning));

const atRow = (row: number, sentence: string) =>
  row === 0 ? sentence.charAt(0).toUpperCase() + sentence.slice(1) : `Fila ${row}: ${sentence}`;
