import assert from "node:assert/strict";
import { deflateSync } from "node:zlib";
import encodeQR from "qr";
import { parseQr, walletOf } from "../../kernel/emv_qr.ts";
import { decodeQrImage } from "./decode.ts";

const YAPE =
  "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6";

/** A grey PNG of these rows of black and white, each point `scale` wide, in a white margin. */
function pngOf(rows: readonly (readonly boolean[])[], scale = 6, margin = 4): Uint8Array<ArrayBuffer> {
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

const qr = (text: string) => encodeQR(text, "raw", { border: 1 });
const beside = (a: boolean[][], b: boolean[][]) => {
  const blank = Array.from({ length: 12 }, () => false), side = a.length + b.length + 12;
  const rows = a.map((row, y) => [...row, ...blank, ...b[y] ?? []]);
  return Array.from(
    { length: side },
    (_, y) => Array.from({ length: side }, (_, x) => rows[y]?.[x] ?? false),
  );
};

Deno.test("the QR of a picture is read letter by letter, and its CRC holds", async () => {
  const read = await decodeQrImage(pngOf(qr(YAPE)));
  assert.deepEqual(read, { ok: true, value: YAPE });
  const objects = parseQr(YAPE);
  assert.ok(objects.ok);
  assert.equal(walletOf(objects.value), "yape");
});

Deno.test("a picture of none, of two, of too many points, and no picture: each is told apart", async () => {
  const fault = async (bytes: Uint8Array<ArrayBuffer>) => {
    const read = await decodeQrImage(bytes);
    return read.ok ? read.value : read.error.type;
  };
  assert.equal(await fault(pngOf([[false]])), "NoQrFound");
  assert.equal(await fault(pngOf(beside(qr("uno"), qr("dos")))), "SeveralQrs");
  const huge = pngOf([[false]]);
  new DataView(huge.buffer).setUint32(16, 60_000);
  new DataView(huge.buffer).setUint32(20, 60_000);
  assert.equal(await fault(huge), "ImageTooLarge");
  assert.equal(await fault(pngOf(qr(YAPE)).slice(0, 100)), "NoQrFound", "cut off");
  for (
    const bytes of [
      new Uint8Array(),
      new Uint8Array([0xff, 0xd8]),
      new TextEncoder().encode("%PDF-1.7 .............."),
    ]
  ) {
    assert.equal(await fault(bytes), "ImageKindUnknown");
  }
});
