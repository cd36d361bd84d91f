import { page, type PageProps } from "fresh";
import { signInOperator } from "../../commands/people/operators.ts";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { OPERATOR } from "../../i18n/es_pe/operator.ts";
import { SIGN_IN } from "../../i18n/es_pe/pages.ts";
import { signInText } from "../../i18n/es_pe/people.ts";
import PasskeyButton from "../../islands/PasskeyButton.tsx";
import { Button } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Field } from "../../ui/Field.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { define, type State } from "../(_shared)/define.ts";
import { readTyped } from "../(_shared)/form.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { operatorCookie, operatorToken } from "../(_shared)/session_cookie.ts";
import { signInContext } from "../(_shared)/signing_in.ts";

interface OperatorDoor {
  readonly email: string;
  readonly error: string | null;
}

export const handler = define.handlers({
  GET: () => page<OperatorDoor>({ email: "", error: null }),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), secure = isSecure(ctx.state), { email = "" } = typed;
    const context = { ...signInContext(ctx), replaces: operatorToken(ctx.req.headers, secure) };
    const entered = await signInOperator(context, typed);
    if (!entered.ok) {
      const status = entered.error.type === "SignInTooMany" ? 429 : 422;
      return page<OperatorDoor>({ email, error: signInText(entered.error) }, { status });
    }
    const response = ctx.redirect("/operador", 303);
    response.headers.append("set-cookie", operatorCookie(entered.value.token, secure));
    return response;
  },
});

export default define.page<typeof handler>(({ data: { email, error } }: PageProps<OperatorDoor, State>) => (
  <PublicShell>
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{OPERATOR.title}</h1>
      {error && <Notice tone="danger" title={error} />}
      <Card>
        <form method="post" class="grid gap-4">
          <Field
            name="email"
            label={SIGN_IN.email}
            type="email"
            value={email}
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
          <Field
            name="code"
            label={OPERATOR.code}
            hint={OPERATOR.codeHint}
            autocomplete="one-time-code"
            maxLength={40}
            required
          />
          <Button wide>{SIGN_IN.enter}</Button>
        </form>
      </Card>
      <PasskeyButton
        does="enter"
        options="/ingresar/llave/opciones"
        done="/operador/llave"
        label={ACCOUNT.byPasskey}
        failed={ACCOUNT.passkeyFailed}
      />
    </div>
  </PublicShell>
));
