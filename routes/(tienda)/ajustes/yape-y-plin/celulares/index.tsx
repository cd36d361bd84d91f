import { type Context, page, type PageProps } from "fresh";
import { pairingText } from "../../../../../commands/wallets/proof.ts";
import { type PairedSource, pairSource } from "../../../../../commands/wallets/pair_source.ts";
import { PAIR_PAGE } from "../../../../../i18n/es_pe/wallet_pages.ts";
import { Button, LinkButton } from "../../../../../ui/Button.tsx";
import { Card, EmptyState, More } from "../../../../../ui/Card.tsx";
import { Field, Select } from "../../../../../ui/Field.tsx";
import { Notice } from "../../../../../ui/Notice.tsx";
import { QrCode } from "../../../../../ui/QrCode.tsx";
import { defineShop, type ShopState } from "../../../../(_shared)/define.ts";
import { askedBy, type FormState, freshForm, readTyped, refusedForm } from "../../../../(_shared)/form.ts";
import { platformOrigin, shopOrigin } from "../../../../(_shared)/origins.ts";
import { ShopPage } from "../../../../(_shared)/ShopPage.tsx";
import { accountsOf, type AccountView, walletPlace } from "../(_parts)/wallet_place.ts";

interface PairPage {
  readonly accounts: readonly AccountView[];
  readonly form: FormState;
  readonly cmdId: string;
  readonly sourceId: string;
  /** Of the source just paired: on this answer and on no other. */
  readonly paired: (PairedSource & { readonly url: string }) | null;
}

const KINDS = ["signed", "simple", "mail"] as const;
const FIELDS = ["name", "kind", "accounts", "recipient"];

async function pairPage(
  ctx: Context<ShopState>,
  form: FormState,
  paired: PairPage["paired"] = null,
): Promise<PairPage> {
  const { ids } = ctx.state.services;
  return { accounts: await accountsOf(ctx.state), form, cmdId: ids.next(), sourceId: ids.next(), paired };
}

const urlOf = ({ services: { environment }, shop }: ShopState, { kind, secret }: PairedSource): string =>
  kind === "mail"
    ? `${platformOrigin(environment)}/avisos/correo/${secret}`
    : `${shopOrigin(environment, shop)}/api/v1/wallet`;

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await pairPage(ctx, freshForm())),

  async POST(ctx) {
    const typed = await readTyped(ctx.req), { yape, plin, kind, recipient, name, sourceId } = typed;
    const paired = await pairSource(walletPlace(ctx.state), askedBy(typed, ctx.state.services.ids), {
      sourceId,
      kind,
      name,
      accounts: { ...yape && { yape }, ...plin && { plin } },
      recipient: kind === "mail" && recipient ? recipient : null,
    });
    return paired.ok
      ? page(await pairPage(ctx, freshForm(), { ...paired.value, url: urlOf(ctx.state, paired.value) }))
      : page(await pairPage(ctx, refusedForm(typed, paired.error, FIELDS)), { status: 422 });
  },
});

/** Pairs what tells of money, and shows its secret this once. */
export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<PairPage, ShopState>) => (
  <ShopPage state={state} url={url} title={PAIR_PAGE.title}>
    <div class="grid gap-6 max-w-prose">
      {data.paired ? <Paired {...data.paired} /> : <Asked {...data} />}
      <Card title={PAIR_PAGE.checks}>
        <ul class="grid gap-2 list-disc pl-6">
          {PAIR_PAGE.checklist.map((line) => <li key={line}>{line}</li>)}
        </ul>
      </Card>
      <div>
        <LinkButton kind="secondary" href="/ajustes/yape-y-plin">{PAIR_PAGE.back}</LinkButton>
      </div>
    </div>
  </ShopPage>
));

