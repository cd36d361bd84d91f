import assert from "node:assert/strict";
import { cheapText, segmentsOf } from "./gsm7.ts";

Deno.test("a text in Spanish goes in letters that cost one segment", () => {
  const text = "Mañana a las 5:00 a.\u00a0m. se detienen las ventas de “Ñañita”: págalo aquí… —Caserito";
  const cheap = cheapText(text);
  assert.equal(cheap, 'Mañana a las 5:00 a. m. se detienen las ventas de "Ñañita": pagalo aqui... -Caserito');
  assert.deepEqual([segmentsOf(text), segmentsOf(cheap)], [2, 1]);
});

Deno.test("letters are counted as a phone counts them", () => {
  const counted: readonly (readonly [string, number])[] = [
    ["a".repeat(160), 1],
    ["a".repeat(161), 2],
    ["a".repeat(306), 2],
    ["a".repeat(307), 3],
    ["€".repeat(80), 1],
    ["€".repeat(81), 2],
    ["í".repeat(70), 1],
    ["í".repeat(71), 2],
  ];
  for (const [text, segments] of counted) assert.equal(segmentsOf(text), segments, text.slice(0, 3));
});

Deno.test("what has no cheap letter is a question mark, and nothing is lost beside it", () => {
  assert.equal(cheapText("Hola 🦙 ő"), "Hola ? o");
});
