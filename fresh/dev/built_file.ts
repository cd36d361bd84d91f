import { createHash } from "node:crypto";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import { getMimeType } from "hono/utils/mime";

/** One file of a build, ready to be written or served. */
export interface BuiltFile {
  readonly hash: string;
  readonly contentType: string;
  readonly immutable: boolean;
  readonly identity: Uint8Array;
  /** Only where it saves bytes. */
  readonly br?: Uint8Array;
  readonly gzip?: Uint8Array;
}

const COMPRESSIBLE =
  /^(?:text\/|image\/svg|application\/(?:json|manifest|javascript|xml|wasm)|font\/(?:ttf|otf))|\+(?:json|xml)/;

const brotliAsync = promisify(brotliCompress);
const gzipAsync = promisify(gzip);

export function contentHash(contents: Uint8Array | string): string {
  return createHash("sha256").update(contents).digest("hex").slice(0, 16);
}

export function contentTypeOf(path: string): string {
  return path.endsWith(".map") ? "application/json" : getMimeType(path) ?? "application/octet-stream";
}

/** `compress` takes the strongest setting: it is done once, and read by every visitor. */
export async function buildFile(
  urlPath: string,
  contents: Uint8Array,
  options: { readonly immutable: boolean; readonly compress: boolean },
): Promise<BuiltFile> {
  const contentType = contentTypeOf(urlPath);
  const file = { hash: contentHash(contents), contentType, immutable: options.immutable, identity: contents };
  if (!options.compress || !COMPRESSIBLE.test(contentType)) return file;
  const [br, gz] = await Promise.all([
    brotliAsync(contents, {
      params: {
        [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY,
        [constants.BROTLI_PARAM_SIZE_HINT]: contents.byteLength,
      },
    }),
    gzipAsync(contents, { level: constants.Z_BEST_COMPRESSION }),
  ]);
  return {
    ...file,
    ...(br.byteLength < contents.byteLength && { br: new Uint8Array(br) }),
    ...(gz.byteLength < contents.byteLength && { gzip: new Uint8Array(gz) }),
  };
}
