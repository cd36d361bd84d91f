import { type GuideEntry, guideOf, type GuideSchema } from "../../../api/guide.ts";
import { API_PATH, ENDPOINTS } from "../../../api/mod.ts";
import { API_GUIDE as WORDS } from "../../../i18n/es_pe/api_guide.ts";
import { Card } from "../../../ui/Card.tsx";
import { PublicShell } from "../../../ui/Shell.tsx";
import { define } from "../../(_shared)/define.ts";

const GUIDE = guideOf(ENDPOINTS);

/** The same table as `openapi.json`, for people. */
export default define.page(() => (
  <PublicShell>
    <div class="mx-auto max-w-page px-4 py-8 flex flex-col gap-4">
      <h1 class="text-28 font-extrabold">{WORDS.title}</h1>
      {WORDS.intro.map((sentence) => <p key={sentence} class="max-w-prose">{sentence}</p>)}
      <p>
        <a
          class="tap inline-flex items-center text-mar font-semibold hover:underline"
          href={`${API_PATH}/openapi.json`}
        >
          {WORDS.document}
        </a>
      </p>
      {GUIDE.map(({ tag, entries }) => (
        <Card key={tag} title={tag}>
          <div class="flex flex-col gap-2">
            {entries.map((entry) => <Entry key={entry.id} entry={entry} />)}
          </div>
        </Card>
      ))}
    </div>
  </PublicShell>
));

const Entry = ({ entry }: { readonly entry: GuideEntry }) => (
  <details id={entry.id} class="rounded border min-w-0">
    <summary class="tap px-3 py-2">
      <code class="font-semibold">{`${entry.method} ${API_PATH}${entry.path}`}</code>
      <span class="block text-ink-soft">{entry.summary}</span>
    </summary>
    <div class="flex flex-col gap-3 px-3 pb-3">
      <p>{`${WORDS.access}: ${entry.access}.`}</p>
      {entry.query.length > 0 && <p>{`${WORDS.query}: ${entry.query.join(", ")}.`}</p>}
      {entry.key && <p>{WORDS.key}</p>}
      {entry.body && <Schema head={WORDS.body} schema={entry.body} />}
      <Schema head={`${entry.answer.status} · ${entry.answer.text}`} schema={entry.answer.content} />
      <ul>
        {entry.problems.map(({ status, title, name }) => (
          <li key={name}>
            {`${status} · ${title} · `}
            <code class="text-14 text-ink-soft">{name}</code>
          </li>
        ))}
      </ul>
    </div>
  </details>
);

const Schema = ({ head, schema }: { readonly head: string; readonly schema: GuideSchema | null }) => (
  <div class="min-w-0">
    <h3 class="font-semibold">{schema ? `${head}: ${schema.name}` : head}</h3>
    {schema?.text && (
      <pre
        class="overflow-x-auto rounded bg-surface p-3 text-14"
        tabIndex={0}
        role="region"
        aria-label={schema.name}
      >
        {schema.text}
      </pre>
    )}
  </div>
);
