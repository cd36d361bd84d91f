import { type Context, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { requestCode, signInWithCode } from "../commands/people/phone_code.ts";
import type { SignInRefusal } from "../commands/people/refusals.ts";
import { signInToAccount, signInWithPassword, signInWithPin } from "../commands/people/sign_in.ts";
import { workplaces } from "../events/store/control/accounts.ts";
import { cashiersOfShop } from "../events/store/control/people.ts";
import type { Shop } from "../events/store/control/shops.ts";
import { ACCOUNT } from "../i18n/es_pe/account.ts";
import { SIGN_IN } from "../i18n/es_pe/pages.ts";
import { CODE_WORDS, signInText } from "../i18n/es_pe/people.ts";
import { PublicShell } from "../ui/Shell.tsx";
import { define, type State } from "./(_shared)/define.ts";
import { readTyped, type Typed } from "./(_shared)/form.ts";
import { ownPath } from "./(_shared)/origins.ts";
import { signedIn, signInContext } from "./(_shared)/signing_in.ts";
import { doorsOf, goOn, wishOf, wishQuery } from "./ingresar/(_parts)/go_on.ts";
import { MyShops, type MyShopsProps } from "./ingresar/(_parts)/MyShops.tsx";
import { PlatformDoor, type PlatformDoorProps } from "./ingresar/(_parts)/PlatformDoor.tsx";
import { ShopDoor, type ShopDoorProps } from "./ingresar/(_parts)/ShopDoor.tsx";

/** One address, two doors: a shop's own, and the platform's, behind which one chooses among one's shops. */
type SignIn =
  | { readonly at: "shop"; readonly door: ShopDoorProps }
  | { readonly at: "platform"; readonly door: PlatformDoorProps }
  | { readonly at: "shops"; readonly list: MyShopsProps };

const statusOf = ({ type }: SignInRefusal): number =>
  type === "SignInTooMany" ? 429 : type === "CodesUnavailable" ? 503 : 422;

async function shopDoor(
  ctx: Context<State>,
  shop: Shop,
  typed: Partial<ShopDoorProps> = {},
): Promise<SignIn> {
  const cashiers = await cashiersOfShop(ctx.state.services.control, shop.id);
  const door = {
    shopName: shop.name,
    cashiers: cashiers.map((staff) => ({ value: staff.personId, label: staff.name })),
    error: ctx.url.searchParams.get("aviso") === "pase" ? SIGN_IN.passOver : null,
    email: "",
    personId: "",
    next: ownPath(ctx.url.searchParams.get("ir")),
    ...typed,
  };
  return { at: "shop", door };
}

async function enterShop(ctx: Context<State>, shop: Shop, typed: Typed): Promise<Response | SignInRefusal> {
  const byPin = "pin" in typed, context = { ...signInContext(ctx), shop: shop.id };
  const result = await (byPin ? signInWithPin : signInWithPassword)(context, typed);
  if (!result.ok) return result.error;
  const next = ownPath(ctx.url.searchParams.get("ir"));
  return signedIn(ctx, result.value, byPin && next === "/" ? "/caja" : next);
}

function platformDoor(ctx: Context<State>, typed: Partial<PlatformDoorProps> = {}): SignIn {
  const wish = wishOf(ctx.url);
  const door = {
    query: wishQuery(wish),
    error: null,
    notice: wish.slug === null ? null : ACCOUNT.forShop,
    phone: "",
    email: "",
    sent: false,
    codes: ctx.state.services.messages.ready,
    ...typed,
  };
  return { at: "platform", door };
}

/** A phone alone asks for a code; with the code, or with e-mail and password, it is signing in. */
async function enterPlatform(ctx: Context<State>, typed: Typed) {
  const context = signInContext(ctx), { phone = "", email = "" } = typed;
  if ("phone" in typed && !("code" in typed)) {
    const { messages } = ctx.state.services;
    const asked = await requestCode({ ...context, messages, words: CODE_WORDS }, typed);
    return asked.ok
      ? page(platformDoor(ctx, { phone: asked.value.phone, sent: true }))
      : refused(platformDoor(ctx, { phone, error: signInText(asked.error) }), asked.error);
  }
  const byCode = "code" in typed, result = await (byCode ? signInWithCode : signInToAccount)(context, typed);
  if (result.ok) return signedIn(ctx, result.value, await goOn(ctx, result.value.personId));
  return refused(
    platformDoor(ctx, { phone, email, sent: byCode, error: signInText(result.error) }),
    result.error,
  );
}

const refused = (shown: SignIn, refusal: SignInRefusal) => page(shown, { status: statusOf(refusal) });

export const handler = define.handlers({
  async GET(ctx) {
    const { shop, account, services } = ctx.state;
    if (shop) return page(await shopDoor(ctx, shop));
    if (!account) return page(platformDoor(ctx));
    const wish = wishOf(ctx.url), aviso = ctx.url.searchParams.get("aviso");
    if (wish.slug !== null) return ctx.redirect(await goOn(ctx, account.personId), 303);
    const shops = doorsOf(ctx, await workplaces(services.control, account.personId));
    const notice = aviso === "sin-tienda" ? ACCOUNT.notYourShop : null;
    return page<SignIn>({ at: "shops", list: { name: account.name, shops, notice } });
  },
  async POST(ctx) {
    const { shop } = ctx.state, typed = await readTyped(ctx.req);
    if (!shop) return await enterPlatform(ctx, typed);
    const entered = await enterShop(ctx, shop, typed);
    if (entered instanceof Response) return entered;
    const { email = "", personId = "" } = typed;
    return refused(await shopDoor(ctx, shop, { email, personId, error: signInText(entered) }), entered);
  },
});

export default define.page<typeof handler>(({ data, state }: PageProps<SignIn, State>) => (
  <PublicShell>
    <Head>
      <title>{`${SIGN_IN.title} · ${state.shop?.name ?? "Caserito"}`}</title>
    </Head>
    {data.at === "shop" && <ShopDoor {...data.door} />}
    {data.at === "platform" && <PlatformDoor {...data.door} />}
    {data.at === "shops" && <MyShops {...data.list} />}
  </PublicShell>
));
