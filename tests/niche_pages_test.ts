import assert from "node:assert/strict";
import { productsPage } from "../events/projections/catalogue/queries.ts";
import { NICHES } from "../niches/mod.ts";
import { onboardingOf } from "../niches/onboarding.ts";
import { appOver } from "./support/app.ts";
import { signedUp, type SignedUpShop, withSignedUp } from "./support/signed_up.ts";
import { withServices } from "./support/services.ts";

const productNamed = async ({ store }: SignedUpShop, name: string) =>
  (await productsPage(store.db, { query: name, limit: 1 })).items[0]!;
const lastOf = async ({ store }: SignedUpShop, type: string) =>
  (await store.read({ types: [type], descending: true, limit: 1 }))[0]?.data;

Deno.test("every page of a trade is for those who may change the catalogue of a shop of that trade", () =>
  withServices(async (services) => {
    const app = await appOver(services), bodega = await signedUp(services, "bodega", app);
    for (const niche of NICHES) {
      const own = niche.pages.length > 0 ? await signedUp(services, niche.slug, app) : null;
      for (const { path, title } of niche.pages) {
        const page = await own!.ask("GET", path), html = await page.text();
        assert.equal(page.status, 200, path);
        assert.ok(html.includes(`>${title}</h1>`) && html.includes(own!.shop.name), path);
        for (const method of ["GET", "POST"] as const) {
          const anonymous = await app(
            new Request(`http://${own!.shop.slug}.caserito.test${path}`, { method }),
          );
          assert.match(anonymous.headers.get("location") ?? "", /^\/ingresar\?ir=/, `${method} ${path}`);
          assert.equal(
            (await bodega.ask(method, path, method === "POST" ? [] : undefined)).status,
            404,
            path,
          );
        }
      }
    }
  }));

Deno.test("veterinaria: specialties and hours finish its first days", () =>
  withSignedUp("veterinaria", async (made) => {
    const path = "/veterinaria/especialidades";
    assert.equal((await made.ask("POST", path, [])).status, 422);
    assert.equal((await made.ask("POST", path, [["specialties", "astrologia"]])).status, 422);
    const chosen = [["specialties", "vacunacion"], ["specialties", "cirugia"]] as const;
    assert.equal((await made.ask("POST", path, chosen)).status, 303);
    assert.deepEqual(await lastOf(made, "veterinaria.SpecialtiesSet"), {
      specialties: ["cirugia", "vacunacion"],
    });
    assert.match(await (await made.ask("GET", path)).text(), /value="cirugia" checked/);
    await made.ask("POST", "/ajustes/horario", [["6.from", "09:00"], ["6.to", "13:00"]]);
    const steps = await onboardingOf(made.store.db, NICHES.find(({ slug }) => slug === "veterinaria")!);
    assert.ok(steps.every(({ isDone }) => isDone));
  }));

Deno.test("peluquería: prices go to the catalogue, minutes into the fact, both from one form and once", () =>
  withSignedUp("peluqueria", async (made) => {
    const path = "/peluqueria/servicios", cut = await productNamed(made, "Corte de dama");
    const fields = (price: string, minutes: string) =>
      [["cmdId", made.services.ids.next()], [`price.${cut.productId}`, price], [
        `minutes.${cut.productId}`,
        minutes,
      ]] as const;
    for (
      const [price, minutes] of [["tres", "45"], ["0", "45"], ["40", "mil"], ["40", "3"], ["40", ""]] as const
    ) {
      assert.equal((await made.ask("POST", path, fields(price, minutes))).status, 422, `${price} ${minutes}`);
    }
    const good = fields("42.50", "45");
    assert.equal((await made.ask("POST", path, good)).status, 303);
    const { size } = await made.store.head();
    assert.equal((await made.ask("POST", path, good)).status, 303, "sent twice");
    assert.equal((await made.store.head()).size, size);
    assert.equal((await productNamed(made, "Corte de dama")).priceCentimos, 4250);
    assert.deepEqual(await lastOf(made, "peluqueria.ServicesSet"), {
      services: [{ productId: cut.productId, minutes: 45 }],
    });
  }));

Deno.test("lavandería: the tariff by the kilo is the price that the till charges", () =>
  withSignedUp("lavanderia", async (made) => {
    const path = "/lavanderia/tarifas", wash = await productNamed(made, "Lavado y secado");
    const fields = (price: string, minimum: string) =>
      [["minimum", minimum], [`price.${wash.productId}`, price]] as const;
    assert.equal((await made.ask("POST", path, fields("siete", "3"))).status, 422);
    assert.equal((await made.ask("POST", path, fields("7.50", "poco"))).status, 422);
    assert.equal((await made.ask("POST", path, fields("7.50", "2.5"))).status, 303);
    assert.equal((await productNamed(made, "Lavado y secado")).priceCentimos, 750);
    assert.deepEqual(await lastOf(made, "lavanderia.TariffSet"), {
      minimum: 2500,
      prices: [{ productId: wash.productId, priceCentimos: 750 }],
    });
  }));
