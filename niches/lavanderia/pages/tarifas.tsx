import { page, type PageProps } from "fresh";
import { z } from "zod";
import { defineSetting, settingOf } from "../../../commands/define_setting.ts";
import { askedBy } from "../../../commands/input/asked.ts";
import { inId, inPositiveMoney, inQuantity } from "../../../commands/input/fields.ts";
import type { Product } from "../../../events/facts/catalogue.ts";
import { productsPage } from "../../../events/projections/catalogue/queries.ts";
import { formatQuantity, ONE, type Quantity, quantity } from "../../../kernel/quantity.ts";
import { Button } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineNichePage, nicheContext, type NicheState, readFields } from "../../page.ts";
import { PriceRows } from "../../PriceRows.tsx";
import { reprice, typedPrices } from "../../reprice.ts";
import { TariffSet } from "../facts.ts";

const PATH = "/lavanderia/tarifas", STREAM = "lavanderia.tariff", MOST = 300;
/** What most laundries of Lima charge at least. */
const MINIMUM = quantity(3 * ONE);

const setTariff = defineSetting({
  type: "lavanderia.SetTariff",
  fact: TariffSet,
  stream: STREAM,
  schema: z.object({
    minimum: inQuantity,
    prices: z.array(z.object({ productId: inId, priceCentimos: inPositiveMoney })).min(1).max(MOST),
  }),
});

interface TariffPage {
  readonly products: readonly Product[];
  readonly minimum: string;
  readonly wrong: ReadonlySet<string>;
  readonly typed: Readonly<Record<string, string>>;
  readonly cmdId: string;
  readonly notice: "saved" | "wrong" | null;
}

async function shown({ store, services: { ids } }: NicheState): Promise<TariffPage> {
  const [{ items }, said] = await Promise.all([
    productsPage(store.db, { limit: MOST }),
    settingOf<{ minimum: Quantity }>(store, STREAM),
  ]);
  return {
    // By the kilo first: that is what a laundry is asked for.
    products: items.toSorted((a, b) =>
      Number(b.unit === "kg") - Number(a.unit === "kg") ||
      (a.category ?? "").localeCompare(b.category ?? "", "es")
    ),
    minimum: formatQuantity(said?.minimum ?? MINIMUM, "unidad"),
    wrong: new Set(),
    typed: {},
    cmdId: ids.next(),
    notice: null,
  };
}

export const handler = defineNichePage.handlers({
  GET: async ({ state, url }) =>
    page<TariffPage>({ ...await shown(state), notice: url.searchParams.has("hecho") ? "saved" : null }),
  async POST(ctx) {
    const { state } = ctx, field = await readFields(ctx.req), now = await shown(state);
    const { prices, wrong } = typedPrices(field, now.products), minimum = field("minimum")[0] ?? "";
    const asked = askedBy({ cmdId: field("cmdId")[0] ?? "" }, state.services.ids);
    const said = {
      minimum,
      prices: [...prices].map(([productId, priceCentimos]) => ({ productId, priceCentimos })),
    };
    const done = wrong.size === 0 && (await reprice(nicheContext(state), asked, now.products, prices)).ok &&
      (await setTariff(nicheContext(state), asked, said)).ok;
    if (done) return ctx.redirect(`${PATH}?hecho=1`, 303);
    const typed = Object.fromEntries([...wrong].map((id) => [id, field(`price.${id}`)[0] ?? ""]));
    return page<TariffPage>({ ...now, minimum, wrong, typed, notice: "wrong" }, { status: 422 });
  },
});

/** Prices by the kilo and by the piece on one page: the till charges by them from this moment on. */
export default defineNichePage.page<typeof handler>(({ data }: PageProps<TariffPage, NicheState>) => (
  <form method="post" action={PATH} class="grid gap-4 max-w-prose">
    <input type="hidden" name="cmdId" value={data.cmdId} />
    {data.notice === "saved" && (
      <Notice
        tone="ok"
        title="Guardamos tus tarifas. La caja ya cobra con ellas"
      />
    )}
    {data.notice === "wrong" && (
      <Notice
        tone="danger"
        title="Revisa lo marcado: los precios van en soles y el mínimo en kilos, por ejemplo 3"
      />
    )}
    <Card title="Mínimo por bolsa">
      <div class="w-40">
        <Field
          name="minimum"
          label="Kilos"
          value={data.minimum}
          inputMode="decimal"
          autocomplete="off"
          maxLength={8}
        />
      </div>
    </Card>
    <PriceRows
      products={data.products}
      wrong={data.wrong}
      typed={(productId) =>
        data.typed[productId]}
    />
    <div class="sticky bottom-0 max-md:bottom-14 bg-paper py-3">
      <Button wide>Guardar tarifas</Button>
    </div>
  </form>
));
