import { prepareZXingModule, readBarcodes } from "zxing-wasm/reader";
import { err, ok, type Result } from "../../kernel/result.ts";

export type QrImageFault =
  /** Neither PNG nor JPEG: a HEIC of an iPhone, a PDF. */
  | { readonly type: "ImageKindUnknown" }
  /** More points than a phone's camera makes: unpacked it would fill the memory. */
  | { readonly type: "ImageTooLarge" }
  | { readonly type: "NoQrFound" }
  | { readonly type: "SeveralQrs" };

/** 48 megapixels: what a phone of today makes at most. */
const MAX_POINTS = 48_000_000;

/** The text of the one QR in a photo or a screenshot. What it is, its bytes say. Never throws for what they hold. */
export async function decodeQrImage(bytes: Uint8Array<ArrayBuffer>): Promise<Result<string, QrImageFault>> {
  const size = sizeOf(bytes);
  if (size === null) return err({ type: "ImageKindUnknown" });
  if (size.width * size.height > MAX_POINTS) return err({ type: "ImageTooLarge" });
  await ready();
  const read = await readBarcodes(bytes, {
    formats: ["QRCode"],
    tryHarder: true,
    tryRotate: true,
    tryInvert: true,
    tryDownscale: true,
    maxNumberOfSymbols: 4,
  }).catch(() => []);
  const texts = new Set(read.filter(({ isValid }) => isValid).map(({ text }) => text));
  const [text] = texts;
  if (text === undefined) return err({ type: "NoQrFound" });
  return texts.size === 1 ? ok(text) : err({ type: "SeveralQrs" });
}

let prepared: Promise<void> | undefined;
/** From the package's own file, once: by itself it would ask the network for it. */
const ready = () =>
  prepared ??= prepare().catch((error) => {
    prepared = undefined;
    throw error;
  });

async function prepare(): Promise<void> {
  const file = await Deno.readFile(new URL(import.meta.resolve("zxing-wasm/reader/zxing_reader.wasm")));
  await prepareZXingModule({ overrides: { wasmBinary: file.buffer }, fireImmediately: true });
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** From the head of a PNG (its IHDR) or of a JPEG (its frame), without unpacking either. */
function sizeOf(bytes: Uint8Array<ArrayBuffer>): Size | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (bytes.length > 24 && view.getUint32(0) === 0x89504e47 && view.getUint32(12) === 0x49484452) {
    return { width: view.getUint32(16), height: view.getUint32(20) };
  }
  if (bytes.length < 4 || view.getUint16(0) !== 0xffd8) return null;
  for (let at = 2; at + 9 < bytes.length;) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1]!;
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    if (isFrame) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) };
    if (marker === 0xff) at++; // padding before a marker
    else at += 2 + (marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7) ? 0 : view.getUint16(at + 2));
  }
  return null;
}
