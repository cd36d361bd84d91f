import { PERMISSION_NAMES } from "../i18n/es_pe/pages.ts";
import { documentOf, problemsOf } from "./document.ts";
import type { Endpoint } from "./http/endpoint.ts";
import { problemStatus, problemTitle, problemUri } from "./http/problem.ts";

/** What the human page says of one endpoint, taken from the same table as the document. */
export interface GuideEntry {
  readonly id: string;
  readonly method: string;
  readonly path: string;
  readonly summary: string;
  /** Who may call it, in words. */
  readonly access: string;
  readonly query: readonly string[];
  readonly key: boolean;
  readonly body: GuideSchema | null;
  readonly answer: { readonly status: number; readonly text: string; readonly content: GuideSchema | null };
  /** `name` is the end of the problem's type. */
  readonly problems: readonly { readonly status: number; readonly title: string; readonly name: string }[];
}

/** A name with its JSON Schema as text; the media type alone where it is no JSON. */
export interface GuideSchema {
  readonly name: string;
  readonly text: string | null;
}

export interface GuideGroup {
  readonly tag: string;
  readonly entries: readonly GuideEntry[];
}

export function guideOf(endpoints: readonly Endpoint[]): GuideGroup[] {
  const { components, paths } = documentOf(endpoints);
  const schema = (name: string): GuideSchema => {
    const found = components?.schemas?.[name];
    return { name, text: found ? JSON.stringify(found, null, 2) : null };
  };
  const entry = (endpoint: Endpoint): GuideEntry => {
    const { method, path, summary, access, idempotency, body, upload, answer } = endpoint;
    const parameters = paths?.[path]?.[method]?.parameters ?? [];
    return {
      id: `${method}${path.replaceAll(/[^a-z]+/gi, "-")}`,
      method: method.toUpperCase(),
      path,
      summary,
      access: accessText(access),
      query: parameters.flatMap((parameter) =>
        "in" in parameter && parameter.in === "query" ? parameter.name : []
      ),
      key: idempotency === "key",
      body: body
        ? schema(body.name)
        : upload
        ? { name: "multipart/form-data: file, mapping", text: null }
        : null,
      answer: {
        status: answer.status,
        text: answer.text,
        content: answer.content === undefined
          ? null
          : typeof answer.content === "string"
          ? { name: answer.content, text: null }
          : schema(answer.content.name),
      },
      problems: problemsOf(endpoint).map((type) => ({
        status: problemStatus(type),
        title: problemTitle(type),
        name: problemUri(type).split("/").at(-1) ?? "",
      })).sort((a, b) => a.status - b.status),
    };
  };
  return [...Map.groupBy(endpoints, ({ tag }) => tag)].map(([tag, own]) => ({
    tag,
    entries: own.map(entry),
  }));
}

function accessText(access: Endpoint["access"]): string {
  if (access === "anyone") return "cualquiera; lo que envía dice si pasa";
  if (access === "staff") return "quien ingresó";
  return access.map((name) => {
    if (name === "device") return "un equipo vinculado";
    return name === "listener" ? "un celular que avisa pagos" : PERMISSION_NAMES[name];
  }).join(" o ");
}
