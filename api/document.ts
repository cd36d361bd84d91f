import { OpenAPIHono } from "@hono/zod-openapi";
import { z } from "zod";
import { KEY_SCOPES } from "../events/facts/api_key.ts";
import type { Endpoint, Named } from "./http/endpoint.ts";
import { PROBLEM_MEDIA, problemStatus, problemTitle, type ProblemType, problemUri } from "./http/problem.ts";
import { endpointAction, MEMBERSHIP_PROBLEMS } from "./http/membership.ts";
import { API_PATH, routeOf } from "./http/serve.ts";

/** A JSON Schema of 2020-12, which is what OpenAPI 3.1 holds. */
type JsonSchema = Readonly<Record<string, unknown>>;

const PROBLEM: JsonSchema = {
  type: "object",
  description: "RFC 9457. Lo demás que traiga es de ese problema, por ejemplo expected.",
  properties: {
    type: { type: "string", format: "uri" },
    title: { type: "string" },
    status: { type: "integer" },
    detail: { type: "string" },
    errors: {
      type: "array",
      items: {
        type: "object",
        properties: { field: { type: "string" }, message: { type: "string" } },
        required: ["field", "message"],
      },
    },
  },
  required: ["type", "title", "status", "detail"],
};

/** OpenAPI 3.1 of these endpoints. What a command reads and what a command answers are the schemas in use. */
export function documentOf(endpoints: readonly Endpoint[]) {
  const { openAPIRegistry: registry, getOpenAPI31Document } = new OpenAPIHono();
  for (const [name, schema] of Object.entries(schemasOf(endpoints))) {
    registry.registerComponent("schemas", name, schema);
  }
  registry.registerComponent("securitySchemes", "session", {
    type: "apiKey",
    in: "cookie",
    name: "__Host-caserito",
    description: "La sesión de la tienda. En desarrollo la cookie se llama caserito.",
  });
  registry.registerComponent("securitySchemes", "device", {
    type: "http",
    scheme: "bearer",
    description: "La credencial que un equipo recibe al vincularse (POST /devices).",
  });
  registry.registerComponent("securitySchemes", "key", {
    type: "http",
    scheme: "bearer",
    description:
      "La llave de otro programa (ck_…), hecha por la dueña en Ajustes. Abre lo que se le marcó y nada más.",
  });
  registry.registerComponent("securitySchemes", "listener", {
    type: "apiKey",
    in: "header",
    name: "X-Caserito-Listener",
    description: "El id que se mostró al vincular el celular.",
  });
  registry.registerComponent("securitySchemes", "signature", {
    type: "apiKey",
    in: "header",
    name: "X-Caserito-Signature",
    description: "t=<segundos Unix>,v1=<HMAC-SHA256 en hex de «t.cuerpo» con el secreto>.",
  });
  registry.registerComponent("securitySchemes", "forwarder", {
    type: "http",
    scheme: "bearer",
    description: "El token (cwl_…) de una app que no puede firmar. Lo que envía nunca cobra solo.",
  });
  for (const endpoint of endpoints) registry.registerPath(operationOf(endpoint));
  return getOpenAPI31Document({
    openapi: "3.1.0",
    info: {
      title: "Caserito",
      version: "1",
      description:
        "La API de una tienda, en su propia dirección. Los montos son céntimos y las cantidades milésimas, siempre enteros.",
    },
    servers: [{ url: API_PATH }],
    security: [{ session: [] }],
  });
}

function schemasOf(endpoints: readonly Endpoint[]): Record<string, JsonSchema> {
  const asked = endpoints.flatMap(({ body }) => body ?? []);
  const answered = endpoints.flatMap(({ answer: { content } }) => typeof content === "object" ? content : []);
  return { Problem: PROBLEM, ...jsonSchemas(asked, "input"), ...jsonSchemas(answered, "output") };
}

/** Throws where two schemas bear one name. */
function jsonSchemas(all: readonly Named[], io: "input" | "output"): Record<string, JsonSchema> {
  const registry = z.registry<{ id: string }>(), known = new Map<string, z.ZodType>();
  for (const { name, schema } of all) {
    if (known.has(name) && known.get(name) !== schema) throw new TypeError(`two schemas are named ${name}`);
    if (!known.has(name)) registry.add(schema, { id: name });
    known.set(name, schema);
  }
  const { schemas } = z.toJSONSchema(registry, { io, unrepresentable: "any", uri: refTo });
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $schema: _, $id: __, ...schema }]) => [name, schema]),
  );
}

const refTo = (name: string) => `#/components/schemas/${name}`;
const jsonOf = (name: string) => ({ "application/json": { schema: { $ref: refTo(name) } } });

type Operation = Parameters<OpenAPIHono["openAPIRegistry"]["registerPath"]>[0];

