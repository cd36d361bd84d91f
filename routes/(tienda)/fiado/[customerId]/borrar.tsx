import { type Context, HttpError, page, type PageProps } from "fresh";
import { eraseCustomer } from "../../../../commands/customer/keep_customer.ts";
import { type OpenCustomer, openCustomer } from "../../../../commands/customer/load_customer.ts";
import { may } from "../../../../commands/people/permissions.ts";
import { customerById } from "../../../../events/projections/credit/queries.ts";
import { CREDIT } from "../../../../i18n/es_pe/credit.ts";
import { refusalText } from "../../../../i18n/es_pe/refusals.ts";
import { Button, LinkButton } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { askedBy, readTyped } from "../../../(_shared)/form.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

interface ErasePage {
  readonly customer: OpenCustomer;
  readonly cmdId: string;
  readonly problem: string | null;
}

async function erasePage(
  { state: { store, staff, services }, params }: Context<ShopState>,
  problem: string | null,
): Promise<ErasePage> {
  if (!may(staff.role, "manage_data")) throw new HttpError(403);
  const sealed = await customerById(store.db, params["customerId"] ?? "");
  if (!sealed) throw new HttpError(404);
  return { customer: await openCustomer(store, sealed), cmdId: services.ids.next(), problem };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await erasePage(ctx, null)),

  async POST(ctx) {
    const { customer: { customerId } } = await erasePage(ctx, null);
    const asked = askedBy(await readTyped(ctx.req), ctx.state.services.ids);
    const erased = await eraseCustomer(commandContext(ctx.state), asked, { customerId });
    if (erased.ok) return ctx.redirect("/fiado?hecho=borrado", 303);
    return page(await erasePage(ctx, refusalText(erased.error)), { status: 409 });
  },
});

/** The one thing here that cannot be undone, so it says first what it does. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<ErasePage, ShopState>) => {
  const { customer, cmdId, problem } = data;
  return (
    <ShopPage state={state} url={url} title={CREDIT.eraseTitle(customer.name ?? CREDIT.unknown)}>
      <div class="grid gap-4 max-w-form">
        {problem && <Notice tone="danger" title={problem} />}
        {customer.balanceCentimos > 0 && (
          <Notice tone="danger" title={CREDIT.eraseOwes(customer.balanceCentimos)} />
        )}
        <Card>
          <div class="grid gap-3">
            <p>{CREDIT.eraseWhat}</p>
            <p>{CREDIT.eraseStays}</p>
          </div>
        </Card>
        <form method="post" class="flex flex-wrap gap-2">
          <input type="hidden" name="cmdId" value={cmdId} />
          <Button kind="danger" icon="trash">{CREDIT.eraseButton}</Button>
          <LinkButton kind="secondary" href={`/fiado/${customer.customerId}`}>{CREDIT.keep}</LinkButton>
        </form>
      </div>
    </ShopPage>
  );
});
