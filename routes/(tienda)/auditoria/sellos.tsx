import { page, type PageProps } from "fresh";
import { toBase64 } from "../../../events/log/bytes.ts";
import { parseCheckpoint } from "../../../events/log/checkpoint.ts";
import { parseNote } from "../../../events/log/signed_note.ts";
import { AUDIT, SEALS } from "../../../i18n/es_pe/audit.ts";
import { signRefusalText } from "../../../i18n/es_pe/ledger.ts";
import { Button, LinkButton } from "../../../ui/Button.tsx";
import { Card, EmptyState } from "../../../ui/Card.tsx";
import { Notice } from "../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../(_shared)/define.ts";
import { AuditPage } from "./(_parts)/AuditPage.tsx";
import { keyOf, sourceOf } from "./(_parts)/ledger_of.ts";

const SHOWN = 100;

interface Seals {
  readonly vkey: string;
  readonly unsigned: number;
  readonly seals: readonly { readonly size: number; readonly root: string; readonly note: string }[];
  readonly said: { readonly tone: "ok" | "danger"; readonly text: string } | null;
}

async function sealsOf(state: ShopState, said: Seals["said"] = null): Promise<Seals> {
  const source = sourceOf(state), checkpoints = await source.checkpoints();
  const { lastPos } = await source.end();
  return {
    vkey: (await keyOf(state)).vkey,
    unsigned: lastPos - (checkpoints.at(-1)?.size ?? 0),
    seals: checkpoints.toReversed().slice(0, SHOWN).map(({ size, note }) => ({
      size,
      note,
      root: rootIn(note),
    })),
    said,
  };
}

function rootIn(note: string): string {
  const parsed = parseNote(note);
  const checkpoint = parsed.ok ? parseCheckpoint(parsed.value.text) : parsed;
  return checkpoint.ok ? toBase64(checkpoint.value.root) : "";
}

export const handler = defineShop.handlers({
  GET: async ({ state }) => page(await sealsOf(state)),
  /** Signs the log as it is now: what the worker does every minute. */
  async POST({ state }) {
    const signed = await state.services.checkpoints.sign(state.store);
    return signed.ok
      ? page(await sealsOf(state, { tone: "ok", text: SEALS.signed(signed.value.size) }))
      : page(await sealsOf(state, { tone: "danger", text: signRefusalText(signed.error) }), { status: 409 });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<Seals, ShopState>) => {
  const { vkey, unsigned, seals, said } = data;
  return (
    <AuditPage state={state} url={url} title={AUDIT.tabSeals}>
      {said && <Notice tone={said.tone} title={said.text} />}
      <div class="grid grid-cols-cards gap-4 items-start">
        <Card title={SEALS.key}>
          <p class="font-mono text-14">{vkey}</p>
          <p class="pt-3 text-14 text-ink-soft">{SEALS.keyHint}</p>
        </Card>
        <Card title={SEALS.download}>
          <p class="text-14 text-ink-soft">{SEALS.downloadHint}</p>
          <div class="pt-4 flex flex-wrap gap-3">
            {seals.length > 0 && (
              <LinkButton href="/auditoria/exportar" kind="secondary" download>{SEALS.download}</LinkButton>
            )}
          </div>
        </Card>
      </div>
      {unsigned > 0 && (
        <Notice
          tone="attention"
          title={SEALS.unsigned(unsigned)}
          action={
            <form method="post" action="/auditoria/sellos">
              <Button kind="secondary">{SEALS.sign}</Button>
            </form>
          }
        />
      )}
      {seals.length === 0
        ? <EmptyState icon="shield-check" title={SEALS.none}>{SEALS.noneHint}</EmptyState>
        : <SealList seals={seals} />}
    </AuditPage>
  );
});

const SealList = ({ seals }: Pick<Seals, "seals">) => (
  <section class="grid gap-2">
    <h2 class="text-20 font-semibold">{SEALS.list}</h2>
    {seals.length === SHOWN && <p class="text-14 text-ink-soft">{SEALS.shown}</p>}
    <ul aria-label={SEALS.list} class="rounded border bg-paper">
      {seals.map(({ size, root, note }) => (
        <li key={size} class="border-b last:border-0">
          <details class="disclosure px-4">
            <summary class="min-h-row flex items-center gap-3">
              <span class="flex-1 tabular-nums">{`${size} ${SEALS.size.toLowerCase()}`}</span>
              <span class="font-mono text-14 text-ink-soft">{root.slice(0, 16)}</span>
            </summary>
            <pre class="pb-4 font-mono text-14 whitespace-pre-wrap">{note}</pre>
          </details>
        </li>
      ))}
    </ul>
  </section>
);
