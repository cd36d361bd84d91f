import { page, type PageProps } from "fresh";
import { changePassword, isFresh } from "../../commands/people/account.ts";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { passwordText } from "../../i18n/es_pe/people.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { type AccountState, defineAccount } from "../(_shared)/define.ts";
import { readTyped } from "../(_shared)/form.ts";
import { signedIn, signInContext } from "../(_shared)/signing_in.ts";

interface PasswordPage {
  readonly fresh: boolean;
  readonly problem: string | null;
}

export const handler = defineAccount.handlers({
  GET: ({ state }) => page<PasswordPage>({ fresh: isFresh(state.account, state.services), problem: null }),

  async POST(ctx) {
    const { account, services } = ctx.state;
    const changed = await changePassword(signInContext(ctx), account, await readTyped(ctx.req));
    if (changed.ok) return signedIn(ctx, changed.value, "/cuenta?hecho=clave");
    const status = changed.error.type === "SignInTooMany" ? 429 : 422;
    return page<PasswordPage>({ fresh: isFresh(account, services), problem: passwordText(changed.error) }, {
      status,
    });
  },
});

/** A new password: with the one of now, or after a code or a passkey, which is how a forgotten one comes back. */
export default defineAccount.page<typeof handler>(({ data }: PageProps<PasswordPage, AccountState>) => (
  <PublicShell home="/ingresar">
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{ACCOUNT.changePassword}</h1>
      {data.problem && <Notice tone="danger" title={data.problem} />}
      <Card>
        <form method="post" class="grid gap-4">
          {data.fresh ? <p class="text-ink-soft">{ACCOUNT.freshEnough}</p> : (
            <Field
              name="current"
              label={ACCOUNT.currentPassword}
              type="password"
              autocomplete="current-password"
              required
            />
          )}
          <Field
            name="password"
            label={ACCOUNT.newPassword}
            hint={ACCOUNT.newPasswordHint}
            type="password"
            autocomplete="new-password"
            minLength={8}
            maxLength={200}
            required
          />
          <p class="text-14 text-ink-soft">{ACCOUNT.changeEndsAll}</p>
          <Button wide>{ACCOUNT.savePassword}</Button>
        </form>
      </Card>
      <LinkButton kind="quiet" href="/cuenta">{ACCOUNT.title}</LinkButton>
    </div>
  </PublicShell>
));
