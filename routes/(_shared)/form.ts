import { type Context, HttpError } from "fresh";
import { readBytes } from "../../kernel/read_bytes.ts";
import type { Refusal } from "../../commands/refusals.ts";
import { fieldMessages } from "../../i18n/es_pe/fields.ts";
import { refusalText } from "../../i18n/es_pe/refusals.ts";
import { formatQuantity, type Quantity } from "../../kernel/quantity.ts";

export { askedBy } from "../../commands/input/asked.ts";

/** Text fields of a form by name. A field that came twice keeps its last value, as a browser shows it. */
export type Typed = Readonly<Record<string, string>>;

const FORM_MAX_BYTES = 1_000_000;
/** The file and the few bytes that multipart puts around it. */
export const UPLOAD_MAX_BYTES = 8 * 1024 * 1024 + 64 * 1024;

/** Reads a form piece by piece: what is too long is refused before it fills the memory. */
export async function readForm(req: Request, maxBytes = FORM_MAX_BYTES): Promise<FormData> {
  const bytes = await readBytes(req, maxBytes);
  if (bytes === null) throw new HttpError(413);
  const type = req.headers.get("content-type") ?? "";
  try {
    return await new Response(bytes, { headers: { "content-type": type } }).formData();
  } catch {
    throw new HttpError(400);
  }
}

const typedOf = (form: FormData): Typed =>
  Object.fromEntries([...form].flatMap(([name, value]) => typeof value === "string" ? [[name, value]] : []));

export const readTyped = async (req: Request): Promise<Typed> => typedOf(await readForm(req));

/** A form that was not taken: what was typed, and what to do about it. */
export interface FormState {
  readonly typed: Typed;
  /** Sentence by field name. */
  readonly errors: Readonly<Record<string, string>>;
  /** What belongs to no single field. */
  readonly problem: string | null;
}

export const freshForm = (typed: Typed = {}): FormState => ({ typed, errors: {}, problem: null });

/** `fields` are those that the form shows; what is wrong elsewhere is said above it. */
export function refusedForm(typed: Typed, refusal: Refusal, fields: readonly string[]): FormState {
  if (refusal.type !== "InvalidInput") return { typed, errors: {}, problem: refusalText(refusal) };
  // `barcodes.2` is said at the field that holds the list.
  const messages = fieldMessages(refusal).map(({ field, message }) => ({
    field: fields.includes(field) ? field : field.split(".")[0] ?? "",
    message,
  }));
  const shown = messages.filter(({ field }) => fields.includes(field));
  return {
    typed,
    errors: Object.fromEntries(shown.toReversed().map(({ field, message }) => [field, message])),
    problem: messages.find(({ field }) => !fields.includes(field))?.message ?? null,
  };
}

/** The id of the next page's notice, `?hecho=…`, one of those the page knows. */
export const doneOf = (ctx: Pick<Context<unknown>, "url">): string => ctx.url.searchParams.get("hecho") ?? "";

/** A quantity as a field holds it: `1200`, where a sign for thousands would be read as a decimal mark. */
export const typedQuantity = (value: Quantity): string => formatQuantity(value, "unidad").replaceAll(",", "");
