import assert from "node:assert/strict";
import fc from "fast-check";
import { checkDigit } from "../../kernel/barcode.ts";
import { centimos } from "../../kernel/money.ts";
import { lineAmount } from "../../kernel/pricing.ts";
import { measureFor } from "./measure.ts";
import { parseScaleLabel } from "./scale_barcode.ts";

Deno.test("three soles of chicken cost three soles", () => {
  const measured = measureFor(centimos(990), centimos(300))!;
  assert.equal(measured.quantity, 303);
  assert.equal(
    lineAmount({ unitPrice: centimos(990), quantity: measured.quantity }) - measured.discount,
    300,
  );
});

Deno.test("whatever the price, the buyer pays the amount asked for", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 50_000 }), fc.integer({ min: 1, max: 50_000 }), (price, amount) => {
      const measured = measureFor(centimos(price), centimos(amount));
      if (!measured) return;
      const whole = lineAmount({ unitPrice: centimos(price), quantity: measured.quantity });
      assert.equal(whole - measured.discount, amount);
      assert.ok(
        measured.discount >= 0 && measured.discount <= Math.ceil(price / 1000),
        "never more than a gram",
      );
    }),
  );
});

Deno.test("nothing is bought with nothing", () => {
  assert.equal(measureFor(centimos(990), centimos(0)), null);
  assert.equal(measureFor(centimos(0), centimos(300)), null);
});

const label = (body: string) => body + checkDigit(body);

Deno.test("a scale's label says article and price, or article and weight", () => {
  assert.deepEqual(parseScaleLabel(label("200012300569")), { code: "123", meaning: "centimos", value: 569 });
  assert.deepEqual(parseScaleLabel(label("280012300575")), { code: "123", meaning: "grams", value: 575 });
  assert.deepEqual(parseScaleLabel(label("210012300575"), { 21: "grams" })?.meaning, "grams");
});

Deno.test("what is no label is none", () => {
  const wrongDigit = label("200012300569").slice(0, 12) + ((checkDigit("200012300569") + 1) % 10);
  for (const text of ["7759173000142", wrongDigit, "20001230056", label("200012300000"), "abc"]) {
    assert.equal(parseScaleLabel(text), null, text);
  }
});
