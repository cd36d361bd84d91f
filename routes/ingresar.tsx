import { type Context, HttpError, page, type PageProps } from "fresh";
import { signInWithPassword, signInWithPin } from "../commands/people/sign_in.ts";
import { cashiersOfShop } from "../events/store/control/people.ts";
import { SIGN_IN } from "../i18n/es_pe/pages.ts";
import { signInText } from "../i18n/es_pe/people.ts";
import { Button } from "../ui/Button.tsx";
import { Card } from "../ui/Card.tsx";
import { Field, Select } from "../ui/Field.tsx";
import { Notice } from "../ui/Notice.tsx";
import { PublicShell } from "../ui/Shell.tsx";
import { define, type State } from "./(_shared)/define.ts";
import { ownPath } from "./(_shared)/origins.ts";
import { signedIn, signInContext } from "./(_shared)/signing_in.ts";

interface SignIn {
  readonly cashiers: readonly { readonly value: string; readonly label: string }[];
  readonly error: string | null;
  readonly email: string;
  readonly personId: string;
  /** Where to go after: a path of this shop, never another origin. */
  readonly next: string;
}

const text = (form: FormData, name: string): string => {
  const value = form.get(name);
  return typeof value === "string" ? value : "";
};
const nextOf = (ctx: Context<State>): string => ownPath(ctx.url.searchParams.get("ir"));

async function signInPage(ctx: Context<State>, typed: Partial<SignIn> = {}): Promise<SignIn> {
  const { shop, services } = ctx.state;
  if (!shop) throw new HttpError(404);
  const cashiers = await cashiersOfShop(services.control, shop.id);
  return {
    cashiers: cashiers.map((staff) => ({ value: staff.personId, label: staff.name })),
    error: ctx.url.searchParams.get("aviso") === "pase" ? SIGN_IN.passOver : null,
    email: "",
    personId: "",
    next: nextOf(ctx),
    ...typed,
  };
}

export const handler = define.handlers({
  GET: async (ctx) => page(await signInPage(ctx)),
  async POST(ctx) {
    const { shop } = ctx.state;
    if (!shop) throw new HttpError(404);
    const form = await ctx.req.formData();
    const context = { ...signInContext(ctx), shop: shop.id };
    const byPin = form.has("pin");
    const result = await (byPin ? signInWithPin : signInWithPassword)(context, Object.fromEntries(form));
    if (!result.ok) {
      const typed = {
        error: signInText(result.error),
        email: text(form, "email"),
        personId: text(form, "personId"),
      };
      return page(await signInPage(ctx, typed), {
        status: result.error.type === "SignInTooMany" ? 429 : 422,
      });
    }
    return signedIn(ctx, result.value, byPin && nextOf(ctx) === "/" ? "/caja" : nextOf(ctx));
  },
});

export default define.page<typeof handler>(({ data, state }: PageProps<SignIn, State>) => {
  const action = `/ingresar?ir=${encodeURIComponent(data.next)}`;
  return (
    <PublicShell>
      <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
        <h1 class="text-28 font-extrabold">{state.shop?.name}</h1>
        {data.error && <Notice tone="danger" title={data.error} />}
        <Card title={SIGN_IN.cashierHeading}>
          {data.cashiers.length === 0
            ? <p class="text-ink-soft">{SIGN_IN.noCashiers}</p>
            : (
              <form method="post" action={action} class="grid gap-4">
                <Select name="personId" label={SIGN_IN.who} value={data.personId} choices={data.cashiers} />
                <Field
                  name="pin"
                  label={SIGN_IN.pin}
                  type="password"
                  inputMode="numeric"
                  autocomplete="off"
                  maxLength={6}
                  required
                />
                <Button icon="lock" wide>{SIGN_IN.enterTill}</Button>
              </form>
            )}
        </Card>
        <Card title={SIGN_IN.ownerHeading}>
          <form method="post" action={action} class="grid gap-4">
            <Field
              name="email"
              label={SIGN_IN.email}
              type="email"
              value={data.email}
              autocomplete="username"
              required
            />
            <Field
              name="password"
              label={SIGN_IN.password}
              type="password"
              autocomplete="current-password"
              required
            />
            <Button kind="secondary" wide>{SIGN_IN.enter}</Button>
          </form>
        </Card>
      </div>
    </PublicShell>
  );
});
