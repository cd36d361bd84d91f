import { HttpError, page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { JOINING } from "../../i18n/es_pe/devices.ts";
import { Button } from "../../ui/Button.tsx";
import { Field } from "../../ui/Field.tsx";
import { PageShell } from "../../ui/Shell.tsx";
import { define, type State } from "../(_shared)/define.ts";

interface Joining {
  readonly shopName: string;
  readonly code: string;
}

/**
 * Where the QR of an invitation leads, on a tablet where nobody is signed in yet. The till takes the code on, past the PIN
 * of whoever sells there: the key that the code registers is made in it and never leaves it.
 */
export const handler = define.handlers({
  GET({ state, url }) {
    if (!state.shop) throw new HttpError(404);
    const code = (url.searchParams.get("codigo") ?? "").replace(/[^0-9A-Za-z]/g, "").slice(0, 8);
    return page<Joining>({ shopName: state.shop.name, code });
  },
});

export default define.page<typeof handler>(({ data, url }: PageProps<Joining, State>) => (
  <PageShell shopName={data.shopName} rooms={[]} path={url.pathname} title={JOINING.title}>
    <Head>
      <title>{`${JOINING.title} · ${data.shopName}`}</title>
    </Head>
    <form method="get" action="/caja" class="grid gap-4 max-w-form">
      <p>{JOINING.lead}</p>
      <Field
        name="vincular"
        label={JOINING.code}
        hint={JOINING.hint}
        value={data.code}
        maxLength={12}
        autocomplete="off"
        autocapitalize="characters"
        spellcheck={false}
        required
      />
      <Button size="till">{JOINING.button}</Button>
    </form>
  </PageShell>
));
