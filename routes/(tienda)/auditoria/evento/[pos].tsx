import { HttpError, page, type PageProps } from "fresh";
import { proveEvent } from "../../../../commands/ledger/prove_event.ts";
import { sameBytes } from "../../../../events/log/bytes.ts";
import { decodeEnvelope, type Envelope } from "../../../../events/log/envelope.ts";
import { leafHash } from "../../../../events/log/merkle.ts";
import { AUDIT, EVENT, eventName } from "../../../../i18n/es_pe/audit.ts";
import { proofRefusalText } from "../../../../i18n/es_pe/ledger.ts";
import { formatInstant } from "../../../../kernel/time.ts";
import { LinkButton } from "../../../../ui/Button.tsx";
import { cx } from "../../../../ui/cx.ts";
import { Card, More } from "../../../../ui/Card.tsx";
import { Notice } from "../../../../ui/Notice.tsx";
import { defineShop, type ShopState } from "../../../(_shared)/define.ts";
import { AuditPage } from "../(_parts)/AuditPage.tsx";
import { DataTree } from "../(_parts)/DataTree.tsx";
import { keyOf, namesOf, positionIn, sourceOf } from "../(_parts)/ledger_of.ts";
import { actorName } from "../(_parts)/summary.ts";

interface OneEvent {
  readonly pos: number;
  readonly size: number;
  /** Null where the bytes are no envelope. */
  readonly envelope: Envelope | null;
  readonly raw: string;
  readonly leaf: string;
  readonly leafGood: boolean;
  readonly names: ReadonlyMap<string, string>;
  readonly proof: { readonly ok: true; readonly size: number } | {
    readonly ok: false;
    readonly text: string;
  };
}

export const handler = defineShop.handlers({
  async GET({ state, params }) {
    const pos = positionIn(params["pos"]), source = sourceOf(state);
    if (pos === null) throw new HttpError(404);
    const { value: row } = await source.rows(pos - 1, pos).next();
    if (!row) throw new HttpError(404);
    const envelope = decodeEnvelope(row.body);
    const proof = await proveEvent(source, (await keyOf(state)).key, pos);
    return page<OneEvent>({
      pos,
      size: (await source.end()).lastPos,
      envelope: envelope.ok ? envelope.value : null,
      raw: new TextDecoder().decode(row.body),
      leaf: row.leaf.toHex(),
      leafGood: sameBytes(leafHash(row.body), row.leaf),
      names: await namesOf(state),
      proof: proof.ok
        ? { ok: true, size: proof.value.size }
        : { ok: false, text: proofRefusalText(proof.error) },
    });
  },
});

export default defineShop.page<typeof handler>(({ data, state, url }: PageProps<OneEvent, ShopState>) => {
  const { pos, size, envelope, raw, names } = data;
  const neighbour = (to: number, word: string) =>
    to >= 1 && to <= size && (
      <LinkButton kind="secondary" href={`/auditoria/evento/${to}`}>{word}</LinkButton>
    );
  return (
    <AuditPage
      state={state}
      url={url}
      title={EVENT.title(pos)}
      actions={[neighbour(pos - 1, EVENT.previous), neighbour(pos + 1, EVENT.next)]}
    >
      <div class="grid grid-cols-cards gap-4 items-start">
        {envelope
          ? (
            <Card title={EVENT.envelope}>
              <Facts rows={envelopeRows(envelope, names)} />
              <p class="pt-4">
                <More href={`/auditoria/estado?pos=${pos}`}>{EVENT.stateThen}</More>
              </p>
            </Card>
          )
          : <Notice tone="danger" title={AUDIT.unreadable} />}
        <Proof {...data} />
      </div>
      {envelope && (
        <Card title={EVENT.data}>
          <DataTree value={envelope.data} names={names} />
        </Card>
      )}
      <details class="disclosure rounded border bg-surface px-4">
        <summary class="tap flex items-center font-semibold">{EVENT.raw}</summary>
        <pre class="pb-4 font-mono text-14 whitespace-pre-wrap min-w-0">{raw}</pre>
      </details>
    </AuditPage>
  );
});

type Row = readonly [label: string, value: string, href?: string];

function envelopeRows(envelope: Envelope, names: ReadonlyMap<string, string>): Row[] {
  const { type, sv, recordedAt, occurredAt, stream, ver, id, cmd, dev, pii } = envelope;
  return [
    [EVENT.what, eventName(type)],
    [EVENT.occurredAt, formatInstant(occurredAt)],
    [EVENT.recordedAt, formatInstant(recordedAt)],
    [EVENT.actor, actorName(envelope, names)],
    [EVENT.stream, stream, `/auditoria?historia=${encodeURIComponent(stream)}`],
    [EVENT.version, String(ver)],
    ...(dev ? [[EVENT.device, `${dev.id}, ${EVENT.deviceSeq(dev.seq)}`] as const] : []),
    ...(pii.length > 0 ? [[EVENT.sealed, EVENT.sealedCount(pii.length)] as const] : []),
    [EVENT.type, `${type} v${sv}`],
    [EVENT.id, id],
    [EVENT.command, cmd],
  ];
}

const isLongId = (text: string): boolean => /^\S{25,}$/.test(text);

function Facts({ rows }: { readonly rows: readonly Row[] }) {
  return (
    <dl class="grid gap-2">
      {rows.map(([label, value, href]) => (
        <div key={label} class="flex flex-wrap items-baseline justify-between gap-x-3 border-b">
          <dt class="text-ink-soft">{label}</dt>
          <dd class={cx("min-w-0 ml-auto text-right", isLongId(value) && "text-14")}>
            {href ? <a href={href} class="tap inline-block py-3 text-mar underline">{value}</a> : value}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function Proof({ pos, leaf, leafGood, proof }: OneEvent) {
  return (
    <Card title={EVENT.proof}>
      <div class="flex flex-col gap-3">
        <Notice tone={leafGood ? "ok" : "danger"} title={leafGood ? EVENT.leafGood : EVENT.leafBad}>
          <span class="font-mono text-14">{leaf}</span>
        </Notice>
        {proof.ok
          ? <Notice tone="ok" title={EVENT.included(proof.size)} />
          : <Notice tone="attention" title={proof.text} />}
        {proof.ok && (
          <>
            <p class="text-14 text-ink-soft">{EVENT.downloadHint}</p>
            <p>
              <LinkButton kind="secondary" href={`/auditoria/prueba/${pos}`} download>
                {EVENT.download}
              </LinkButton>
            </p>
          </>
        )}
      </div>
    </Card>
  );
}
