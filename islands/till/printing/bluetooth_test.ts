import assert from "node:assert/strict";
import { type GattCharacteristic, writeInChunks } from "./bluetooth.ts";

/** Takes pieces of at most `mtu` bytes, and nothing more after `until` of them in all. */
function characteristicOf(mtu: number, write: boolean, until = Infinity) {
  const pieces: Uint8Array[] = [];
  const take = (bytes: Uint8Array): Promise<void> => {
    const soFar = pieces.reduce((sum, piece) => sum + piece.length, 0);
    if (bytes.length > mtu || soFar + bytes.length > until) return Promise.reject(new Error("GATT"));
    pieces.push(bytes);
    return Promise.resolve();
  };
  const characteristic: GattCharacteristic = {
    properties: { write, writeWithoutResponse: !write },
    writeValueWithResponse: take,
    writeValueWithoutResponse: take,
  };
  return { characteristic, pieces, bytes: () => pieces.flatMap((piece) => [...piece]) };
}

const TICKET = new Uint8Array(500).map((_, i) => i % 256);

Deno.test("a ticket arrives whole whatever the printer takes at once", async () => {
  for (const mtu of [20, 100, 180, 512]) {
    for (const write of [true, false]) {
      const { characteristic, bytes } = characteristicOf(mtu, write);
      assert.equal(await writeInChunks(characteristic, TICKET), TICKET.length);
      assert.deepEqual(bytes(), [...TICKET], `${mtu}`);
    }
  }
});

Deno.test("a printer that stops in the middle is told from one that took nothing", async () => {
  assert.equal(await writeInChunks(characteristicOf(180, true, 200).characteristic, TICKET), 200);
  assert.equal(await writeInChunks(characteristicOf(180, true, 0).characteristic, TICKET), 0);
});
