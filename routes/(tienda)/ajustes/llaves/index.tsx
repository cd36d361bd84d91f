import { type Context, page, type PageProps } from "fresh";
import { makeApiKey } from "../../../../commands/api_keys/api_keys.ts";
import { may } from "../../../../commands/people/permissions.ts";
import { KEY_SCOPES, type KeyScope } from "../../../../events/facts/api_key.ts";
import { type ApiKeyRow, apiKeys } from "../../../../events/store/control/api_keys.ts";
import { API_KEYS } from "../../../../i18n/es_pe/api_keys.ts";
import { PERMISSION_NAMES } from "../../../../i18n/es_pe/pages.ts";
import { Button } from "../../../../ui/Button.tsx";
import { Card } from "../../../../ui/Card.tsx";
import { Field } from "../../../../ui/Field.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { commandContext, defineShop, type ShopState } from "../../../(_shared)/define.ts";
import {
  askedBy,
  doneOf,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
} from "../../../(_shared)/form.ts";
import { withRoom } from "../../../(_shared)/plan_room.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";
import { KeyList } from "./(_parts)/KeyList.tsx";

interface KeysPage {
  readonly keys: readonly ApiKeyRow[];
  readonly form: FormState;
  readonly cmdId: string;
  readonly keyId: string;
  /** The secret of the key just made: on this answer and on no other. */
  readonly secret: string | null;
  readonly done: string;
}

async function keysPage(
  ctx: Context<ShopState>,
  form: FormState,
  secret: string | null = null,
): Promise<KeysPage> {
  const { services: { control, ids }, shop } = ctx.state;
  const keys = await apiKeys(control, shop.id);
  return { keys, form, cmdId: ids.next(), keyId: ids.next(), secret, done: doneOf(ctx) };
}

const scopesOf = (typed: FormState["typed"]): KeyScope[] =>
  KEY_SCOPES.filter((scope) => typed[`scope-${scope}`] !== undefined);

export const handler = defineShop.handlers({
  GET: async (ctx) => page(await keysPage(ctx, freshForm())),

  async POST(ctx) {
    const { services: { control, ids }, shop, staff } = ctx.state;
    const typed = await readTyped(ctx.req);
    const makersScopes = KEY_SCOPES.filter((scope) => may(staff.role, scope)), asked = askedBy(typed, ids);
    const made = await withRoom(
      ctx.state,
      "apiKeys",
      typed["keyId"] ?? "",
      () =>
        makeApiKey(commandContext(ctx.state), { control, shop: shop.id, makersScopes }, asked, {
          ...{ keyId: typed["keyId"], name: typed["name"], scopes: scopesOf(typed) },
        }),
    );
    return made.ok
      ? page(await keysPage(ctx, freshForm(), made.value.key))
      : page(await keysPage(ctx, refusedForm(typed, made.error, ["name", "scopes"])), { status: 422 });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<KeysPage, ShopState>) => (
  <ShopPage state={state} url={url} title={API_KEYS.title}>
    <div class="grid gap-6 max-w-prose">
      <p class="text-ink-soft">{API_KEYS.lead}</p>
      {data.done === "quitada" && <Notice tone="info" title={API_KEYS.revoked} />}
      {data.secret && (
        <Notice tone="attention" title={API_KEYS.copyNow}>
          <p class="grid gap-2">
            <code class="block break-all rounded border bg-paper p-3 font-semibold select-all">
              {data.secret}
            </code>
            <span>{API_KEYS.copyWhy}</span>
          </p>
        </Notice>
      )}
      <KeyList keys={data.keys} cmdId={data.cmdId} />
      <NewKey {...data} />
    </div>
  </ShopPage>
));

function NewKey({ form, cmdId, keyId }: KeysPage) {
  return (
    <Card title={API_KEYS.make}>
      <form method="post" action="/ajustes/llaves" class="grid gap-4">
        <input type="hidden" name="cmdId" value={cmdId} />
        <input type="hidden" name="keyId" value={keyId} />
        {form.problem && <Notice tone="danger" title={form.problem} />}
        <Field
          name="name"
          label={API_KEYS.name}
          hint={API_KEYS.nameHint}
          value={form.typed["name"]}
          error={form.errors["name"]}
          maxLength={40}
          autocomplete="off"
          required
        />
        <fieldset class="grid gap-1" aria-describedby={form.errors["scopes"] ? "scopes-error" : undefined}>
          <legend class="font-semibold pb-1">{API_KEYS.scopes}</legend>
          {KEY_SCOPES.map((scope) => (
            <label key={scope} class="tap flex items-center gap-3 rounded px-1 hover:bg-toldo-mist">
              <input
                type="checkbox"
                name={`scope-${scope}`}
                checked={form.typed[`scope-${scope}`] !== undefined}
                class="h-6 w-6"
              />
              <span>{sentence(PERMISSION_NAMES[scope])}</span>
            </label>
          ))}
          {form.errors["scopes"] && (
            <p id="scopes-error" class="text-14 font-semibold text-rocoto">{API_KEYS.scopeMissing}</p>
          )}
        </fieldset>
        <div>
          <Button>{API_KEYS.makeButton}</Button>
        </div>
      </form>
    </Card>
  );
}

const sentence = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
