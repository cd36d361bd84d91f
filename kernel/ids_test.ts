import assert from "node:assert/strict";
import { isUuid, uuidv7Maker } from "./ids.ts";
import { instantOf } from "./time.ts";

const at = (ms: number) => ({ now: () => instantOf(ms) });

Deno.test("an id is a UUIDv7 that carries its millisecond (RFC 9562 §5.7)", () => {
  const id = uuidv7Maker(at(1_700_000_000_000)).next();
  assert.ok(isUuid(id));
  assert.equal(id[14], "7");
  assert.match(id[19]!, /[89ab]/);
  assert.equal(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16), 1_700_000_000_000);
});

Deno.test("ids of one maker rise, within a millisecond and when the clock goes back", () => {
  let ms = 1_700_000_000_000;
  const maker = uuidv7Maker({ now: () => instantOf(ms) });
  const made = Array.from({ length: 500 }, (_, i) => {
    if (i === 250) ms -= 60_000;
    return maker.next();
  });
  assert.deepEqual(made, made.toSorted());
  assert.equal(new Set(made).size, made.length);
});

Deno.test("all bits set still make room for the next one", () => {
  const maker = uuidv7Maker(at(1), (bytes) => bytes.fill(255));
  const [first, second] = [maker.next(), maker.next()];
  assert.ok(second! > first!);
  assert.ok(isUuid(second!));
});

Deno.test("what is no UUID is not taken for one", () => {
  for (
    const text of [
      "",
      "019ab000",
      "019AB000-0000-7000-8000-000000000000",
      "019ab000-0000-7000-0000-000000000000",
    ]
  ) {
    assert.equal(isUuid(text), false, text);
  }
});
