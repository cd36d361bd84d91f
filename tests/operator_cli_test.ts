import assert from "node:assert/strict";
import { signInOperator } from "../commands/people/operators.ts";
import { EXIT } from "../scripts/cli.ts";
import { runScript } from "./support/run_script.ts";
import { withServices } from "./support/services.ts";

Deno.test("an operator made by one command enters with what it printed, and one e-mail makes one", () =>
  withServices(async (services) => {
    const { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN } = services.environment;
    const password = "una clave muy larga", email = "olga@caserito.test";
    const create = (CASERITO_OPERATOR_PASSWORD: string) =>
      runScript("operator", ["create", "--email", email, "--json"], {
        CASERITO_DATA_DIR,
        CASERITO_BASE_DOMAIN,
        CASERITO_OPERATOR_PASSWORD,
      });
    assert.equal((await create("12345678")).code, EXIT.usage, "everybody tries that one");
    const made = await create(password);
    assert.equal(made.code, 0, made.err);
    const { recoveryCodes, otpauth } = JSON.parse(made.out);
    assert.match(otpauth, /^otpauth:\/\/totp\/Caserito:olga%40caserito\.test\?secret=[A-Z2-7]{32}&/);
    const entered = await signInOperator(services, { email, password, code: recoveryCodes[9] });
    assert.equal(entered.ok, true);
    const again = await create(password);
    assert.deepEqual([again.code, /--email/.test(again.err)], [EXIT.cannotCreate, true]);
  }));
