import assert from "node:assert/strict";
import { forgets } from "./storage.ts";

const GB = 1024 ** 3;

Deno.test("a window that forgets is told by what its browser refuses or lends there (features §3 item 19)", () => {
  const lasting = { quota: 60 * GB, heapLimit: GB, hasFiles: true };
  assert.equal(forgets(lasting), false);
  assert.equal(forgets({ ...lasting, hasFiles: false }), true, "Firefox and Safari");
  assert.equal(forgets({ ...lasting, quota: GB }), true, "Chrome while it told");
  assert.equal(forgets({ ...lasting, quota: null }), false, "one that says nothing is believed");
  assert.equal(forgets({ quota: 10 * GB, heapLimit: 4 * GB, hasFiles: true }), false, "Chrome since");
});
