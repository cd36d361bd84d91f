import { page, type PageProps } from "fresh";
import { defineSetting, settingOf } from "../commands/define_setting.ts";
import { askedBy } from "../commands/input/asked.ts";
import { inId } from "../commands/input/fields.ts";
import type { AnyFactDefinition } from "../events/facts/define_fact.ts";
import type { Product } from "../events/facts/catalogue.ts";
import { productsPage } from "../events/projections/catalogue/queries.ts";
import { z } from "zod";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { defineNichePage, nicheContext, type NicheState, readFields } from "./page.ts";
import type { ServiceTimes } from "./service_times.ts";
import { PriceRows } from "./PriceRows.tsx";
import { reprice, typedPrices } from "./reprice.ts";

export interface ServicePage {
  readonly path: string;
  readonly fact: AnyFactDefinition;
  /** Stream of the fact, and prefix of the command's name. */
  readonly stream: string;
  /** How long a service takes while nobody has said; null for a category that is sold and not done. */
  readonly minutesOf: (category: string | null) => number | null;
}

interface Shown {
  readonly products: readonly Product[];
  readonly minutes: Readonly<Record<string, string>>;
  readonly wrong: ReadonlySet<string>;
  readonly typed: Readonly<Record<string, string>>;
  readonly cmdId: string;
  readonly notice: "saved" | "wrong" | "none" | null;
}

/** More than any catalogue of services holds. */
const MOST = 300;

const zServiceTimesInput = z.object({
  services: z.array(z.object({ productId: inId, minutes: z.int().min(5).max(720) })).min(1).max(MOST),
});

/** The page of a trade that says what it does, for how much and how long: prices go to the catalogue, times into its own fact. */
export function servicePage({ path, fact, stream, minutesOf }: ServicePage) {
  const setTimes = defineSetting({ type: `${stream}.Set`, fact, stream, schema: zServiceTimesInput });

  const shown = async ({ store, services: { ids } }: NicheState): Promise<Shown> => {
    const [{ items }, said] = await Promise.all([
      productsPage(store.db, { limit: MOST }),
      settingOf<{ services: ServiceTimes }>(store, stream),
    ]);
    const minutes = said
      ? said.services.map(({ productId, minutes }) => [productId, String(minutes)])
      : items.map(({ productId, category }) => [productId, String(minutesOf(category) ?? "")]);
    return {
      products: items.toSorted((a, b) => (a.category ?? "").localeCompare(b.category ?? "", "es")),
      minutes: Object.fromEntries(minutes),
      wrong: new Set(),
      typed: {},
      cmdId: ids.next(),
      notice: null,
    };
  };

  const handler = defineNichePage.handlers({
    GET: async ({ state, url }) =>
      page<Shown>({ ...await shown(state), notice: url.searchParams.has("hecho") ? "saved" : null }),
    async POST(ctx) {
      const { state } = ctx, field = await readFields(ctx.req), now = await shown(state);
      const { prices, wrong } = typedPrices(field, now.products);
      const minutes = Object.fromEntries(
        now.products.map(({ productId }) => [productId, field(`minutes.${productId}`)[0]?.trim() ?? ""]),
      );
      const services = Object.entries(minutes).filter(([, text]) => text !== "")
        .map(([productId, text]) => ({ productId, minutes: Number(text) }));
      const refused = (notice: Shown["notice"]) => {
        const typed = Object.fromEntries(
          [...wrong].map((productId) => [productId, field(`price.${productId}`)[0] ?? ""]),
        );
        return page<Shown>({ ...now, minutes, wrong, typed, notice }, { status: 422 });
      };
      if (wrong.size > 0) return refused("wrong");
      const asked = askedBy({ cmdId: field("cmdId")[0] ?? "" }, state.services.ids);
      const context = nicheContext(state);
      if (!(await reprice(context, asked, now.products, prices)).ok) return refused("none");
      if (!(await setTimes(context, asked, { services })).ok) return refused("none");
      return ctx.redirect(`${path}?hecho=1`, 303);
    },
  });

  const component = defineNichePage.page<typeof handler>(({ data }: PageProps<Shown, NicheState>) => (
    <form method="post" action={path} class="grid gap-4 max-w-prose">
      <input type="hidden" name="cmdId" value={data.cmdId} />
      {data.notice === "saved" && <Notice tone="ok" title="Guardamos tus servicios y sus precios" />}
      {data.notice === "wrong" && (
        <Notice tone="danger" title="Revisa los precios marcados: van en soles, por ejemplo 35.00" />
      )}
      {data.notice === "none" && (
        <Notice tone="danger" title="Pon los minutos de al menos un servicio, de 5 a 720" />
      )}
      <p class="text-ink-soft">
        Pon el precio y los minutos de lo que haces. Lo que no haces, o solo vendes, se queda sin minutos.
      </p>
      <PriceRows
        products={data.products}
        wrong={data.wrong}
        typed={(productId) =>
          data.typed[productId]}
        extra={({ productId }) => (
          <div class="w-24 min-w-0">
            <Field
              name={`minutes.${productId}`}
              label="Minutos"
              value={data.minutes[productId]}
              inputMode="numeric"
              autocomplete="off"
              maxLength={3}
            />
          </div>
        )}
      />
      <div class="sticky bottom-0 max-md:bottom-14 bg-paper py-3">
        <Button wide>Guardar servicios</Button>
      </div>
    </form>
  ));
  return { handler, default: component };
}
