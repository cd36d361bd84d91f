import assert from "node:assert/strict";
import { personalOf } from "../events/store/control/accounts.ts";
import { cashiersOfShop } from "../events/store/control/people.ts";
import { keptMessages } from "../events/store/control/messages.ts";
import { formOf, type OwnerPages, textOf, withOwner } from "./support/owner_pages.ts";
import { HostBrowser } from "./support/host_browser.ts";
import { withTwoShops } from "./support/two_shops.ts";

const DOOR = "http://minimarket-lucha.caserito.test", BASE = "http://caserito.test";

async function hire(pages: OwnerPages, fields: Record<string, string>) {
  const form = formOf((await pages.get("/equipo/nueva")).html, "personId");
  return await pages.post("/equipo/nueva", { ...form, ...fields });
}
const facts = async ({ shop }: OwnerPages) =>
  (await shop.store.read({ limit: 500 })).filter(({ stream }) => /^(?:staff|audit)-/.test(stream))
    .map(({ type }) => type);
const idOf = async (pages: OwnerPages, name: string) => {
  const { html } = await pages.get("/equipo");
  return new RegExp(`href="/equipo/([0-9a-f-]{36})"[^>]*>(?:(?!</a>).)*${name}`, "s").exec(html)?.[1] ?? "";
};
async function deed(pages: OwnerPages, id: string, name: string, fields: Record<string, string> = {}) {
  const form = formOf((await pages.get(`/equipo/${id}`)).html, `value="${name}"`);
  return await pages.post(`/equipo/${id}`, { ...form, ...fields });
}

Deno.test("an owner adds a cashier by what she does, and she opens the till with her PIN", () =>
  withOwner(async (pages) => {
    const refused = await hire(pages, { name: "Rosa", role: "cashier", pin: "1234", phone: "" });
    assert.equal(refused.status, 422);
    assert.match(refused.html, /es de los que todos prueban primero/);
    assert.ok(!refused.html.includes('value="1234"'), "a PIN is never shown");
    assert.equal((await hire(pages, { name: "Rosa", role: "cashier", pin: "4831", phone: "" })).status, 303);

    assert.match(textOf((await pages.get("/equipo")).html), /Rosa Cajera · con PIN · todavía no entra/);
    const { control } = pages.services;
    const [rosa] = await cashiersOfShop(control, pages.shop.shop.id);
    const entered = await pages.post("/ingresar", { personId: rosa!.personId, pin: "4831" }, "nobody");
    assert.equal(entered.to, "/caja");
    assert.match(textOf((await pages.get("/equipo")).html), /Rosa Cajera · con PIN · vista el/);
    assert.deepEqual(await facts(pages), ["StaffAdded", "PinSet"]);
    const row = JSON.stringify(await control.all("SELECT * FROM staff"));
    assert.ok(!row.includes("Rosa") && !row.includes("4831"));
  }));

Deno.test("a change of role ends her sessions at once; another PIN ends those of the old one", () =>
  withOwner(async (pages) => {
    const { cashier } = pages.shop.people;
    assert.equal((await pages.get("/caja", "cashier")).status, 200);
    await deed(pages, cashier.personId, "rol", { role: "manager" });
    assert.match((await pages.get("/caja", "cashier")).to, /\/ingresar/);
    await deed(pages, cashier.personId, "pin", { pin: "4831" });
    const enter = (pin: string) => pages.post("/ingresar", { personId: cashier.personId, pin }, "nobody");
    const session = /caserito=([\w-]{43})/.exec((await enter("4831")).headers.get("set-cookie") ?? "")![1]!;
    const as = async () => {
      const browser = new HostBrowser(pages.fetch);
      browser.cookies(DOOR).set("caserito", session);
      return (await browser.get(`${DOOR}/hoy`)).status;
    };
    assert.equal(await as(), 200, "she is a manager now");
    await deed(pages, cashier.personId, "pin", { pin: "5937" });
    assert.equal(await as(), 303);
    assert.equal((await enter("4831")).status, 422);
    assert.deepEqual(await facts(pages), ["StaffRoleChanged", "PinSet", "PinSet"]);
  }));

Deno.test("who left enters nowhere, comes back without a PIN, and an old form changes nothing", () =>
  withOwner(async (pages) => {
    const { cashier } = pages.shop.people, { personId } = cashier;
    await deed(pages, personId, "pin", { pin: "4831" });
    const leave = formOf((await pages.get(`/equipo/${personId}`)).html, 'value="baja"');
    await pages.post(`/equipo/${personId}`, leave);
    assert.match((await pages.get("/caja", "cashier")).to, /\/ingresar/);
    assert.equal((await pages.post("/ingresar", { personId, pin: "4831" }, "nobody")).status, 422);
    await deed(pages, personId, "alta");
    assert.match(textOf((await pages.get(`/equipo/${personId}`)).html), /Poner PIN/);
    await pages.post(`/equipo/${personId}`, leave);
    assert.match(textOf((await pages.get("/equipo")).html), /cashier lucha Cajera · sin PIN/, "works on");
    assert.deepEqual(await facts(pages), ["PinSet", "StaffDeactivated", "StaffReactivated"]);
  }));

