import { changePlan } from "../../commands/membership/choices.ts";
import { issueInvoice, notePayment, startMembership } from "../../commands/membership/billing.ts";
import { fixedId } from "../../commands/fixed_id.ts";
import type { CommandContext } from "../../commands/handle.ts";
import { setWalletAccount } from "../../commands/payments/set_wallet_account.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { openServices, type Services } from "../../compose.ts";
import { shopList } from "../../events/store/control/shops.ts";
import { qrText } from "../../kernel/emv_qr.ts";
import { plusMs } from "../../kernel/time.ts";
import { did, PastClock } from "./stage.ts";

const DAY = 86_400_000;

/** An invented merchant: the code has the form of a wallet's and leads nowhere. */
export const DEMO_QR = qrText([
  { tag: "00", value: "01" },
  { tag: "01", value: "11" },
  { tag: "39", value: "CASERITO DEMO 0000000000" },
  { tag: "52", value: "5611" },
  { tag: "53", value: "604" },
  { tag: "58", value: "PE" },
  { tag: "59", value: "CASERITO DEMO" },
  { tag: "60", value: "LIMA" },
]);

/** One shop that tries, and one that is two days late; all the others have paid for a year. */
const ON_TRIAL = "peluqueria-lucha", LATE = "bodega-lucha";

/**
 * Memberships of the demo: the platform has a Yape, the minimarket has paid for a year, the hairdresser tries, the bodega is
 * two days late. Only where the platform's log is new: what a developer did since stays.
 */
export async function seedDemoMemberships({ environment, clock, platform }: Services): Promise<void> {
  if ((await platform.head()).size > 0) return;
  const now = clock.now(),
    past = new PastClock(plusMs(now, -24 * DAY)),
    at = (days: number) => plusMs(now, -days * DAY);
  const services = await openServices(environment, past);
  try {
    const log = systemContext(services, services.platform);
    const shops = (await shopList(services.control)).filter(({ practiceOf }) => practiceOf === undefined);
    const paying = shops.filter(({ slug }) => slug !== ON_TRIAL && slug !== LATE);
    const named = (wanted: string) => shops.filter(({ slug }) => slug === wanted);
    await ourYape(log);
    for (const { id } of paying) await begin(log, id, "year");
    past.moveTo(at(16));
    for (const { id } of paying) await invoice(log, id);
    for (const { id } of named(LATE)) await begin(log, id, "month");
    past.moveTo(at(12));
    for (const { id } of paying) await pay(log, id);
    past.moveTo(at(8));
    for (const { id } of named(LATE)) await invoice(log, id);
    past.moveTo(at(2));
    for (const { id } of named(ON_TRIAL)) await begin(log, id, "month");
  } finally {
    await services.close();
  }
}

async function ourYape(log: CommandContext): Promise<void> {
  const accountId = fixedId("demo/platform/yape");
  did(
    await setWalletAccount(log, { id: accountId }, {
      ...{
        accountId,
        wallet: "yape",
        name: "Caserito Demo",
        qrText: DEMO_QR,
        injectAmount: false,
        active: true,
      },
    }),
  );
}

async function begin(log: CommandContext, shop: string, interval: "month" | "year"): Promise<void> {
  const changeId = fixedId(`demo/${shop}/year`);
  did(await startMembership(log, { id: fixedId(`demo/${shop}/start`) }, { shop, plan: "tienda" }));
  if (interval === "year") {
    did(await changePlan(log, { id: changeId }, { shop, changeId, plan: "tienda", interval }));
  }
}

async function invoice(log: CommandContext, shop: string): Promise<void> {
  const invoiceId = fixedId(`demo/${shop}/invoice`);
  did(await issueInvoice(log, { id: invoiceId }, { shop, invoiceId }));
}

async function pay(log: CommandContext, shop: string): Promise<void> {
  const paymentId = fixedId(`demo/${shop}/paid`);
  did(
    await notePayment(log, { id: paymentId }, {
      ...{ shop, paymentId, amountCentimos: 500_00, valueAt: log.clock.now(), provider: "yape" },
      reference: "01234567",
    }),
  );
}
