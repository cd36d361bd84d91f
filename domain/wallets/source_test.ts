import assert from "node:assert/strict";
import { scenario } from "../../tests/support/scenario.ts";
import { sourceDecider, type SourceFact } from "./source.ts";

const sources = scenario(sourceDecider, assert.deepEqual);
const sourceId = "0192f0c1-0000-7000-8000-0000000000c1";
const [a, b] = ["0192f0c1-0000-7000-8000-00000000000a", "0192f0c1-0000-7000-8000-00000000000b"];
const paired: SourceFact = {
  type: "WalletSourcePaired",
  data: { sourceId, kind: "signed", accountIds: [a, b] },
};
const revoked: SourceFact = { type: "WalletSourceRevoked", data: { sourceId } };
const pairing = { type: "PairSource", sourceId, kind: "signed", accountIds: [b, a, b] } as const;

Deno.test("a source is paired once, with each account said once", () => {
  sources.given().when({ ...pairing, accountIds: [...pairing.accountIds] }).then(paired);
  sources.given(paired).when({ ...pairing, accountIds: [a] }).refused({ type: "WalletSourceExists" });
  sources.given(paired, revoked).when({ ...pairing, accountIds: [a] }).refused({
    type: "WalletSourceExists",
  });
});

Deno.test("a source ends for ever, and ending it twice is once", () => {
  const revoking = { type: "RevokeSource", sourceId } as const;
  sources.given(paired).when(revoking).then(revoked);
  sources.given(paired, revoked).when(revoking).then();
  sources.given().when(revoking).refused({ type: "WalletSourceUnknown" });
});
