import assert from "node:assert/strict";
import { bannerFor } from "./banner.ts";
import { DUE, invoice, lima, started, unpaid } from "./membership_fixture.ts";
import { membershipStatus } from "./status.ts";

const at = (moment: string) => membershipStatus(unpaid, lima(moment));

Deno.test("case 25: a cashier never sees the debt, and nothing at all until the shop is restricted", () => {
  for (const moment of ["2026-10-25", "2026-11-03 12:00", "2026-11-05 12:00"]) {
    assert.equal(bannerFor(false, at(moment)), null, moment);
  }
  assert.deepEqual(bannerFor(false, at("2026-11-08 12:00")), { to: "staff", state: "RESTRICTED" });
  assert.deepEqual(bannerFor(false, at("2026-11-12 12:00")), { to: "staff", state: "BLOCKED" });
});

Deno.test("the owner is told amount, day and what comes next from the first day of grace", () => {
  assert.equal(bannerFor(true, at("2026-11-03 12:00")), null);
  assert.deepEqual(bannerFor(true, at("2026-11-05 12:00")), {
    to: "owner",
    state: "GRACE",
    debtCentimos: 5000,
    dueOn: DUE,
    nextChangeAt: lima("2026-11-07 05:00"),
  });
  assert.equal(bannerFor(true, null), null, "nobody has billed the shop");
  assert.equal(bannerFor(true, membershipStatus([started(), invoice(2)], lima("2026-11-03"))), null);
});
