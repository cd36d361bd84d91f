import assert from "node:assert/strict";
import { notePayment, startMembership } from "../commands/membership/billing.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { EXIT } from "../scripts/cli.ts";
import { runScript } from "./support/run_script.ts";
import { emptyShop, withServices } from "./support/services.ts";

Deno.test("a desktop licence is sold, paid, handed over as a file, and known by the public key alone", () =>
  withServices(async (services) => {
    const { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN } = services.environment;
    const licence = (...args: string[]) =>
      runScript("licence", args, { CASERITO_DATA_DIR, CASERITO_BASE_DOMAIN });
    const { tenant: shop } = await emptyShop(services, "bodega-ana"),
      log = systemContext(services, services.platform);
    assert.ok((await startMembership(log, { id: services.ids.next() }, { shop, plan: "puesto" })).ok);

    const sold = await licence("sell", "--shop", "bodega-ana", "--computers", "2", "--json");
    assert.equal(sold.code, 0, sold.err);
    const { invoiceId, amountCentimos } = JSON.parse(sold.out);
    assert.equal(amountCentimos, 350_00);
    const issue = () => licence("issue", "--shop", "bodega-ana", "--invoice", invoiceId, "--computers", "2");
    const early = await issue();
    assert.deepEqual([early.code, /todavía no está pagada/.test(early.err)], [EXIT.cannotCreate, true]);
    const paymentId = services.ids.next();
    assert.ok(
      (await notePayment(log, { id: paymentId }, {
        ...{
          shop,
          paymentId,
          amountCentimos,
          valueAt: services.clock.now(),
          provider: "efectivo",
          reference: "1",
        },
      })).ok,
    );
    const handed = await issue();
    assert.equal(handed.code, 0, handed.err);
    assert.equal((await issue()).out, handed.out, "whoever lost it gets the same");

    const path = `${CASERITO_DATA_DIR}/licencia.txt`, key = (await licence("key")).out.trim();
    await Deno.writeTextFile(path, handed.out);
    const verified = await licence("verify", "--file", path, "--key", key, "--json");
    assert.equal(JSON.parse(verified.out).computers, 2);
    await Deno.writeTextFile(path, handed.out.replace("bodega-ana", "bodega-luz"));
    assert.equal((await licence("verify", "--file", path, "--key", key)).code, EXIT.failed);
  }));
