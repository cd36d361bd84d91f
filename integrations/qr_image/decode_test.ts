import assert from "node:assert/strict";
import { parseQr, walletOf } from "../../kernel/emv_qr.ts";
import { decodeQrImage } from "./decode.ts";
import { pngOf, qrModules as qr } from "./qr_png_fixture.ts";

const YAPE =
  "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6";

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
