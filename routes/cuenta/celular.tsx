import { page, type PageProps } from "fresh";
import { provePhone, requestPhoneProof } from "../../commands/people/phone_code.ts";
import { saidPhone } from "../../events/store/control/phones_said.ts";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { CODE_WORDS, phoneText } from "../../i18n/es_pe/people.ts";
import { formatPhone } from "../../kernel/phone.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { type AccountState, defineAccount } from "../(_shared)/define.ts";
import { readTyped } from "../(_shared)/form.ts";
import { signedIn, signInContext } from "../(_shared)/signing_in.ts";

interface PhonePage {
  readonly phone: string;
  readonly sent: boolean;
  readonly problem: string | null;
}

export const handler = defineAccount.handlers({
  async GET({ state: { account, services } }) {
    const said = await saidPhone(services.control, account.personId);
    const phone = said && await services.control.personal.open(JSON.stringify(said));
    return page<PhonePage>({ phone: phone ? formatPhone(phone) : "", sent: false, problem: null });
  },

  async POST(ctx) {
    const { account: { personId }, services: { messages } } = ctx.state, typed = await readTyped(ctx.req);
    const context = signInContext(ctx), { phone = "" } = typed;
    if (!("code" in typed)) {
      const asked = await requestPhoneProof({ ...context, messages, words: CODE_WORDS }, personId, typed);
      return asked.ok
        ? page<PhonePage>({ phone: asked.value.phone, sent: true, problem: null })
        : page<PhonePage>({ phone, sent: false, problem: phoneText(asked.error) }, { status: 422 });
    }
    const proven = await provePhone(context, personId, typed);
    if (proven.ok) return signedIn(ctx, proven.value, "/cuenta?hecho=celular");
    const sent = proven.error.type !== "PhoneTaken";
    return page<PhonePage>({ phone, sent, problem: phoneText(proven.error) }, { status: 422 });
  },
});

/** A phone is one's own once a code sent there has come back. */
export default defineAccount.page<typeof handler>((
  { data: { phone, sent, problem } }: PageProps<PhonePage, AccountState>,
) => (
  <PublicShell home="/ingresar">
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{ACCOUNT.yourPhone}</h1>
      {problem && <Notice tone="danger" title={problem} />}
      <Card>
        <form method="post" class="grid gap-4">
          <p class="text-ink-soft">{sent ? ACCOUNT.codeSent(formatPhone(phone)) : ACCOUNT.phoneWhy}</p>
          {sent
            ? (
              <>
                <input type="hidden" name="phone" value={phone} />
                <Field
                  name="code"
                  label={ACCOUNT.code}
                  inputMode="numeric"
                  autocomplete="one-time-code"
                  maxLength={6}
                  required
                />
                <Button wide>{ACCOUNT.confirmPhone}</Button>
              </>
            )
            : (
              <>
                <Field
                  name="phone"
                  label={ACCOUNT.phone}
                  hint={ACCOUNT.phoneHint}
                  type="tel"
                  inputMode="tel"
                  value={phone}
                  autocomplete="tel"
                  maxLength={40}
                  required
                />
                <Button wide>{ACCOUNT.sendCode}</Button>
              </>
            )}
        </form>
      </Card>
      <LinkButton kind="quiet" href="/cuenta">{ACCOUNT.title}</LinkButton>
    </div>
  </PublicShell>
));
