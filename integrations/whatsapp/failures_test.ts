import assert from "node:assert/strict";
import type { FailureAction } from "../../kernel/carrier.ts";
import { actionOf } from "./failures.ts";

/** The table of payments-peru §4.1, row by row. */
const TABLE: readonly (readonly [readonly number[], FailureAction])[] = [
  [[130429, 131056, 4, 80007], "retry"],
  [[131000, 131016, 2], "retry"],
  [[131026], "next_channel"],
  [[131047], "fix"],
  [[131048, 131049], "not_today"],
  [[132000, 132001, 132005, 132007, 132012, 132015, 132016], "fix"],
  [[131008, 100], "fix"],
  [[0, 190, 10, 200, 250, 299, 133010, 131042], "page"],
];

Deno.test("every documented code of WhatsApp leads where its table says, and an unknown one to a person", () => {
  for (const [codes, action] of TABLE) {
    for (const code of codes) assert.equal(actionOf(code), action, String(code));
  }
  assert.equal(actionOf(999_999), "fix");
  assert.equal(actionOf(300), "fix");
});
