import { FIRST_SALE, type FunnelStep } from "../../events/store/control/onboarding.ts";
import { NICHES } from "../../niches/mod.ts";
import { stepsOf } from "../../niches/onboarding.ts";
import { Table } from "../../ui/Table.tsx";

/** What the funnel is asked for: every step of every trade, and the first sale at its end. */
export const FUNNEL_STEPS = NICHES.flatMap((niche) =>
  [...stepsOf(niche).map(({ step }) => step), FIRST_SALE].map((step) => ({ niche: niche.slug, step }))
);

/** Steps of a trade, its first sale with them. */
export const stepsOfNiche = (niche: string): number =>
  FUNNEL_STEPS.filter((one) => one.niche === niche).length;

const TITLES = new Map(
  NICHES.flatMap(({ slug, onboarding }) =>
    onboarding.map(({ id, title }) => [`${slug} ${id}`, title] as const)
  ),
);

function afterText(ms: number | null): string {
  if (ms === null) return "—";
  const minutes = Math.round(ms / 60_000);
  if (minutes < 2) return `${Math.round(ms / 1000)} s`;
  return minutes < 120
    ? `${minutes} min`
    : minutes < 2_880
    ? `${Math.round(minutes / 60)} h`
    : `${Math.round(minutes / 1_440)} días`;
}

/** How far the shops of each trade come in their first days, for the operator: where they stop, and how long half of them take. */
export const FunnelTable = (
  { niche, steps }: { readonly niche: string; readonly steps: readonly FunnelStep[] },
) => (
  <Table
    caption={NICHES.find(({ slug }) => slug === niche)?.title ?? niche}
    columns={[
      { head: "Paso", cell: ({ step }) => TITLES.get(`${niche} ${step}`) ?? "Primera venta" },
      { head: "Tiendas", numeric: true, cell: ({ shops, of }) => `${shops} de ${of}` },
      {
        head: "Llegan",
        numeric: true,
        cell: ({ shops, of }) => of === 0 ? "—" : `${Math.round(shops * 100 / of)} %`,
      },
      { head: "La mitad tarda", numeric: true, cell: ({ medianMs }) => afterText(medianMs) },
    ]}
    rows={steps.filter((row) => row.niche === niche)}
    keyOf={({ step }) => step}
  />
);
