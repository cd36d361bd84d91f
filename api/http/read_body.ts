import { z } from "zod";
import { MAX_BYTES } from "../../commands/catalogue/import/limits.ts";
import { IMPORT_FIELDS } from "../../commands/catalogue/import/types.ts";
import { gathered, readBytes } from "../../kernel/read_bytes.ts";
import { parseInput } from "../../commands/input/parse.ts";
import type { UploadedFile } from "../import_preview.ts";
import { refusalProblem, requestProblem } from "./problem.ts";

export const JSON_MAX_BYTES = 1_000_000;
/** The file and the few bytes that multipart puts around it. */
export const IMPORT_MAX_BYTES = MAX_BYTES + 64 * 1024;

/** The JSON of a request, or the problem to answer. Read piece by piece: a length that is a lie fills no memory. */
export async function readJson(
  request: Request,
  maxBytes: number,
  gzip = false,
): Promise<
  { readonly body: unknown; readonly bytes: Uint8Array<ArrayBuffer> } | { readonly problem: Response }
> {
  const media = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const encoding = (request.headers.get("content-encoding") ?? "identity").trim().toLowerCase();
  if (media !== "application/json" || (encoding !== "identity" && !(gzip && encoding === "gzip"))) {
    return { problem: requestProblem("MediaUnsupported") };
  }
  const sent = await readBytes(request, maxBytes);
  const bytes = sent === null || encoding === "identity" ? sent : await inflated(sent, maxBytes);
  if (bytes === null) return { problem: requestProblem("BodyTooLarge") };
  try {
    return { body: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown, bytes };
  } catch {
    return { problem: requestProblem("MalformedJson") };
  }
}

/** A kilobyte of gzip can hold a megabyte: it is counted as it grows. What is no gzip is no bytes, so no JSON either. */
async function inflated(
  bytes: Uint8Array<ArrayBuffer>,
  maxBytes: number,
): Promise<Uint8Array<ArrayBuffer> | null> {
  try {
    return await gathered(new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip")), maxBytes);
  } catch {
    return new Uint8Array();
  }
}

/** JSON in a field of a form; what is no JSON is no mapping either. */
const zMapping = z.preprocess((text) => {
  try {
    return typeof text === "string" ? JSON.parse(text) : text;
  } catch {
    return text;
  }
}, z.partialRecord(z.enum(IMPORT_FIELDS), z.int().min(0).nullable(), { error: "malformed" }));

/** The file of a form, in its field `file`; `mapping` may say as JSON which column is what, and null for none. */
export async function readUpload(
  request: Request,
  maxBytes: number,
): Promise<UploadedFile | { readonly problem: Response }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return { problem: requestProblem("FileMediaUnsupported") };
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) return { problem: requestProblem("BodyTooLarge") };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  const file = form?.get("file");
  if (!(file instanceof File)) return { problem: requestProblem("FileMissing") };
  const said = parseInput(z.object({ mapping: zMapping }), { mapping: form?.get("mapping") ?? {} });
  if (!said.ok) return { problem: refusalProblem(said.error) };
  return { bytes: await file.bytes(), fileName: file.name, mapping: corrections(said.value.mapping) };
}

/** Without the fields that were not said: an absent one is guessed. */
const corrections = (said: z.output<typeof zMapping>): UploadedFile["mapping"] =>
  Object.fromEntries(Object.entries(said).filter(([, column]) => column !== undefined));
