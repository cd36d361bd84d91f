import assert from "node:assert/strict";
import { optOutToken } from "../../commands/messages/contact.ts";
import { hasOptedOut } from "../../events/projections/outbox/queries.ts";
import { BASE } from "../support/console.ts";
import { textOf } from "../support/owner_pages.ts";
import { withTwoShops } from "../support/two_shops.ts";

Deno.test("whoever holds the link of a mail wants no more, or wants it again, and nothing larger is read", () =>
  withTwoShops(async ({ services, fetch, a }) => {
    const personId = services.ids.next(), token = await optOutToken(services.control, personId);
    const path = `${BASE}/avisos/dejar/${token}`, isOut = () => hasOptedOut(services.platform.db, personId);
    const send = async (body: string, url = path, type = "application/x-www-form-urlencoded") => {
      const request = new Request(url, { method: "POST", body, headers: { "content-type": type } });
      return (await fetch(request)).status;
    };
    const page = async () => textOf(await (await fetch(new Request(path))).text());
    assert.match(await page(), /recordatorios/i);
    assert.equal(await isOut(), false, "a program that follows links changes nothing");
    assert.equal(await send("que=dejar"), 303);
    assert.equal(await isOut(), true);
    assert.equal(await send("que=recibir"), 303);
    assert.equal(await isOut(), false);
    assert.equal(await send(`que=dejar&x=${"x".repeat(1_000_000)}`), 413);
    assert.equal(await send("{}", path, "application/json"), 400);
    const other = `${services.ids.next()}${token.slice(36)}`;
    assert.equal(await send("que=dejar", `${BASE}/avisos/dejar/${other}`), 404);
    assert.equal(await send("que=dejar", path.replace("//", `//${a.shop.slug}.`)), 404, "not at a shop");
    assert.equal(await isOut(), false);
  }));
