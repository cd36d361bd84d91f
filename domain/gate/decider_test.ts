import assert from "node:assert/strict";
import { scenario } from "../../tests/support/scenario.ts";
import { gateDecider } from "./decider.ts";

const gate = scenario(gateDecider, assert.deepEqual);
const set = (open: boolean, reason: string) => ({ type: "SetSalesGate", open, reason }) as const;
const was = (open: boolean, reason: string) => ({ type: "SalesGateSet", data: { open, reason } }) as const;

Deno.test("the gate closes with its reason and opens again", () => {
  gate.given().when(set(false, "plan vencido")).then(was(false, "plan vencido"));
  gate.given(was(false, "plan vencido")).when(set(true, "pagado")).then(was(true, "pagado"));
});

Deno.test("saying what already stands changes nothing; another reason does", () => {
  gate.given().when(set(true, "al día")).then();
  gate.given(was(false, "plan vencido")).when(set(false, "plan vencido")).then();
  gate.given(was(false, "plan vencido")).when(set(false, "disputa")).then(was(false, "disputa"));
});
