import { type Context, HttpError, page, type PageProps } from "fresh";
import { may } from "../../../commands/people/permissions.ts";
import { setRegisterPrinter } from "../../../commands/shop/set_register_printer.ts";
import { type NetworkPrinter, type Register, registers } from "../../../events/projections/shop/queries.ts";
import { PRINTER_PAGE } from "../../../i18n/es_pe/till.ts";
import PrinterLadder from "../../../islands/PrinterLadder.tsx";
import { formatStamp } from "../../../kernel/time.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../(_shared)/define.ts";
import { askedBy, doneOf, type FormState, freshForm, readTyped, refusedForm } from "../../(_shared)/form.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";

interface PrinterPage {
  readonly registers: readonly Register[];
  readonly form: FormState;
  readonly stamp: string;
  readonly cmdId: string;
  readonly isSaved: boolean;
}

async function printerPage(ctx: Context<ShopState>, form: FormState): Promise<PrinterPage> {
  const { store, services: { clock, ids } } = ctx.state;
  return {
    registers: await registers(store.db),
    form,
    stamp: formatStamp(clock.now()),
    cmdId: ids.next(),
    isSaved: doneOf(ctx) === "guardada",
  };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await printerPage(ctx, freshForm())),

  async POST(ctx) {
    if (!may(ctx.state.staff.role, "manage_devices")) throw new HttpError(403);
    const typed = await readTyped(ctx.req), asked = askedBy(typed, ctx.state.services.ids);
    const done = await setRegisterPrinter(commandContext(ctx.state), asked, typed);
    if (done.ok) return ctx.redirect("/caja/impresora?hecho=guardada", 303);
    return page(await printerPage(ctx, refusedForm(typed, done.error, ["address"])), { status: 422 });
  },
});

const addressOf = ({ host, port }: NetworkPrinter): string => port === 9100 ? host : `${host}:${port}`;

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<PrinterPage, ShopState>) => (
  <ShopPage
    state={state}
    url={url}
    title={PRINTER_PAGE.title}
    actions={<LinkButton kind="secondary" href="/caja">{PRINTER_PAGE.back}</LinkButton>}
  >
    <div class="grid gap-4 max-w-prose no-print">
      {data.isSaved && <Notice tone="ok" title={PRINTER_PAGE.saved} />}
      <p class="text-ink-soft">{PRINTER_PAGE.lead}</p>
    </div>
    <div class="max-w-prose pt-4">
      <PrinterLadder
        shopName={state.shop.name}
        person={state.staff.name}
        stamp={data.stamp}
        registers={data.registers.map(({ registerId, name, printer }) => ({
          registerId,
          name,
          address: printer && addressOf(printer),
        }))}
      />
    </div>
    {may(state.staff.role, "manage_devices") && (
      <section class="grid gap-3 max-w-prose pt-6 no-print">
        <h2 class="text-20 font-semibold">{PRINTER_PAGE.network}</h2>
        <p class="text-ink-soft">{PRINTER_PAGE.networkHint}</p>
        {data.registers.map((register) => (
          <AddressForm key={register.registerId} data={data} register={register} />
        ))}
      </section>
    )}
  </ShopPage>
));

function AddressForm({ data, register }: { readonly data: PrinterPage; readonly register: Register }) {
  const { registerId, name, printer } = register, { typed, errors, problem } = data.form;
  const isAsked = typed["registerId"] === registerId;
  return (
    <Card title={name}>
      <form method="post" action="/caja/impresora" class="grid gap-3">
        <input type="hidden" name="cmdId" value={data.cmdId} />
        <input type="hidden" name="registerId" value={registerId} />
        {isAsked && problem && <Notice tone="danger" title={problem} />}
        <Field
          name="address"
          id={`address-${registerId}`}
          label={PRINTER_PAGE.address}
          hint={PRINTER_PAGE.addressHint}
          error={isAsked ? errors["address"] : undefined}
          value={isAsked ? typed["address"] : printer ? addressOf(printer) : ""}
          inputMode="decimal"
          autocomplete="off"
          maxLength={24}
        />
        <div class="grid gap-3 sm:grid-cols-2">
          <Select
            name="paper"
            id={`paper-${registerId}`}
            label={PRINTER_PAGE.paper}
            value={String(printer?.paper ?? 80)}
            choices={[{ value: "80", label: "80 mm" }, { value: "58", label: "58 mm" }]}
          />
          <Select
            name="cut"
            id={`cut-${registerId}`}
            label={PRINTER_PAGE.cutter}
            value={printer?.cut === false ? "0" : "1"}
            choices={PRINTER_PAGE.cutters}
          />
        </div>
        <Button kind="secondary">{PRINTER_PAGE.save}</Button>
      </form>
    </Card>
  );
}
