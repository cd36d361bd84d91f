import PasskeyButton from "../../../islands/PasskeyButton.tsx";
import { ACCOUNT } from "../../../i18n/es_pe/account.ts";
import { SIGN_IN } from "../../../i18n/es_pe/pages.ts";
import { formatPhone } from "../../../kernel/phone.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";

export interface PlatformDoorProps {
  /** What stands behind `/ingresar?`: the shop and the page to go on to. */
  readonly query: string;
  readonly error: string | null;
  /** Of another kind than an error: where one came from. */
  readonly notice: string | null;
  readonly phone: string;
  readonly email: string;
  /** A code was sent to `phone`. */
  readonly sent: boolean;
  /** False where no carrier is set up. */
  readonly codes: boolean;
}

/** The way into one's account: a code to the phone, a passkey, or e-mail and password. */
export function PlatformDoor(door: PlatformDoorProps) {
  const action = `/ingresar?${door.query}`;
  return (
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{ACCOUNT.enter}</h1>
      {door.error && <Notice tone="danger" title={door.error} />}
      {!door.error && door.notice && <Notice title={door.notice} />}
      {door.codes && (door.sent ? <CodeStep {...door} action={action} /> : (
        <Card title={ACCOUNT.byPhone}>
          <form method="post" action={action} class="grid gap-4">
            <Field
              name="phone"
              label={ACCOUNT.phone}
              hint={ACCOUNT.phoneHint}
              type="tel"
              inputMode="tel"
              value={door.phone}
              autocomplete="tel"
              maxLength={40}
              required
            />
            <Button wide>{ACCOUNT.sendCode}</Button>
          </form>
        </Card>
      ))}
      {!door.sent && (
        <>
          <PasskeyButton
            does="enter"
            options="/ingresar/llave/opciones"
            done={`/ingresar/llave?${door.query}`}
            label={ACCOUNT.byPasskey}
            failed={ACCOUNT.passkeyFailed}
          />
          <Card title={ACCOUNT.byPassword}>
            <form method="post" action={action} class="grid gap-4">
              <Field
                name="email"
                label={ACCOUNT.emailOrPhone}
                inputMode="email"
                value={door.email}
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
              {door.codes && <p class="text-14 text-ink-soft">{ACCOUNT.forgot}</p>}
            </form>
          </Card>
        </>
      )}
    </div>
  );
}

function CodeStep({ phone, action }: PlatformDoorProps & { readonly action: string }) {
  return (
    <Card title={ACCOUNT.codeHeading}>
      <div class="grid gap-4">
        <p class="text-ink-soft">{ACCOUNT.codeSent(formatPhone(phone))}</p>
        <form method="post" action={action} class="grid gap-4">
          <input type="hidden" name="phone" value={phone} />
          <Field
            name="code"
            label={ACCOUNT.code}
            inputMode="numeric"
            autocomplete="one-time-code"
            maxLength={6}
            required
            autofocus
          />
          <Button wide>{SIGN_IN.enter}</Button>
        </form>
        <form method="post" action={action}>
          <input type="hidden" name="phone" value={phone} />
          <Button kind="secondary" wide>{ACCOUNT.resend}</Button>
        </form>
        <LinkButton kind="quiet" href={action}>{ACCOUNT.otherWay}</LinkButton>
      </div>
    </Card>
  );
}
