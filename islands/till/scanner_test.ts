import assert from "node:assert/strict";
import { ScanDetector, type ScanKey, type ScanVerdict } from "./scanner.ts";

const INCA = "7759173000142";

/** Keys `gap` ms apart, from `start`; `gaps` overrides single ones. */
function keysOf(
  text: string,
  start: number,
  gap: number,
  gaps: Readonly<Record<number, number>> = {},
): ScanKey[] {
  let at = start;
  return [...text].map((key, i) => {
    at += i === 0 ? 0 : gaps[i] ?? gap;
    return { key, code: `Digit${key}`, at };
  });
}

function feed(
  detector: ScanDetector,
  keys: readonly ScanKey[],
  end: "Enter" | "silence" = "Enter",
): ScanVerdict[] {
  const said = keys.map((key) => detector.key(key));
  const last = keys.at(-1)!.at;
  said.push(
    end === "Enter" ? detector.key({ key: "Enter", code: "Enter", at: last + 8 }) : detector.silence(),
  );
  return said.filter((verdict) => verdict.type !== "pending");
}

Deno.test("guns of every pace are heard, with Enter and without", () => {
  for (const gap of [1, 8, 16, 30, 35]) {
    for (const end of ["Enter", "silence"] as const) {
      const verdicts = feed(new ScanDetector(), keysOf(INCA, 1000, gap), end);
      assert.deepEqual(verdicts, [{ type: "scan", code: INCA }], `${gap} ms, ${end}`);
    }
  }
});

Deno.test("a tablet that stalls once in the middle loses no scan", () => {
  const verdicts = feed(new ScanDetector(), keysOf(INCA, 0, 10, { 6: 88 }));
  assert.deepEqual(verdicts, [{ type: "scan", code: INCA }]);
});

Deno.test("a gun that stalls for longer is put together again by its check digit, wherever it stalls", () => {
  for (let at = 1; at < INCA.length; at++) {
    const detector = new ScanDetector(), keys = keysOf(INCA, 0, 10, { [at]: 300 });
    for (const key of keys.slice(0, at)) detector.key(key);
    // what the timer asks meanwhile: few characters are given to the field, many are held as half a code
    const head = detector.silence();
    assert.equal(head.type, at < 6 ? "typed" : "pending", `stalled after ${at}`);
    assert.deepEqual(
      feed(detector, keys.slice(at)).at(-1),
      { type: "scan", code: INCA },
      `stalled after ${at}`,
    );
  }
});

Deno.test("digits that are no whole code are one after a while: shops have codes of their own", () => {
  const detector = new ScanDetector();
  for (const key of keysOf("1234567", 0, 10)) detector.key(key);
  assert.equal(detector.silence().type, "pending");
  assert.deepEqual(detector.silence(true), { type: "scan", code: "1234567" });
});

Deno.test("a person is not a gun, however fast", () => {
  for (const gap of [100, 150, 60]) {
    const verdicts = feed(new ScanDetector(), keysOf("1234567", 0, gap));
    assert.ok(verdicts.every((verdict) => verdict.type === "typed"), `${gap} ms`);
    assert.equal(verdicts.map((verdict) => verdict.type === "typed" ? verdict.text : "").join(""), "1234567");
  }
});

Deno.test("a short burst is typing: nobody prints codes under six characters", () => {
  assert.deepEqual(feed(new ScanDetector(), keysOf("12345", 0, 5)), [{ type: "typed", text: "12345" }]);
});

Deno.test("the same code at once is a bounce, later it is one more", () => {
  const detector = new ScanDetector();
  assert.equal(feed(detector, keysOf(INCA, 0, 5))[0]!.type, "scan");
  assert.equal(feed(detector, keysOf(INCA, 60 + 50, 5))[0]!.type, "bounce");
  assert.equal(feed(detector, keysOf(INCA, 60 + 50 + 60 + 70, 5))[0]!.type, "scan");
});

Deno.test("five scans a second for twenty items come out whole", () => {
  const detector = new ScanDetector();
  const codes = Array.from({ length: 20 }, (_, i) => i % 3 === 0 ? "7759174000134" : INCA);
  const heard = codes.flatMap((code, i) => feed(detector, keysOf(code, i * 200, 8)));
  assert.deepEqual(heard, codes.map((code) => ({ type: "scan", code })));
});

Deno.test("Shift between characters is no character", () => {
  const detector = new ScanDetector();
  const keys = keysOf("ABC-123", 0, 10).flatMap((key) => [{ ...key, key: "Shift", code: "ShiftLeft" }, key]);
  assert.deepEqual(feed(detector, keys), [{ type: "scan", code: "ABC-123" }]);
});

Deno.test("where the layout mangles digits their place on the keyboard says them", () => {
  const mangled = keysOf(INCA, 0, 8).map((key) => ({ ...key, key: "&é\"'(-è_çà"[Number(key.key)] ?? "?" }));
  assert.deepEqual(feed(new ScanDetector(), mangled), [{ type: "scan", code: INCA }]);
});
