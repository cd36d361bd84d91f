import { startSession } from "../../commands/people/sessions.ts";
import { signUp } from "../../commands/shops/sign_up.ts";
import type { Services } from "../../compose.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { TenantStore } from "../../events/store/types.ts";
import { beginningOf } from "../../niches/beginning.ts";
import { appOver, type Fetch } from "./app.ts";
import { withServices } from "./services.ts";
import { taken } from "./test_shop.ts";

/** A shop as a stranger just made it, and its owner's browser. */
export interface SignedUpShop {
  readonly services: Services;
  readonly shop: Shop;
  readonly store: TenantStore;
  readonly ownerId: string;
  readonly app: Fetch;
  /** Of the owner's session at the shop. */
  readonly token: string;
  ask(
    method: "GET" | "POST",
    path: string,
    fields?: readonly (readonly [string, string])[],
  ): Promise<Response>;
}

export async function signedUp(services: Services, niche: string, app: Fetch): Promise<SignedUpShop> {
  const form = { signUpId: services.ids.next(), phone: "987654321", niche, name: "", slug: "" };
  const { shop, personId } = taken(
    await signUp({ ...services, address: null, personId: null }, form, beginningOf),
  );
  const { token } = await startSession(services, { personId, shop: shop.id, way: "hand_over" });
  const origin = `http://${shop.slug}.${services.environment.CASERITO_BASE_DOMAIN}`;
  return {
    services,
    shop,
    store: await services.tenants.get(shop.id),
    ownerId: personId,
    app,
    token,
    ask: (method, path, fields) =>
      app(
        new Request(origin + path, {
          method,
          headers: { cookie: `caserito=${token}`, origin, "sec-fetch-site": "same-origin" },
          ...fields && { body: new URLSearchParams(fields.map(([name, value]) => [name, value])) },
        }),
      ),
  };
}

export const withSignedUp = (niche: string, work: (made: SignedUpShop) => Promise<void>): Promise<void> =>
  withServices(async (services) => work(await signedUp(services, niche, await appOver(services))));
