import assert from "node:assert/strict";
import { importCatalogue } from "../commands/catalogue/import_catalogue.ts";
import { systemContext } from "../commands/shops/create_shop.ts";
import { paymentMethodsOf } from "../commands/shop/set_payment_methods.ts";
import { onboardingFunnel } from "../events/store/control/onboarding.ts";
import { productsPage } from "../events/projections/catalogue/queries.ts";
import { NICHES } from "../niches/mod.ts";
import { onboardingOf } from "../niches/onboarding.ts";
import { FUNNEL_STEPS } from "../routes/(_shared)/FunnelTable.tsx";
import { onboardingRecorder } from "../workers/onboarding_recorder.ts";
import { appOver } from "./support/app.ts";
import { signedUp, type SignedUpShop, withSignedUp } from "./support/signed_up.ts";
import { withServices } from "./support/services.ts";
import { taken } from "./support/test_shop.ts";

const doneOf = async ({ store, shop }: SignedUpShop) =>
  (await onboardingOf(store.db, NICHES.find(({ slug }) => slug === shop.niche)!))
    .filter(({ isDone }) => isDone).map(({ id }) => id);

async function record({ services }: Pick<SignedUpShop, "services">): Promise<void> {
  const { signal } = new AbortController(), faults: string[] = [];
  const report = ({ message }: { message: string }) => void faults.push(message);
  await onboardingRecorder.run({ services, signal, report, holdJob: () => Promise.resolve(true) });
  assert.deepEqual(faults, []);
}

const notes = async ({ store }: SignedUpShop) =>
  (await store.stream("onboarding")).map(({ data, actor }) => {
    const { step, causeType } = data as { step: string; causeType: string };
    return `${step} by ${causeType}, noted by ${actor.kind}`;
  });

async function hire({ ask, services: { ids } }: SignedUpShop): Promise<void> {
  const fields = {
    cmdId: ids.next(),
    personId: ids.next(),
    name: "Rosa Mamani",
    role: "cashier",
    pin: "2580",
  };
  assert.equal((await ask("POST", "/equipo/nueva", Object.entries(fields))).status, 303);
}

async function uploadList({ store, services, ownerId }: SignedUpShop): Promise<void> {
  const { items: [before] } = await productsPage(store.db, { limit: 1 });
  const context = { ...systemContext(services, store), actor: { kind: "person", id: ownerId } as const };
  const change = { before: before!, after: { ...before!, name: "Arroz de la casa" }, openingStock: null };
  const input = {
    importId: services.ids.next(),
    fileName: "lista.xlsx",
    fileSha256: "0".repeat(64),
    changes: [change],
  };
  taken(await importCatalogue(context, { id: services.ids.next() }, input));
}

Deno.test("minimarket: each step is finished by its event alone, seen at once, and noted once by any number of workers", () =>
  withSignedUp("minimarket", async (made) => {
    assert.deepEqual(await doneOf(made), ["registro"], "the catalogue it began with finishes nothing");
    const page = await (await made.ask("GET", "/hoy")).text();
    assert.match(page, /1 de 4/);
    assert.match(page, /href="\/productos\/importar"[^>]*>(?:(?!<\/a>).)*Hacerlo ahora/);

    await uploadList(made);
    const set = await made.ask("POST", "/ajustes/cobros", [["methods", "yape"], ["methods", "efectivo"]]);
    assert.equal(set.headers.get("location"), "/ajustes/cobros?hecho=cobros");
    assert.deepEqual(await paymentMethodsOf(made.store), ["efectivo", "yape"]);
    assert.deepEqual(await doneOf(made), ["registro", "inventario-inicial", "config-pagos"]);
    await Promise.all([record(made), record(made), record(made)]);
    await hire(made);
    await Promise.all([record(made), record(made)]);
    assert.deepEqual((await notes(made)).toSorted(), [
      "config-pagos by PaymentMethodsSet, noted by system",
      "inventario-inicial by CatalogueImported, noted by system",
      "personal by StaffAdded, noted by system",
      "registro by ShopOpened, noted by system",
    ]);
    const { size } = await made.store.head();
    await record(made);
    assert.equal((await made.store.head()).size, size);
    assert.doesNotMatch(await (await made.ask("GET", "/hoy")).text(), /Pon a punto tu tienda/);
  }));

Deno.test("what is said in a setting is checked, and saying it again writes nothing", () =>
  withSignedUp("bodega", async ({ ask, store }) => {
    assert.equal((await ask("POST", "/ajustes/cobros", [])).status, 422);
    assert.equal(
      (await ask("POST", "/ajustes/horario", [["1.from", "18:00"], ["1.to", "09:00"]])).status,
      422,
    );
    assert.equal((await ask("POST", "/ajustes/horario", [["1.from", "09:00"]])).status, 422);
    assert.equal((await ask("POST", "/ajustes/horario", [])).status, 422);
    const monday = [["1.from", "09:00"], ["1.to", "13:00"], ["1.again", "15:00"], [
      "1.end",
      "20:00",
    ]] as const;
    assert.equal((await ask("POST", "/ajustes/horario", monday)).status, 303);
    const { size } = await store.head();
    assert.equal((await ask("POST", "/ajustes/horario", monday)).status, 303);
    assert.equal((await store.head()).size, size);
    assert.match(await (await ask("GET", "/ajustes/horario")).text(), /id="1\.again"[^>]*value="15:00"/);
  }));

Deno.test("the till shows the ways to pay that the shop takes, and hears of others with its next pull", () =>
  withSignedUp("bodega", async ({ ask }) => {
    const pulled = async () =>
      (await (await ask("GET", "/api/v1/sync/pull")).json() as { methods: string[] | null }).methods;
    assert.equal(await pulled(), null, "as its page says");
    assert.ok((await (await ask("GET", "/caja")).text()).includes('"tarjeta"'));
    await ask("POST", "/ajustes/cobros", [["methods", "efectivo"], ["methods", "plin"]]);
    const html = await (await ask("GET", "/caja")).text();
    assert.ok(html.includes('"plin"') && !html.includes('"tarjeta"'), "tiles of the till");
    assert.deepEqual(await pulled(), ["efectivo", "plin"]);
  }));

Deno.test("the funnel counts for each trade how many shops came how far, with the first sale at its end", () =>
  withServices(async (services) => {
    const app = await appOver(services);
    const [one] = [await signedUp(services, "bodega", app), await signedUp(services, "bodega", app)];
    await one.ask("POST", "/ajustes/cobros", [["methods", "efectivo"]]);
    await record({ services });
    const funnel = await onboardingFunnel(services.control, FUNNEL_STEPS);
    assert.deepEqual(
      funnel.filter(({ niche }) => niche === "bodega").map(({ step, shops, of }) => `${step} ${shops}/${of}`),
      ["registro 2/2", "config-pagos 1/2", "cuaderno 0/2", "inventario-inicial 0/2", "primera-venta 0/2"],
    );
    assert.equal(funnel.find(({ niche, step }) => niche === "bodega" && step === "registro")?.medianMs, 0);
  }));
