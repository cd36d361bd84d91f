import assert from "node:assert/strict";
import { signInOperator } from "../commands/people/operators.ts";
import { walletAccounts } from "../events/projections/payments/queries.ts";
import { sourceById } from "../events/store/control/wallet_sources.ts";
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

Deno.test("the phone that hears of the platform's own Yape is paired and ended by one command each", () =>
  withServices(async (services) => {
    const { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN } = services.environment;
    const wallet = (...args: string[]) =>
      runScript("operator", ["wallet", ...args, "--json"], { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN });
    assert.equal((await wallet("--kind", "paloma", "--name", "Celular")).code, EXIT.usage);
    const paired = await wallet("--kind", "signed", "--name", "Celular de la oficina");
    assert.equal(paired.code, 0, paired.err);
    const { sourceId, secret, accountId } = JSON.parse(paired.out);
    assert.match(secret, /^cws_[A-Za-z0-9_-]{43}$/);
    const source = await sourceById(services.control, null, sourceId);
    assert.deepEqual(source?.accounts, { yape: accountId });
    const box = ["--kind", "mail", "--name", "Correo", "--account", accountId];
    const nobodys = await wallet(...box);
    assert.deepEqual([nobodys.code, /Correo al que escribe el banco: falta/.test(nobodys.err)], [
      EXIT.cannotCreate,
      true,
    ], nobodys.err);
    const mailbox = await wallet(...box, "--recipient", "pagos@caserito.test");
    assert.match(JSON.parse(mailbox.out).url, /^http.*\/avisos\/correo\/[A-Za-z0-9_-]{43}$/);
    assert.equal((await walletAccounts(services.platform.db)).length, 1, "the same account");
    assert.equal((await wallet("--revoke", sourceId)).code, 0);
    assert.equal(await sourceById(services.control, null, sourceId), null);
    assert.notEqual((await wallet("--revoke", services.ids.next())).code, 0);
  }));
