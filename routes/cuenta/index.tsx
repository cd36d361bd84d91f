import { page, type PageProps } from "fresh";
import { Head } from "fresh/runtime";
import { tokenHash } from "../../commands/people/secrets.ts";
import { personalOf } from "../../events/store/control/accounts.ts";
import { type Passkey, passkeysOf } from "../../events/store/control/passkeys.ts";
import { saidPhone } from "../../events/store/control/phones_said.ts";
import { type ListedSession, sessionsOf } from "../../events/store/control/sessions.ts";
import { ACCOUNT, WAY_NAMES } from "../../i18n/es_pe/account.ts";
import PasskeyButton from "../../islands/PasskeyButton.tsx";
import { formatPhone } from "../../kernel/phone.ts";
import { formatInstant } from "../../kernel/time.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { PublicShell } from "../../ui/Shell.tsx";
import { type AccountState, defineAccount } from "../(_shared)/define.ts";
import { doneOf } from "../(_shared)/form.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { sessionToken } from "../(_shared)/session_cookie.ts";

interface AccountPage {
  readonly name: string | null;
  readonly email: string | null;
  readonly phone: string | null;
  /** Not yet shown to be theirs. */
  readonly saidPhone: string | null;
  readonly passkeys: readonly Passkey[];
  readonly sessions: readonly ListedSession[];
  /** Which of them asks. */
  readonly own: string;
  readonly done: string | undefined;
}

export const handler = defineAccount.handlers({
  async GET(ctx) {
    const { account: { personId }, services: { control, clock } } = ctx.state;
    const said = await saidPhone(control, personId);
    const token = sessionToken(ctx.req.headers, isSecure(ctx.state));
    return page<AccountPage>({
      ...await personalOf(control, personId),
      passkeys: await passkeysOf(control, personId),
      sessions: await sessionsOf(control, personId, clock.now()),
      saidPhone: said && await control.personal.open(JSON.stringify(said)),
      own: await tokenHash(token ?? ""),
      done: ACCOUNT.done[doneOf(ctx)],
    });
  },
});

export default defineAccount.page<typeof handler>(({ data }: PageProps<AccountPage, AccountState>) => (
  <PublicShell home="/ingresar">
    <Head>
      <title>{`${ACCOUNT.title} · Caserito`}</title>
    </Head>
    <div class="mx-auto max-w-form px-4 py-8 grid gap-6">
      <h1 class="text-28 font-extrabold">{ACCOUNT.title}</h1>
      {data.done && <Notice tone="ok" title={data.done} />}
      <Who {...data} />
      <Passkeys {...data} />
      <Card title={ACCOUNT.password}>
        <LinkButton kind="secondary" href="/cuenta/clave" wide>{ACCOUNT.changePassword}</LinkButton>
      </Card>
      <Sessions {...data} />
      <div class="flex flex-wrap gap-2">
        <LinkButton kind="secondary" href="/ingresar">{ACCOUNT.myShops}</LinkButton>
        <LinkButton kind="quiet" href="/cuenta/datos">{ACCOUNT.data}</LinkButton>
      </div>
    </div>
  </PublicShell>
));

const Who = ({ name, email, phone, saidPhone }: AccountPage) => (
  <Card title={ACCOUNT.who}>
    <dl class="grid gap-2 pb-4">
      {([
        [ACCOUNT.name, name],
        [ACCOUNT.phone, phone ? formatPhone(phone) : saidPhone && ACCOUNT.unproven(formatPhone(saidPhone))],
        [ACCOUNT.email, email],
      ] as const).map(([label, value]) => (
        <div key={label} class="flex justify-between gap-4">
          <dt class="text-ink-soft">{label}</dt>
          <dd class="text-right break-words min-w-0">{value ?? ACCOUNT.none}</dd>
        </div>
      ))}
    </dl>
    <LinkButton kind={phone ? "secondary" : "primary"} href="/cuenta/celular" wide>
      {phone ? ACCOUNT.changePhone : ACCOUNT.provePhone}
    </LinkButton>
  </Card>
);

const Passkeys = ({ passkeys }: AccountPage) => (
  <Card title={ACCOUNT.passkeys}>
    <div class="grid gap-4">
      <p class="text-ink-soft">{ACCOUNT.passkeysLead}</p>
      {passkeys.length > 0 && (
        <ul class="grid gap-2">
          {passkeys.map(({ credentialId, name, usedAt }) => (
            <li key={credentialId} class="flex items-center justify-between gap-3">
              <span>
                <span class="font-semibold">{name}</span>
                <span class="block text-14 text-ink-soft">
                  {usedAt ? ACCOUNT.lastUsed(formatInstant(usedAt)) : ACCOUNT.neverUsed}
                </span>
              </span>
              <form method="post" action="/cuenta/llaves/quitar">
                <input type="hidden" name="llave" value={credentialId} />
                <Button kind="quiet" aria-label={`${ACCOUNT.removePasskey} ${name}`}>
                  {ACCOUNT.removePasskey}
                </Button>
              </form>
            </li>
          ))}
        </ul>
      )}
      <PasskeyButton
        does="register"
        options="/cuenta/llaves/opciones"
        done="/cuenta/llaves"
        label={ACCOUNT.addPasskey}
        failed={ACCOUNT.passkeyFailed}
      />
    </div>
  </Card>
);

const Sessions = ({ sessions, own }: AccountPage) => (
  <Card title={ACCOUNT.sessions}>
    <div class="grid gap-4">
      <ul class="grid gap-2">
        {sessions.map(({ tokenHash, shopName, device, way, seenAt }) => (
          <li key={tokenHash} class="flex items-center justify-between gap-3">
            <span>
              <span class="font-semibold">{shopName ?? ACCOUNT.platform}</span>
              <span class="block text-14 text-ink-soft">
                {`${device}, ${WAY_NAMES[way]} · ${ACCOUNT.seenAt(formatInstant(seenAt))}`}
              </span>
            </span>
            {tokenHash === own
              ? <span class="text-14 font-semibold">{ACCOUNT.thisOne}</span>
              : (
                <form method="post" action="/cuenta/sesiones">
                  <input type="hidden" name="sesion" value={tokenHash} />
                  <Button kind="quiet" aria-label={`${ACCOUNT.endOne} ${shopName ?? ""} ${device}`}>
                    {ACCOUNT.endOne}
                  </Button>
                </form>
              )}
          </li>
        ))}
      </ul>
      <form method="post" action="/cuenta/sesiones">
        <Button kind="danger" wide>{ACCOUNT.endAll}</Button>
      </form>
    </div>
  </Card>
);
