import assert from "node:assert/strict";
import fc from "fast-check";
import { crcOf, parseQr, type QrObject, qrText, walletOf, withAmount } from "./emv_qr.ts";
import { centimos } from "./money.ts";

/** Real structures with invented tokens (payments-peru §1.2). */
const YAPE =
  "0002010102113932359e18779fe8518df33739992477244e5204561153036045802PE5906YAPERO6004Lima6304D8B6";
const PLIN =
  "0002015802PE2656003244b52599c397b6890db01f006669d95f0116Plin Network P2P0102115204482953036045912P2P Transfer6004Lima630478F0";
const YAPE_1250 =
  "0002010102123932359e18779fe8518df33739992477244e520456115303604540512.505802PE5906YAPERO6004Lima63047AC2";

const read = (text: string): readonly QrObject[] => {
  const parsed = parseQr(text);
  assert.ok(parsed.ok, JSON.stringify(parsed));
  return parsed.value;
};

Deno.test("the CRC of the book", () => {
  assert.equal(crcOf("123456789"), "29B1");
});

Deno.test("codes of Yape and Plin are read in the order they came, and written back the same", () => {
  for (const [text, wallet] of [[YAPE, "yape"], [PLIN, "plin"], [YAPE_1250, "yape"]] as const) {
    const objects = read(text);
    assert.equal(qrText(objects), text);
    assert.equal(walletOf(objects), wallet);
  }
  assert.deepEqual(read(PLIN).map(({ tag }) => tag), ["00", "58", "26", "01", "52", "53", "59", "60", "63"]);
});

Deno.test("an amount makes it a code of one use, in its place", () => {
  assert.equal(qrText(withAmount(read(YAPE), centimos(1250))), YAPE_1250);
  const again = withAmount(read(YAPE_1250), centimos(5));
  assert.deepEqual(again.filter(({ tag }) => tag === "54"), [{ tag: "54", value: "0.05" }]);
  const noCurrency = read(YAPE).filter(({ tag }) => tag !== "53");
  assert.deepEqual(withAmount(noCurrency, centimos(5)), noCurrency);
});

Deno.test("what is no merchant's code, was cut off or read badly says so", () => {
  const wrong = (text: string) => {
    const parsed = parseQr(text);
    return parsed.ok ? null : parsed.error;
  };
  assert.deepEqual(wrong("https://yape.com.pe"), { type: "NotAMerchantQr" });
  assert.deepEqual(wrong(YAPE.replace("359e", "359f")), {
    type: "QrCrcWrong",
    expected: crcOf(YAPE.replace("359e", "359f").slice(0, -4)),
  });
  assert.equal(wrong(YAPE.slice(0, -10))?.type, "QrMalformed");
  assert.equal(wrong(`${YAPE}00`)?.type, "QrMalformed");
});

Deno.test("any objects come back as they went, and any changed letter is noticed", () => {
  const tag = fc.integer({ min: 1, max: 62 }).map((n) => String(n).padStart(2, "0"));
  const value = fc.string({ minLength: 1, maxLength: 99, unit: "grapheme-ascii" });
  fc.assert(
    fc.property(fc.array(fc.record({ tag, value }, { noNullPrototype: true }), { maxLength: 8 }), (some) => {
      const objects = [{ tag: "00", value: "01" }, ...some], text = qrText(objects);
      assert.deepEqual(read(text).slice(0, -1), objects);
    }),
  );
  fc.assert(fc.property(fc.nat(YAPE.length - 5), (at) => {
    const changed = `${YAPE.slice(0, at)}${YAPE[at] === "7" ? "8" : "7"}${YAPE.slice(at + 1)}`;
    assert.ok(!parseQr(changed).ok);
  }));
});
