import type { z } from "zod";
import type { CommandContext } from "../../commands/handle.ts";
import type { Asked } from "../../commands/define_command.ts";
import type { Refusal } from "../../commands/refusals.ts";
import type { Handled } from "../../commands/handle.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { Shop } from "../../events/store/control/shops.ts";
import type { TenantStore } from "../../events/store/types.ts";
import type { Result } from "../../kernel/result.ts";
import type { Access, Caller } from "./authenticate.ts";
import type { ApiPlace } from "./place.ts";
import { type ProblemType, refusalProblem } from "./problem.ts";

/** A schema with the name it has in the document. */
export interface Named {
  readonly name: string;
  readonly schema: z.ZodType;
}
export const named = (name: string, schema: z.ZodType): Named => ({ name, schema });

/** A request that was let through, with what of it was read. */
export interface Call<Query> extends ApiPlace {
  readonly request: Request;
  readonly shop: Shop;
  readonly store: TenantStore;
  readonly caller: Caller;
  /** Whoever is signed in. Only for endpoints that let nobody else in: throws otherwise. */
  readonly staff: Staff;
  /** Parts of the path by name, as they came. */
  readonly params: Readonly<Record<string, string>>;
  readonly query: Query;
  /** The JSON as it came: commands parse it themselves. Undefined where the endpoint takes none. */
  readonly body: unknown;
  /** Its bytes as they came, for what is signed. Empty where the endpoint takes none. */
  readonly bytes: Uint8Array<ArrayBuffer>;
  /** For whoever asks. */
  readonly context: CommandContext;
  /** The command's id, from `Idempotency-Key`. */
  readonly asked: Asked;
}

/** One method of one resource: what routes it, guards it and documents it. */
export interface Endpoint<Query extends z.ZodType = z.ZodType> {
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** Below `/api/v1`, as OpenAPI writes it: `/products/{id}`. */
  readonly path: string;
  readonly tag: string;
  /** What it does, in one sentence of Spanish. */
  readonly summary: string;
  readonly access: Access;
  readonly query?: Query;
  /** `gzip`: may come compressed; `maxBytes` is what it may have before and after. */
  readonly body?: Named & { readonly maxBytes?: number; readonly gzip?: true };
  /** A file instead of JSON: the handler reads it. */
  readonly upload?: true;
  /** `key`: one command, whose id is the header. `own`: the body names its commands. Only for unsafe methods. */
  readonly idempotency?: "key" | "own";
  readonly answer: {
    readonly status: 200 | 201 | 204;
    readonly text: string;
    /** JSON; or the media type of bytes. */
    readonly content?: Named | string;
  };
  /** Refusals of its own; what any endpoint of its kind may answer is added to them. */
  readonly refusals?: readonly ProblemType[];
  handle(call: Call<z.output<Query>>): Promise<Response>;
  /** Where the platform's own host answers it too, for its own log. */
  readonly atPlatform?: (call: PlatformCall) => Promise<Response>;
}

/** What the platform itself is told by what listens to its wallets. */
export interface PlatformCall extends Pick<ApiPlace, "services"> {
  readonly request: Request;
  readonly store: TenantStore;
  readonly caller: Caller;
  readonly context: CommandContext;
  readonly body: unknown;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** Ties the type of the query to its schema. */
export const endpoint = <Query extends z.ZodType>(definition: Endpoint<Query>): Endpoint =>
  definition as unknown as Endpoint; // the schema that makes the query stands in the same object

export const sent = (body: unknown, status = 200): Response => Response.json(body, { status });

/** What a command answered. A repetition gets the first answer again, and is told so. */
export function handled<Outcome>(
  result: Result<Handled<Outcome>, Refusal>,
  status: number,
  bodyOf: (outcome: Outcome) => unknown = (outcome) => outcome,
): Response {
  if (!result.ok) return refusalProblem(result.error);
  const { outcome, repeated } = result.value;
  const headers = repeated ? { "idempotent-replayed": "true" } : {};
  return status === 204
    ? new Response(null, { status, headers })
    : Response.json(bodyOf(outcome), { status, headers });
}