function operationOf(endpoint: Endpoint): Operation {
  const { method, path, tag, summary, access, answer, body, upload } = endpoint;
  const content = answer.content;
  return {
    method,
    path,
    operationId: `${method}${path.replaceAll(/[/{}-]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    tags: [tag],
    summary,
    ...typeof access === "string" ? {} : { description: `Permiso: ${access.map(accessName).join(" o ")}.` },
    ...securityOf(access),
    parameters: parametersOf(endpoint),
    ...body || upload ? { requestBody: { required: true, content: body ? jsonOf(body.name) : UPLOAD } } : {},
    responses: {
      [answer.status]: {
        description: answer.text,
        ...content === undefined
          ? {}
          : { content: typeof content === "string" ? bytesOf(content) : jsonOf(content.name) },
      },
      ...problemsByStatus(problemsOf(endpoint)),
    },
  };
}

const ACCESS_NAMES: Readonly<Record<string, string>> = {
  device: "equipo vinculado",
  listener: "celular que avisa pagos",
};
const accessName = (name: string): string => ACCESS_NAMES[name] ?? name;

/** What is not said is the session alone. */
function securityOf(access: Endpoint["access"]): Pick<Operation, "security"> {
  if (access === "anyone") return { security: [] };
  if (access === "staff") return {};
  if (access.includes("listener")) return { security: [{ listener: [], signature: [] }, { forwarder: [] }] };
  const device = access.includes("device") ? [{ device: [] }] : [];
  const program = KEY_SCOPES.some((scope) => access.includes(scope)) ? [{ key: [] }] : [];
  return device.length + program.length > 0 ? { security: [{ session: [] }, ...device, ...program] } : {};
}

const bytesOf = (media: string) => ({ [media]: { schema: { type: "string" as const, format: "binary" } } });
const UPLOAD = {
  "multipart/form-data": {
    schema: {
      type: "object" as const,
      properties: {
        file: { type: "string" as const, format: "binary" },
        mapping: { type: "string" as const, description: "JSON: la columna de cada campo, desde 0." },
      },
      required: ["file"],
    },
  },
};

function parametersOf({ path, query, idempotency }: Endpoint): NonNullable<Operation["parameters"]> {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => ({
    in: "path" as const,
    name,
    required: true,
    schema: name === "pos" ? { type: "integer" as const } : { type: "string" as const },
  }));
  const read = z.toJSONSchema(query ?? z.object({}), { io: "input", unrepresentable: "any" });
  const inQuery = Object.entries(read.properties ?? {}).map(([name, schema]) => ({
    in: "query" as const,
    name,
    required: read.required?.includes(name) ?? false,
    schema: schema as { type: "string" }, // zod's JSON Schema and this library's are the same thing under two types
  }));
  const key = {
    in: "header" as const,
    name: "Idempotency-Key",
    required: true,
    description: "UUID nuevo por operación; el mismo al repetirla.",
    schema: { type: "string" as const, format: "uuid" },
  };
  return [...inPath, ...inQuery, ...idempotency === "key" ? [key] : []];
}

/** What an endpoint may answer but for its own: by what it takes and does. */
export function problemsOf(endpoint: Endpoint): readonly ProblemType[] {
  const { method, path, access, body, upload, idempotency, refusals = [] } = endpoint;
  const when: readonly (readonly [unknown, readonly ProblemType[]])[] = [
    [access !== "anyone", ["Forbidden"]],
    [endpointAction(method.toUpperCase(), `${API_PATH}${routeOf(path)}`) !== "always", MEMBERSHIP_PROBLEMS],
    [method !== "get", ["ForeignOrigin"]],
    [body, ["MalformedJson", "BodyTooLarge", "MediaUnsupported"]],
    [upload, ["BodyTooLarge", "FileMediaUnsupported"]],
    [idempotency === "key", COMMAND_PROBLEMS],
  ];
  return [
    ...new Set([...ALWAYS, ...when.flatMap(([holds, types]) => holds ? types : []), ...refusals]),
  ];
}

const ALWAYS: readonly ProblemType[] = [
  "Unauthenticated",
  "BearerWrong",
  "DeviceShutOut",
  "NotFound",
  "WrongHost",
  "InvalidInput", // of the query, for one: what an endpoint does not know is not passed over
  "TooManyRequests",
  "Unexpected",
];
const COMMAND_PROBLEMS: readonly ProblemType[] = [
  "IdempotencyKeyMissing",
  "CommandReused",
  "EventIdTaken",
  "VersionConflict",
  "EventInvalid",
  "StoreUnavailable",
];

function problemsByStatus(types: readonly ProblemType[]): Operation["responses"] {
  const byStatus = Map.groupBy(types, problemStatus);
  return Object.fromEntries(
    [...byStatus].sort(([a], [b]) => a - b).map(([status, own]) => [status, {
      description: [...new Set(own.map(problemTitle))].join(" · "),
      content: {
        [PROBLEM_MEDIA]: {
          schema: {
            allOf: [{ $ref: refTo("Problem") }, { properties: { type: { enum: own.map(problemUri) } } }],
          },
        },
      },
    }]),
  );
}
