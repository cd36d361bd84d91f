import assert from "node:assert/strict";
import { parseQr } from "../../kernel/emv_qr.ts";
import { centimos } from "../../kernel/money.ts";
import { codeShown } from "./wallet_code.ts";
import { YAPE, YAPE_CODE } from "./wallet_fixture.ts";

Deno.test("the shop's own code stays letter by letter, until the shop asks for the amount in it", () => {
  assert.equal(codeShown(YAPE, centimos(1250)), YAPE_CODE);
  const shown = codeShown({ ...YAPE, injectAmount: true }, centimos(1250)), read = parseQr(shown);
  assert.ok(read.ok, "its CRC is made anew");
  const own = parseQr(YAPE_CODE);
  assert.ok(own.ok);
  assert.deepEqual(
    read.value.filter(({ tag }) => tag !== "63" && tag !== "01"),
    own.value.flatMap((object) => {
      if (object.tag === "53") return [object, { tag: "54", value: "12.50" }];
      return object.tag === "63" || object.tag === "01" ? [] : [object];
    }),
  );
  assert.equal(read.value.find(({ tag }) => tag === "01")?.value, "12", "of one use");
});

Deno.test("a code that no amount can be put into is shown as it is", () => {
  const broken = `${YAPE_CODE.slice(0, -4)}0000`;
  assert.equal(codeShown({ ...YAPE, qrText: broken, injectAmount: true }, centimos(1250)), broken);
});
