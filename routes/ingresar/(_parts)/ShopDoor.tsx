import { SIGN_IN } from "../../../i18n/es_pe/pages.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card } from "../../../ui/Card.tsx";
import { Field, Select } from "../../../ui/Field.tsx";
import { Notice } from "../../../ui/Notice.tsx";

export interface ShopDoorProps {
  readonly shopName: string;
  readonly cashiers: readonly { readonly value: string; readonly label: string }[];
  readonly error: string | null;
  readonly email: string;
  readonly personId: string;
  /** Where to go after: a path of this shop, never another origin. */
  readonly next: string;
}

/** The way into one shop: a cashier's PIN, an e-mail and password, or whatever opens one's account. */
export function ShopDoor({ shopName, cashiers, error, email, personId, next }: ShopDoorProps) {
  const query = new URLSearchParams({ ir: next }), action = `/ingresar?${query}`;
  return (
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{shopName}</h1>
      {error && <Notice tone="danger" title={error} />}
      <Card title={SIGN_IN.cashierHeading}>
        {cashiers.length === 0
          ? <p class="text-ink-soft">{SIGN_IN.noCashiers}</p>
          : (
            <form method="post" action={action} class="grid gap-4">
              <Select name="personId" label={SIGN_IN.who} value={personId} choices={cashiers} />
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
        <div class="grid gap-4">
          <form method="post" action={action} class="grid gap-4">
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
            <Button kind="secondary" wide>{SIGN_IN.enter}</Button>
          </form>
          <LinkButton kind="quiet" href={`/entrar?${query}`} icon="arrow-right">
            {SIGN_IN.byAccount}
          </LinkButton>
        </div>
      </Card>
    </div>
  );
}
