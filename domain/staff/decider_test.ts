import assert from "node:assert/strict";
import { decideStaff, type StaffCommand, type StaffPlace } from "./decider.ts";

const personId = "0192f0c1-5d00-7000-8000-000000000001";
const cashier: StaffPlace = { role: "cashier", active: true, lastOwner: false };
const owner: StaffPlace = { role: "owner", active: true, lastOwner: true };
type Said = StaffCommand extends infer C ? C extends StaffCommand ? Omit<C, "personId"> : never : never;
const types = (command: Said, place: StaffPlace) => {
  const decided = decideStaff({ ...command, personId } as StaffCommand, place);
  return decided.ok ? decided.value.map(({ type }) => type) : decided.error.type;
};

Deno.test("somebody begins with a role, and with a PIN where one was given", () => {
  assert.deepEqual(types({ type: "AddStaff", role: "cashier", pin: true }, null), ["StaffAdded", "PinSet"]);
  assert.deepEqual(types({ type: "AddStaff", role: "auditor", pin: false }, null), ["StaffAdded"]);
  assert.deepEqual(types({ type: "AddStaff", role: "auditor", pin: false }, cashier), "StaffExists");
  assert.deepEqual(types({ type: "AddStaff", role: "cashier", pin: false }, { ...cashier, active: false }), [
    "StaffAdded",
  ]);
});

Deno.test("a role changes from what it was, and the same one changes nothing", () => {
  const changed = decideStaff({ type: "ChangeStaffRole", personId, role: "manager" }, cashier);
  assert.deepEqual(changed.ok && changed.value, [
    { type: "StaffRoleChanged", data: { personId, from: "cashier", to: "manager" } },
  ]);
  assert.deepEqual(types({ type: "ChangeStaffRole", role: "cashier" }, cashier), []);
});

Deno.test("the last owner neither leaves nor becomes something else", () => {
  assert.equal(types({ type: "ChangeStaffRole", role: "cashier" }, owner), "LastOwner");
  assert.equal(types({ type: "DeactivateStaff" }, owner), "LastOwner");
  assert.equal(types({ type: "EraseStaff" }, owner), "LastOwner");
  assert.deepEqual(types({ type: "DeactivateStaff" }, { ...owner, lastOwner: false }), ["StaffDeactivated"]);
});

Deno.test("who left has no PIN, comes back as what they were, and is erased without leaving twice", () => {
  const gone = { ...cashier, active: false };
  assert.equal(types({ type: "SetStaffPin" }, gone), "StaffUnknown");
  assert.deepEqual(types({ type: "ReactivateStaff" }, gone), ["StaffReactivated"]);
  assert.deepEqual(types({ type: "DeactivateStaff" }, gone), []);
  assert.deepEqual(types({ type: "EraseStaff" }, gone), ["StaffErased"]);
  assert.deepEqual(types({ type: "EraseStaff" }, cashier), ["StaffDeactivated", "StaffErased"]);
  assert.equal(types({ type: "EraseStaff" }, null), "StaffUnknown");
});
