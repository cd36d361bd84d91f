import { type Context, page, type PageProps } from "fresh";
import { type Invitation, newPairingCode } from "../../../commands/devices/credentials.ts";
import { listDevices, type ListedDevice } from "../../../commands/devices/list_devices.ts";
import { type Register, registers } from "../../../events/projections/shop/queries.ts";
import { tillSettings } from "../../../events/projections/till_settings/queries.ts";
import { DEVICES } from "../../../i18n/es_pe/devices.ts";
import { isUuid } from "../../../kernel/ids.ts";
import { EmptyState } from "../../../ui/Card.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { doneOf, readTyped } from "../../(_shared)/form.ts";
import { shopOrigin } from "../../(_shared)/origins.ts";
import { ShopPage } from "../../(_shared)/ShopPage.tsx";
import { DeviceList } from "./(_parts)/DeviceList.tsx";
import { Inviting } from "./(_parts)/Inviting.tsx";
import { OnlyAuthorised } from "./(_parts)/OnlyAuthorised.tsx";

interface DevicesPage {
  readonly devices: readonly ListedDevice[];
  readonly registers: readonly Register[];
  readonly onlyByCode: boolean;
  /** On the answer that made it and on no other: only its hash is kept. */
  readonly invitation: (Invitation & { readonly address: string }) | null;
  readonly cmdId: string;
  readonly done: string | undefined;
}

const DONE: Readonly<Record<string, string>> = {
  quitado: DEVICES.revoked,
  nombre: DEVICES.renamed,
  ajuste: DEVICES.saved,
};

async function devicesPage(
  ctx: Context<ShopState>,
  invitation: DevicesPage["invitation"] = null,
): Promise<DevicesPage> {
  const { services, store } = ctx.state;
  const [devices, tills, settings] = await Promise.all([
    listDevices(services.control, store),
    registers(store.db),
    tillSettings(store.db),
  ]);
  return {
    devices,
    registers: tills,
    onlyByCode: settings.pairing === "code",
    invitation,
    cmdId: services.ids.next(),
    done: DONE[doneOf(ctx)],
  };
}

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await devicesPage(ctx)),

  /** Gives a code. */
  async POST(ctx) {
    const { services, shop, staff } = ctx.state, { registerId = "" } = await readTyped(ctx.req);
    const invitation = await newPairingCode({ ...services, shop: shop.id }, {
      personId: staff.personId,
      registerId: isUuid(registerId) ? registerId : null,
    });
    const address = `${shopOrigin(services.environment, shop)}/vincular`;
    return page(await devicesPage(ctx, { ...invitation, address }));
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<DevicesPage, ShopState>) => (
  <ShopPage state={state} url={url} title={DEVICES.title}>
    <div class="grid gap-6 max-w-prose">
      <p class="text-ink-soft">{DEVICES.lead}</p>
      {data.done && <Notice tone="ok" title={data.done} />}
      <Inviting {...data} />
      {data.devices.length === 0
        ? <EmptyState icon="shield-check" title={DEVICES.none}>{DEVICES.noneHint}</EmptyState>
        : <DeviceList devices={data.devices} cmdId={data.cmdId} />}
      <OnlyAuthorised isOn={data.onlyByCode} cmdId={data.cmdId} />
    </div>
  </ShopPage>
));
