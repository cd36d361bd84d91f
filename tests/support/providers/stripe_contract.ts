import { Ajv, type ValidateFunction } from "ajv";
import { parse } from "yaml";
import { contractText } from "./shared_contracts.ts";

/**
 * What the SDK's version of the API has and the description of 2023-08-16 lacks, each with its reason: a whole operation, or
 * one parameter of it.
 */
export const NEWER_THAN_THE_DESCRIPTION: Readonly<Record<string, string>> = {
  "GET /v1/invoice_payments":
    "since Basil (2025-03-31) a payment names no invoice: this list is where they meet",
  "GET /v1/checkout/sessions created":
    "pages can be listed by when they were made, as every other list could before",
};

interface Schema {
  readonly type?: string;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly required?: readonly string[];
}
interface Described {
  readonly parameters?: readonly { in: string; name: string; required?: boolean; schema: Schema }[];
  readonly requestBody?: { content: Readonly<Record<string, { schema: Schema }>> };
}

// Of the whole process: every test asks for the same few operations.
const AJV = new Ajv({ strict: false, validateFormats: false, allErrors: true });
const SCHEMAS = new Map<string, Schema | null>();
const COMPILED = new WeakMap<object, ValidateFunction>();

/**
 * Requests judged by Stripe's published description: bracket form decoded, texts made what their schema says they are, and
 * the whole held against the JSON Schema of the operation, that knows no parameter besides its own.
 */
export class StripeContract {
  readonly covered = new Set<string>();
  readonly #text: string;
  constructor(text: string) {
    this.#text = text;
  }

  /** What is wrong with a request, in words; empty where nothing is. `path` as described: `/v1/refunds/{refund}`. */
  faultsOf(method: string, path: string, form: string): readonly string[] {
    const name = `${method} ${path}`;
    this.covered.add(name);
    if (name in NEWER_THAN_THE_DESCRIPTION) return [];
    const schema = this.#schemaOf(method, path);
    if (!schema) return [`${name}: not described`];
    const given = this.#coerced(schema, decoded(form)) as Record<string, unknown>;
    for (const parameter of Object.keys(given)) {
      if (!(`${name} ${parameter}` in NEWER_THAN_THE_DESCRIPTION)) continue;
      this.covered.add(`${name} ${parameter}`);
      delete given[parameter];
    }
    const validate = this.#validator(schema);
    if (validate(given)) return [];
    return (validate.errors ?? []).map(({ instancePath, message, params }) =>
      `${name}: ${instancePath || "/"} ${message} ${JSON.stringify(params)}`
    );
  }

  /** Only the slice of one path is parsed: the whole is four megabytes. */
  #schemaOf(method: string, path: string): Schema | null {
    const name = `${method} ${path}`, known = SCHEMAS.get(name);
    if (known !== undefined) return known;
    const start = ["", "'", '"'].map((quote) => this.#text.indexOf(`\n  ${quote}${path}${quote}:\n`))
      .find((at) => at >= 0) ?? -1;
    const rest = start < 0 ? "" : this.#text.slice(start + 1);
    const end = rest.slice(1).search(/\n {0,2}\S/);
    const slice = parse(rest.slice(0, end < 0 ? undefined : end + 2)) as
      | Readonly<Record<string, Record<string, Described>>>
      | null;
    const described = slice?.[path]?.[method.toLowerCase()];
    const schema = described ? closed(schemaOf(described)) : null;
    SCHEMAS.set(name, schema);
    return schema;
  }

  #validator(schema: Schema): ValidateFunction {
    const known = COMPILED.get(schema);
    if (known) return known;
    const made = AJV.compile(schema as object);
    COMPILED.set(schema, made);
    return made;
  }

  #coerced(schema: Schema, value: unknown): unknown {
    if (schema.anyOf) {
      const fits = schema.anyOf.map((option) => ({ option, as: this.#coerced(option, value) }))
        .find(({ option, as }) => this.#validator(option)(as));
      return fits ? fits.as : value;
    }
    if (typeof value === "string") {
      if (schema.type === "integer" && /^-?\d+$/.test(value)) return Number(value);
      if (schema.type === "boolean" && /^(?:true|false)$/.test(value)) return value === "true";
      return value;
    }
    const entries = Object.entries(value as Record<string, unknown>);
    if (schema.type === "array") {
      const { items = {} } = schema;
      return entries.every(([key]) => /^\d+$/.test(key))
        ? entries.map(([, each]) => this.#coerced(items, each))
        : value;
    }
    const others = typeof schema.additionalProperties === "object" ? schema.additionalProperties : {};
    return Object.fromEntries(
      entries.map(([key, each]) => [key, this.#coerced(schema.properties?.[key] ?? others, each)]),
    );
  }
}

function schemaOf({ requestBody, parameters = [] }: Described): Schema {
  const body = requestBody?.content["application/x-www-form-urlencoded"]?.schema;
  if (body && Object.keys(body.properties ?? {}).length > 0) return body;
  const query = parameters.filter((parameter) => parameter.in === "query");
  return {
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(query.map(({ name, schema }) => [name, schema])),
    required: query.filter(({ required }) => required).map(({ name }) => name),
  };
}

/** Only the outermost object of theirs says that it knows no other parameter: the inner ones know none either. */
function closed(schema: Schema): Schema {
  return {
    ...schema,
    ...schema.anyOf && { anyOf: schema.anyOf.map(closed) },
    ...schema.items && { items: closed(schema.items) },
    ...schema.properties && {
      additionalProperties: schema.additionalProperties ?? false,
      properties: Object.fromEntries(
        Object.entries(schema.properties).map(([name, each]) => [name, closed(each)]),
      ),
    },
  };
}

type Tree = { [key: string]: Tree | string };

/** `a[b][0]=c` as `{ a: { b: { 0: "c" } } }`; `a[]=c` counts up. */
export function decoded(form: string): Tree {
  const tree: Tree = {};
  for (const [name, value] of new URLSearchParams(form)) {
    const keys = name.replaceAll("]", "").split("[");
    let at = tree;
    for (const [n, key] of keys.entries()) {
      const own = key === "" ? String(Object.keys(at).length) : key;
      if (n === keys.length - 1) at[own] = value;
      else at = (at[own] ??= {}) as Tree;
    }
  }
  return tree;
}

let text: string | null | undefined;
export function openStripeContract(): StripeContract | null {
  text ??= contractText("stripe-spec3-2023-08-16.yaml");
  return text === null ? null : new StripeContract(text);
}
