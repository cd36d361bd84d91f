import { requestProblem } from "./problem.ts";

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
