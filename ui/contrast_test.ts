import assert from "node:assert/strict";
import { type Color, COLORS } from "./theme.ts";

/** Relative luminance and ratio of WCAG 2.2 (§1.4.3). */
function ratio(a: Color, b: Color): number {
  const luminance = (color: Color) => {
    const [r, g, b] = [1, 3, 5].map((at) => {
      const channel = Number.parseInt(COLORS[color].slice(at, at + 2), 16) / 255;
      return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
  };
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (light! + 0.05) / (dark! + 0.05);
}

const holds = (least: number, pairs: readonly (readonly [Color, Color])[]) => {
  const poor = pairs.filter(([a, b]) => ratio(a, b) < least).map(([a, b]) =>
    `${a} on ${b}: ${ratio(a, b).toFixed(2)}`
  );
  assert.deepEqual(poor, []);
};

Deno.test("text is at least 4.5:1 on every ground it stands on", () => {
  holds(4.5, [
    ["ink", "paper"],
    ["ink", "surface"],
    ["ink", "toldo-mist"],
    ["ink-soft", "paper"],
    ["ink-soft", "surface"],
    ["ink-soft", "toldo-mist"],
    ["toldo", "paper"],
    ["toldo", "surface"],
    ["toldo", "toldo-mist"],
    ["toldo-deep", "toldo-mist"],
    ["mar", "paper"],
    ["mar", "mar-mist"],
    ["rocoto", "paper"],
    ["rocoto", "rocoto-mist"],
    ["on-aji", "aji"],
    ["on-aji", "aji-mist"],
    ["on-aji", "mar-mist"],
    ["on-aji", "rocoto-mist"],
    ["on-aji", "toldo-mist"],
    ["on-strong", "toldo"],
    ["on-strong", "toldo-deep"],
    ["on-strong", "rocoto"],
    ["on-strong", "mar"],
    ["on-strong", "yape"],
    ["on-strong", "plin"],
    ["paper", "ink"],
    ["aji", "ink"],
  ]);
});

Deno.test("a total is at least 7:1, on paper and on the button that charges it", () => {
  holds(7, [
    ["ink", "paper"],
    ["ink", "surface"],
    ["on-strong", "toldo-deep"],
    ["toldo-deep", "toldo-mist"], // the change
    ["on-aji", "aji-mist"], // a wallet that is waited for
  ]);
});

Deno.test("what marks a control, a focus or a bar is at least 3:1 on its ground", () => {
  holds(3, [
    ["edge", "paper"],
    ["edge", "surface"],
    ["mar", "paper"],
    ["mar", "surface"],
    ["toldo", "paper"],
    ["rocoto", "paper"],
    ["ink", "toldo-mist"],
  ]);
});
