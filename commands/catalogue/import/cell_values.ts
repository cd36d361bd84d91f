import { checkDigit, isGtin } from "../../../kernel/barcode.ts";
import { type Centimos, centimos, MAX_TYPED, parseSoles } from "../../../kernel/money.ts";
import { IGV_BASIS_POINTS, type TaxClass } from "../../../kernel/pricing.ts";
import { parseQuantity, type Quantity, type Unit } from "../../../kernel/quantity.ts";
import { searchKey } from "../../../kernel/search.ts";
import type { RowNotice, RowReason } from "./types.ts";

/** What a cell says, or why it cannot be taken. A notice comes with a value and stops nothing. */
export type Reading<T> = { readonly value: T; readonly notice?: RowNotice } | { readonly reason: RowReason };

const NAME_MAX = 120;
const CATEGORY_MAX = 60;

/** What people and programs write for "nothing". */
const BLANK =
  /^(-+|_+|\.|n\/?a|#n\/?a|s\/?n|null|none|nan|ningun[oa]|sin (codigo|categoria|codigo de barras))$/i;
const isBlank = (text: string): boolean => text === "" || BLANK.test(text.trim());
/** What a formula leaves when it fails. */
export const isCellError = (text: string): boolean =>
  /^#(ref|div\/0|value|valor|name|nombre|num|null)[!?¿]?/i.test(text);

/** One line, composed accents, single spaces: twins of a name must be one name. */
const plainText = (text: string): string => text.normalize("NFC").replace(/[\p{Cc}\p{Cs}\s]+/gu, " ").trim();

export function readName(text: string): Reading<string> {
  const name = plainText(text);
  if (name === "") return { reason: { type: "NameMissing" } };
  return name.length > NAME_MAX ? { reason: { type: "NameTooLong", max: NAME_MAX } } : { value: name };
}

export function readCategory(text: string): Reading<string | null> {
  const category = plainText(text);
  if (isBlank(category)) return { value: null };
  return category.length > CATEGORY_MAX
    ? { reason: { type: "CategoryTooLong", max: CATEGORY_MAX } }
    : { value: category };
}

/** Price of the shelf, IGV included. A formula's third decimal is rounded as the spreadsheet shows it, and said. */
export function readPrice(text: string): Reading<Centimos> {
  if (isBlank(text)) return { reason: { type: "PriceMissing" } };
  const read = readSoles(text);
  if (!read) return { reason: { type: "PriceInvalid" } };
  return read.value > 0 ? read : { reason: { type: "PriceNotPositive" } };
}

/** Zero is how exports write a cost nobody entered: a real one would make every margin 100 %. */
export function readCost(text: string): Reading<Centimos | null> {
  if (isBlank(text)) return { value: null };
  const read = readSoles(text);
  if (!read || read.value < 0) return { reason: { type: "CostInvalid" } };
  return read.value === 0 ? { value: null } : read;
}

function readSoles(text: string): { value: Centimos; notice?: RowNotice } | null {
  const plain = text.replace(/\s*(soles|pen)\.?$/i, "").replace(/^pen\s*/i, "");
  const exact = parseSoles(plain);
  if (exact !== null) return { value: exact };
  const parts = /^(?:s\/\.?\s*)?(\d{1,7}\.\d\d)(\d+)$/i.exec(plain.trim());
  const floor = parts && parseSoles(parts[1]!);
  if (!parts || floor === null) return null;
  const to = centimos(floor + (parts[2]! >= "5" ? 1 : 0));
  if (to > MAX_TYPED) return null;
  return /^0+$/.test(parts[2]!) ? { value: to } : { value: to, notice: { type: "Rounded", to } };
}

export const withIgv = (price: Centimos): Centimos =>
  centimos(Math.floor((price * (10_000 + IGV_BASIS_POINTS) + 5_000) / 10_000));

/** A quantity in the file's own unit. `1,200` pieces are a thousand and two hundred; `1,200` kg are one and a fifth. */
export function readQuantity(text: string, unit: Unit | null): Reading<Quantity | null> {
  if (isBlank(text)) return { value: null };
  const isMeasured = unit === "kg" || unit === "litro";
  const grouped = !isMeasured && /^-?\d{1,3}(,\d{3})+(\.\d+)?$/.test(text);
  const plain = (grouped ? text.replaceAll(",", "") : text)
    .replace(/\s*(und?s?|unid(ades)?|kgs?|lts?|l)\.?$/i, "").replace(/([.,]\d*?)0+$/, "$1").replace(
      /[.,]$/,
      "",
    );
  const value = parseQuantity(plain);
  if (value === null) return { reason: { type: "QuantityInvalid" } };
  return value % 1000 !== 0 && !isMeasured ? { value, notice: { type: "FractionOfUnit" } } : { value };
}

/** A scanner's code. Numbers that passed through a program may come as `7750182002547.0`; digits lost for ever come as `7.75E+12`. */
export function readBarcode(text: string): Reading<string | null> {
  const code = text.replace(/\s+/g, "").replace(/^(\d{6,})\.0+$/, "$1");
  if (isBlank(text) || /^0+$/.test(code)) return { value: null };
  if (/^\d([.,]\d+)?e\+?\d+$/i.test(code)) return { reason: { type: "BarcodeCutByExcel" } };
  if (!/^[0-9A-Za-z._-]{1,32}$/.test(code)) return { reason: { type: "BarcodeInvalid" } };
  if (/^\d{12,13}$/.test(code) && !isGtin(code)) {
    const likely = code.slice(0, -1) + checkDigit(code.slice(0, -1));
    return { value: code, notice: { type: "CheckDigitOdd", likely } };
  }
  return { value: code };
}

export function readCode(text: string): Reading<string | null> {
  if (isBlank(text)) return { value: null };
  const code = text.trim().replace(/^(\d+)\.0+$/, "$1");
  return /^[0-9A-Za-z._/-]{1,32}$/.test(code) ? { value: code } : { reason: { type: "CodeInvalid" } };
}

/** Names people use and codes of SUNAT's catalogue 03 (UN/ECE rec. 20). What is sold whole is `unidad`, whatever its wrapper. */
const UNIT_WORDS: readonly (readonly [Unit, RegExp])[] = [
  ["kg", /^(kg|kgs|kgm|kilos?|kilogramos?|si|s|y|yes|true|x kg|por kilo)$/],
  ["litro", /^(l|lt|lts|ltr|litros?|liters?)$/],
  [
    "unidad",
    /^(u|un|und|unds|uni|unid|unids|unidad|unidades|units?|each|niu|zz|c62|pza?s?|piezas?|no|n|false|x unidad|por unidad|cajas?|bx|paquetes?|pk|pqt|botellas?|bo|bolsas?|bg|latas?|ca|docenas?|dzn|sacos?|frascos?|sobres?|six ?pack|packs?|rollos?|tarros?|pares?|juegos?|display)$/,
  ],
];

/** Also answers the yes and no of "sold by weight". */
export function readUnit(text: string): Reading<Unit | null> {
  if (isBlank(text)) return { value: null };
  const key = searchKey(text).replace(/\./g, " ").trim();
  const found = UNIT_WORDS.find(([, words]) => words.test(key));
  return found ? { value: found[0] } : { reason: { type: "UnitUnknown" } };
}

/** Words, the 18 % itself, or a code of SUNAT's catalogue 07 (10 gravado, 20 exonerado, 30 inafecto and their kin). */
export function readTaxClass(text: string): Reading<TaxClass | null> {
  if (isBlank(text)) return { value: null };
  const key = searchKey(text);
  if (/\bexo|exempt|exento/.test(key) || /^(e|2[01])$/.test(key)) return { value: "exonerado" };
  if (/\bina\b|inafect|no afect|no gravad/.test(key) || /^(i|3[0-7])$/.test(key)) {
    return { value: "inafecto" };
  }
  if (/gravad|afect|\b18(\.0+)?\b|^0\.18$|^igv$/.test(key) || /^(g|1[0-7]|si|s|y|yes|true|1)$/.test(key)) {
    return { value: "gravado" };
  }
  if (/^(no|n|false|0(\.0+)?|(igv )?0 ?%|0(\.0+)? ?%)$/.test(key)) {
    return { value: "exonerado", notice: { type: "TakenAsExonerado" } };
  }
  return { reason: { type: "TaxUnknown" } };
}

export function readYesNo(text: string): Reading<boolean | null> {
  if (isBlank(text)) return { value: null };
  const key = searchKey(text);
  if (/^(si|s|y|yes|true|1|x|incluido)$/.test(key)) return { value: true };
  return /^(no|n|false|0)$/.test(key) ? { value: false } : { reason: { type: "YesOrNo" } };
}