Deno.test("the only owner stays one", () =>
  withOwner(async (pages) => {
    const { owner } = pages.shop.people;
    for (
      const [name, fields] of [["rol", { role: "cashier" }], ["baja", {}], ["borrar", {
        seguro: "on",
      }]] as const
    ) {
      const refused = await deed(pages, owner.personId, name, fields);
      assert.match(refused.html, /Es la única dueña/, name);
    }
    assert.deepEqual(await facts(pages), []);
  }));

Deno.test("a person's data go out as one file, and are erased as one action: nothing opens them any more", () =>
  withOwner(async (pages) => {
    await hire(pages, { name: "Rosa Mamani", role: "cashier", pin: "4831", phone: "911 222 333" });
    const id = await idOf(pages, "Rosa Mamani"), { control, subjectKeys } = pages.services;
    const data = JSON.parse((await pages.get(`/equipo/${id}/datos`)).html);
    assert.deepEqual([data.name, data.role], ["Rosa Mamani", "cashier"]);
    const copies = await control.all<{ sealed_name: string }>(
      "SELECT sealed_name FROM staff WHERE person_id = ?",
      [id],
    );
    assert.equal((await deed(pages, id, "borrar")).status, 400, "not by one press");
    await deed(pages, id, "borrar", { seguro: "on" });
    assert.match(textOf((await pages.get("/equipo")).html), /Persona borrada/);
    assert.equal(await subjectKeys.open("platform", JSON.parse(copies[0]!.sealed_name)), null, "an old copy");
    assert.deepEqual(await control.all("SELECT * FROM personal WHERE person_id = ?", [id]), []);
    assert.deepEqual(await facts(pages), ["StaffAdded", "PinSet", "StaffDeactivated", "StaffErased"]);
  }));

Deno.test("one person, two shops: a proven phone is one account, and no shop learns what another calls them", () =>
  withTwoShops(async (shops) => {
    const rosa = new HostBrowser(shops.fetch), phone = "911 222 333";
    const owners = [shops.a, shops.b].map((shop) => {
      const browser = new HostBrowser(shops.fetch), door = `http://${shop.shop.slug}.caserito.test`;
      browser.cookies(door).set("caserito", shop.people.owner.token!);
      return { browser, door, shop };
    });
    const enter = async () => {
      await rosa.post(`${BASE}/ingresar`, { phone });
      const code = /^\d{6}/.exec((await keptMessages(shops.services.control))[0]!.text)![0];
      return await rosa.post(`${BASE}/ingresar`, { phone, code });
    };
    for (const [i, { browser, door }] of owners.entries()) {
      const form = formOf((await browser.get(`${door}/equipo/nueva`)).html, "personId");
      const name = i === 0 ? "Rosita de la mañana" : "La señora Rosa";
      await browser.post(`${door}/equipo/nueva`, { ...form, name, role: "cashier", phone, pin: "4831" });
      await enter();
    }
    const list = textOf((await rosa.get(`${BASE}/ingresar`)).html);
    assert.match(list, /minimarket-lucha Cajera/);
    assert.match(list, /bodega-rosa Cajera/);
    const [a, b] = await Promise.all(
      owners.map(async ({ browser, door }) => (await browser.get(`${door}/equipo`)).html),
    );
    assert.ok(a!.includes("Rosita de la mañana") && !a!.includes("La señora Rosa"));
    assert.ok(b!.includes("La señora Rosa") && !b!.includes("Rosita de la mañana"));
  }));

Deno.test("an auditor reads and verifies, changes nothing, and each hour of looking is one event (ledger T15)", () =>
  withOwner(async (pages) => {
    for (const path of ["/auditoria", "/auditoria/sellos", "/api/v1/ledger/events"]) {
      assert.equal((await pages.get(path, "auditor")).status, 200);
    }
    assert.deepEqual(await facts(pages), ["AuditAccessed"]);
    pages.clock.forward(3_600_000);
    await pages.get("/auditoria", "auditor");
    await pages.get("/auditoria", "owner");
    assert.deepEqual(await facts(pages), ["AuditAccessed", "AuditAccessed"]);
    for (const path of ["/caja", "/hoy", "/productos", "/equipo"]) {
      assert.equal((await pages.get(path, "auditor")).status, 403, path);
    }
  }));

Deno.test("who left the shop is out of its practice too, and is erased whole", () =>
  withOwner(async (pages) => {
    const { manager } = pages.shop.people, { services, shop } = pages;
    const practice = new HostBrowser(pages.fetch);
    practice.cookies(DOOR).set("caserito", manager.token!);
    const { to } = await practice.post(`${DOOR}/practica`, {});
    const inside = await practice.follow(to);
    assert.deepEqual([inside.status, new URL(inside.at).pathname], [200, "/caja"]);
    await deed(pages, manager.personId, "borrar", { seguro: "on" });
    assert.match((await practice.get(inside.at)).to, /\/ingresar/);
    const { name } = await personalOf(services.control, manager.personId);
    assert.equal(name, null, `${shop.shop.slug} was the only shop`);
  }));