function Paired({ kind, url, sourceId, secret }: PairedSource & { readonly url: string }) {
  const rows = kind === "mail"
    ? [[PAIR_PAGE.url, url]]
    : kind === "signed"
    ? [[PAIR_PAGE.url, url], [PAIR_PAGE.id, sourceId], [PAIR_PAGE.secret, secret]]
    : [[PAIR_PAGE.url, `${url}/notifications`], [PAIR_PAGE.token, secret]];
  return (
    <Card title={PAIR_PAGE.once}>
      <div class="grid gap-4">
        <Notice tone="attention" title={PAIR_PAGE.onceWhy} />
        {kind === "signed" && (
          <div class="grid justify-items-center">
            <QrCode text={pairingText(url, sourceId, secret)} label={PAIR_PAGE.qr} />
          </div>
        )}
        <p>{PAIR_PAGE.tells[kind]}</p>
        <dl class="grid gap-3">
          {rows.map(([label, value]) => (
            <div key={label} class="grid gap-1">
              <dt class="font-semibold">{label}</dt>
              <dd>
                <code class="block break-all rounded border bg-paper p-3 select-all">{value}</code>
              </dd>
            </div>
          ))}
        </dl>
        {kind !== "mail" && (
          <p>
            <More href="/api/v1/docs">{PAIR_PAGE.guide}</More>
          </p>
        )}
      </div>
    </Card>
  );
}

function Asked({ accounts, form, cmdId, sourceId }: PairPage) {
  if (accounts.length === 0) {
    return (
      <EmptyState
        icon="card"
        title={PAIR_PAGE.noAccounts}
        action={<LinkButton href="/ajustes/yape-y-plin">{PAIR_PAGE.back}</LinkButton>}
      />
    );
  }
  const kind = form.typed["kind"] ?? "signed";
  const of = (wallet: "yape" | "plin") => accounts.filter((account) => account.wallet === wallet);
  return (
    <Card>
      <form method="post" action="/ajustes/yape-y-plin/celulares" class="grid gap-4">
        <p class="text-ink-soft">{PAIR_PAGE.lead}</p>
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="sourceId" value={sourceId} />
        {form.problem && <Notice tone="danger" title={form.problem} />}
        {form.errors["accounts"] && <Notice tone="danger" title={PAIR_PAGE.accountMissing} />}
        <fieldset class="grid gap-2">
          <legend class="font-semibold pb-1">{PAIR_PAGE.kind}</legend>
          {KINDS.map((value) => (
            <label
              key={value}
              class="choice tap-till flex items-start gap-3 rounded border border-edge bg-paper px-4 py-3"
            >
              <input type="radio" name="kind" value={value} checked={value === kind} />
              <span>
                <span class="block font-semibold">{PAIR_PAGE.kinds[value][0]}</span>
                <span class="block text-14 text-ink-soft">{PAIR_PAGE.kinds[value][1]}</span>
              </span>
            </label>
          ))}
        </fieldset>
        <Field
          name="name"
          label={PAIR_PAGE.name}
          hint={PAIR_PAGE.nameHint}
          value={form.typed["name"]}
          error={form.errors["name"]}
          maxLength={40}
          autocomplete="off"
          required
        />
        {(["yape", "plin"] as const).map((wallet) => (
          <Select
            key={wallet}
            name={wallet}
            label={PAIR_PAGE[wallet]}
            value={form.typed[wallet] ?? of(wallet)[0]?.accountId ?? ""}
            choices={[
              { value: "", label: PAIR_PAGE.none },
              ...of(wallet).map(({ accountId, name }) => ({ value: accountId, label: name })),
            ]}
          />
        ))}
        <Field
          name="recipient"
          type="email"
          label={PAIR_PAGE.recipient}
          hint={PAIR_PAGE.recipientHint}
          value={form.typed["recipient"]}
          error={form.errors["recipient"]}
          autocomplete="email"
        />
        <div>
          <Button>{PAIR_PAGE.button}</Button>
        </div>
      </form>
    </Card>
  );
}
