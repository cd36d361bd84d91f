import { deflateSync } from "node:zlib";
import encodeQR from "qr";

export const qrModules = (text: string): boolean[][] => encodeQR(text, "raw", { border: 1 });

/** A grey PNG of these rows of black and white, each point `scale` wide, in a white margin. */
export function pngOf(rows: readonly (readonly boolean[])[], scale = 6, margin = 4): Uint8Array<ArrayBuffer> {
  const side = (rows.length + 2 * margin) * scale;
  const raw = new Uint8Array((side + 1) * side).fill(255);
  for (let y = 0; y < side; y++) {
    raw[y * (side + 1)] = 0;
    for (let x = 0; x < side; x++) {
      const isBlack = rows[Math.floor(y / scale) - margin]?.[Math.floor(x / scale) - margin] ?? false;
      if (isBlack) raw[y * (side + 1) + 1 + x] = 0;
    }
  }
  const head = new Uint8Array(13), view = new DataView(head.buffer);
  view.setUint32(0, side);
  view.setUint32(4, side);
  head.set([8, 0, 0, 0, 0], 8);
  const parts = [
    chunk("IHDR", head),
    chunk("IDAT", new Uint8Array(deflateSync(raw))),
    chunk("IEND", new Uint8Array()),
  ];
  return new Uint8Array([
    0x89,
    0x50,
    0x4e,
    0x47,
    0x0d,
    0x0a,
    0x1a,
    0x0a,
    ...parts.flatMap((part) => [...part]),
  ]);
}

function chunk(name: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(12 + data.length), view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(new TextEncoder().encode(name), 4);
  bytes.set(data, 8);
  let crc = ~0;
  for (const byte of bytes.subarray(4, 8 + data.length)) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
  }
  view.setUint32(8 + data.length, ~crc >>> 0);
  return bytes;
}
