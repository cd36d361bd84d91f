import { type Context, HttpError, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { startSession } from "../commands/people/sessions.ts";
import { signUp, type SignUpRefusal } from "../commands/shops/sign_up.ts";
import { fieldMessages } from "../i18n/es_pe/fields.ts";
import { TRADE_PAGES } from "../i18n/es_pe/landing.ts";
import { SIGN_UP, signUpText } from "../i18n/es_pe/sign_up.ts";
import { beginningOf } from "../niches/beginning.ts";
import { Awning } from "../ui/Awning.tsx";
import { Button } from "../ui/Button.tsx";
import { Field } from "../ui/Field.tsx";
import { Icon } from "../ui/Icon.tsx";
import { Notice } from "../ui/Notice.tsx";
import { PublicShell } from "../ui/Shell.tsx";
import { TradeIcon } from "./(_landing)/TradeIcon.tsx";
import { clientAddress } from "./(_shared)/client_address.ts";
import { define, type State } from "./(_shared)/define.ts";
import { type FormState, freshForm, readTyped, type Typed } from "./(_shared)/form.ts";
import { platformOrigin, shopOrigin } from "./(_shared)/origins.ts";
import { signedIn, signInContext } from "./(_shared)/signing_in.ts";

interface SignUpPage {
  readonly form: FormState;
  /** A new one with each form that is shown: what was refused is not gone on with. */
  readonly signUpId: string;
  /** Addresses to choose from, where the one of the name is somebody's. */
  readonly free: readonly string[];
  readonly canonical: string;
  /** False for who is signed in already: the shop is one more of theirs. */
  readonly asksPhone: boolean;
}

const shown = (
  { state: { services, account } }: Context<State>,
  form: FormState,
  free: readonly string[] = [],
): SignUpPage => ({
  form,
  free,
  signUpId: services.ids.next(),
  canonical: `${platformOrigin(services.environment)}/crear`,
  asksPhone: account === null,
});

/** A field that no person sees and every program fills in. */
const TRAP = "empresa";

function refused(typed: Typed, refusal: SignUpRefusal): FormState {
  if (refusal.type !== "InvalidInput") return { typed, errors: {}, problem: signUpText(refusal) };
  const errors = Object.fromEntries(fieldMessages(refusal).map(({ field, message }) => [field, message]));
  return { typed, errors: errors.niche ? { ...errors, niche: SIGN_UP.tradeMissing } : errors, problem: null };
}

/** A stranger becomes the owner of a shop that can sell, and is taken to its till. */
export const handler = define.handlers({
  GET(ctx) {
    if (ctx.state.shop) throw new HttpError(404);
    return page(shown(ctx, freshForm({ niche: ctx.url.searchParams.get("rubro") ?? "" })));
  },
  async POST(ctx) {
    const { shop: here, account, services } = ctx.state;
    if (here) throw new HttpError(404);
    const typed = await readTyped(ctx.req);
    if (typed[TRAP]) throw new HttpError(400);
    const personId = account?.personId ?? null, address = clientAddress(ctx);
    const made = await signUp({ ...services, address, personId }, typed, beginningOf);
    if (!made.ok) {
      const { error } = made, free = error.type === "AddressTaken" ? error.free : [];
      return page(shown(ctx, refused(typed, error), free), {
        status: error.type === "SignUpTooMany" ? 429 : 422,
      });
    }
    const { shop } = made.value, till = `${shopOrigin(services.environment, shop)}/entrar?ir=/caja`;
    if (account) return ctx.redirect(till, 303);
    const who = { personId: made.value.personId, shop: null, way: "sign_up" } as const;
    return signedIn(ctx, await startSession(signInContext(ctx), who), till);
  },
});

export default define.page<typeof handler>((
  { data: { form, signUpId, free, canonical, asksPhone } }: PageProps<SignUpPage, State>,
) => (
  <PublicShell awning={<Awning />}>
    <Head>
      <title>{`${SIGN_UP.title} · Caserito`}</title>
      <meta name="description" content={SIGN_UP.description} />
      <link rel="canonical" href={canonical} />
    </Head>
    <div class="mx-auto max-w-form px-4 py-6 md:py-12 grid gap-6">
      <div class="grid gap-2">
        <h1 class="text-28 md:text-40 font-extrabold tracking-tight">{SIGN_UP.heading}</h1>
        <p class="text-ink-soft">{SIGN_UP.lead}</p>
      </div>
      {form.problem && <Notice tone="danger" title={form.problem} />}
      <form method="post" action="/crear" class="grid gap-6">
        <input type="hidden" name="signUpId" value={signUpId} />
        {free.length > 0 && <Addresses free={free} />}
        {asksPhone && (
          <Field
            name="phone"
            label={SIGN_UP.phone}
            hint={SIGN_UP.phoneHint}
            error={form.errors.phone}
            value={form.typed.phone}
            type="tel"
            inputMode="tel"
            autocomplete="tel-national"
            placeholder="987 654 321"
            maxLength={20}
            autofocus={free.length === 0}
            required
          />
        )}
        <Trades chosen={form.typed.niche ?? ""} error={form.errors.niche} />
        <Field
          name="name"
          label={SIGN_UP.name}
          hint={SIGN_UP.nameHint}
          error={form.errors.name}
          value={form.typed.name}
          autocomplete="organization"
          placeholder="Bodega Rosita"
          maxLength={80}
        />
        <div class="absolute invisible" aria-hidden="true">
          <label for={TRAP}>Empresa</label>
          <input id={TRAP} name={TRAP} tabIndex={-1} autocomplete="off" />
        </div>
        <Button kind="charge" size="charge" icon="arrow-right" wide>{SIGN_UP.create}</Button>
      </form>
      <p class="text-center">
        <a href="/ingresar" class="tap inline-flex items-center px-3 text-mar font-semibold hover:underline">
          {SIGN_UP.have}
        </a>
      </p>
    </div>
  </PublicShell>
));

/** One tap each: a list that opens would cost two. */
const Trades = ({ chosen, error }: { readonly chosen: string; readonly error: string | undefined }) => (
  <fieldset class="grid gap-2" aria-describedby={error && "niche-error"}>
    <legend class="font-semibold pb-1">{SIGN_UP.trade}</legend>
    <div class="grid grid-cols-2 gap-2">
      {TRADE_PAGES.map(({ slug, name }) => (
        <label
          key={slug}
          class="choice tap-till flex items-center gap-2 rounded border border-edge bg-paper px-2 py-2"
        >
          <input type="radio" name="niche" value={slug} checked={slug === chosen} required class="sr-only" />
          <span class="text-toldo">
            <TradeIcon trade={slug} small />
          </span>
          <span class="font-semibold leading-figure min-w-0">{name}</span>
        </label>
      ))}
    </div>
    {error && (
      <p id="niche-error" class="flex gap-1 items-start text-14 font-semibold text-rocoto">
        <Icon name="warning" class="icon-small" />
        {error}
      </p>
    )}
  </fieldset>
);

const Addresses = ({ free }: { readonly free: readonly string[] }) => (
  <fieldset class="grid gap-2">
    <legend class="font-semibold pb-1">{SIGN_UP.addresses}</legend>
    {free.map((slug, index) => (
      <label
        key={slug}
        class="choice tap-till flex items-center gap-2 rounded border border-edge bg-paper px-2 py-2"
      >
        <input type="radio" name="slug" value={slug} checked={index === 0} class="sr-only" />
        <span class="font-semibold">{slug}</span>
      </label>
    ))}
  </fieldset>
);
