import { page, type PageProps } from "fresh";
import {
  type OpeningHours,
  openingHoursOf,
  setOpeningHours,
} from "../../../commands/shop/set_opening_hours.ts";
import { HOURS_PAGE } from "../../../i18n/es_pe/settings.ts";
import { Button } from "../../../ui/Button.tsx";
import { cx } from "../../../ui/cx.ts";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, doneOf, readTyped, type Typed } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface HoursPage {
  /** Times by field, `1.from`, `1.to`, `1.again`, `1.end`. */
  readonly times: Typed;
  readonly cmdId: string;
  readonly notice: "saved" | "wrong" | null;
}

const PARTS = ["from", "to", "again", "end"] as const;

function timesOf(hours: OpeningHours): Typed {
  return Object.fromEntries(hours.flatMap(({ day, spans: [first, second] }) => [
    [`${day}.from`, first?.from ?? ""],
    [`${day}.to`, first?.to ?? ""],
    [`${day}.again`, second?.from ?? ""],
    [`${day}.end`, second?.to ?? ""],
  ]));
}

/** Days with nothing written are closed; a half-written one goes on to be refused. */
function hoursOf(times: Typed) {
  return HOURS_PAGE.days.flatMap((_, index) => {
    const day = index + 1;
    const [from = "", to = "", again = "", end = ""] = PARTS.map((part) => times[`${day}.${part}`]?.trim());
    const spans = [{ from, to }, { from: again, to: end }].filter((span) =>
      span.from !== "" || span.to !== ""
    );
    return spans.length === 0 ? [] : [{ day, spans }];
  });
}

export const handler = defineShop.handlers({
  GET: async (ctx) =>
    page<HoursPage>({
      times: timesOf(await openingHoursOf(ctx.state.store)),
      cmdId: ctx.state.services.ids.next(),
      notice: doneOf(ctx) === "horario" ? "saved" : null,
    }),
  async POST(ctx) {
    const { state } = ctx, { ids } = state.services, times = await readTyped(ctx.req);
    const done = await setOpeningHours(commandContext(state), askedBy(times, ids), { hours: hoursOf(times) });
    if (done.ok) return ctx.redirect("/ajustes/horario?hecho=horario", 303);
    return page<HoursPage>({ times, cmdId: ids.next(), notice: "wrong" }, { status: 422 });
  },
});

/** When the shop is open, one row a day. */
export default defineShop.page<typeof handler>((
  { data: { times, cmdId, notice }, state, url }: PageProps<HoursPage, ShopState>,
) => (
  <ShopPage state={state} url={url} title={HOURS_PAGE.title}>
    <form method="post" action="/ajustes/horario" class="grid gap-4 max-w-prose">
      <input type="hidden" name="cmdId" value={cmdId} />
      {notice === "saved" && <Notice tone="ok" title={HOURS_PAGE.saved} />}
      {notice === "wrong" && <Notice tone="danger" title={HOURS_PAGE.wrong} />}
      <p class="text-ink-soft">{HOURS_PAGE.lead}</p>
      <div class="rounded border bg-paper">
        {HOURS_PAGE.days.map((name, index) => (
          <fieldset key={name} class={cx("px-4 py-3", index > 0 && "border-t")}>
            <legend class="font-semibold float-left w-full">{name}</legend>
            <div class="grid grid-cols-2 sm:grid-cols-4 gap-2 pt-2 clear-both">
              {PARTS.map((part) => (
                <TimeField
                  key={part}
                  name={`${index + 1}.${part}`}
                  label={HOURS_PAGE[part]}
                  value={times[`${index + 1}.${part}`]}
                />
              ))}
            </div>
          </fieldset>
        ))}
      </div>
      <div>
        <Button>{HOURS_PAGE.save}</Button>
      </div>
    </form>
  </ShopPage>
));

const TimeField = ({ name, label, value }: {
  readonly name: string;
  readonly label: string;
  readonly value: string | undefined;
}) => (
  <div class="grid gap-1">
    <label for={name} class="text-14 text-ink-soft">{label}</label>
    <input
      id={name}
      name={name}
      type="time"
      value={value}
      class="tap w-full rounded border border-edge bg-paper px-2 text-16 tabular-nums"
    />
  </div>
);
