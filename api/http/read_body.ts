import { z } from "zod";
import type { ColumnMapping } from "../../commands/catalogue/import/types.ts";
import { parseInput } from "../../commands/input/parse.ts";
import type { UploadedFile } from "../import_preview.ts";
import { zColumnMapping } from "../schemas/products.ts";
import { refusalProblem, requestProblem } from "./problem.ts";

export const JSON_MAX_BYTES = 1_000_000;
export const IMPORT_MAX_BYTES = 8_000_000;

/** The JSON of a request, or the problem to answer. Read piece by piece: a length that is a lie fills no memory. */
export async function readJson(
  request: Request,
  maxBytes: number,
): Promise<{ readonly body: unknown } | { readonly problem: Response }> {
  const media = request.headers.get("content-type")?.split(";")[0]?.trim().toLowerCase();
  const encoding = request.headers.get("content-encoding") ?? "identity";
  if (media !== "application/json" || encoding !== "identity") {
    return { problem: requestProblem("MediaUnsupported") };
  }
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) return { problem: requestProblem("BodyTooLarge") };
  try {
    return { body: JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes)) as unknown };
  } catch {
    return { problem: requestProblem("MalformedJson") };
  }
}

/** Null where there is more than the limit. */
export async function readBytes(request: Request, maxBytes: number): Promise<Uint8Array<ArrayBuffer> | null> {
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return null;
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of request.body ?? []) {
    length += chunk.byteLength;
    if (length > maxBytes) return null;
    chunks.push(chunk);
  }
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.byteLength;
  }
  return bytes;
}

const zMapping = z.string().transform((text, ctx): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    ctx.addIssue({ code: "custom", message: "malformed" });
    return z.NEVER;
  }
}).pipe(zColumnMapping);

/** The file of a form, in its field `file`; `mapping` may say as JSON which column is what. */
export async function readUpload(
  request: Request,
  maxBytes: number,
): Promise<UploadedFile | { readonly problem: Response }> {
  const type = request.headers.get("content-type") ?? "";
  if (!/^multipart\/form-data\b/i.test(type)) return { problem: requestProblem("FileMediaUnsupported") };
  const bytes = await readBytes(request, maxBytes);
  if (bytes === null) return { problem: requestProblem("BodyTooLarge") };
  const form = await new Response(bytes, { headers: { "content-type": type } }).formData().catch(() => null);
  const file = form?.get("file"), said = form?.get("mapping") ?? null;
  if (!(file instanceof File)) return { problem: requestProblem("FileMissing") };
  const mapping = said === null ? null : parseInput(z.object({ mapping: zMapping }), { mapping: said });
  if (mapping?.ok === false) return { problem: refusalProblem(mapping.error) };
  return {
    bytes: await file.bytes(),
    fileName: file.name,
    mapping: (mapping?.value.mapping ?? null) as ColumnMapping | null,
  };
}
