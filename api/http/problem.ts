import { HTTP_STATUS, type Refusal } from "../../commands/refusals.ts";
import { fieldMessages, refusalText } from "../../i18n/es_pe.ts";
import { REFUSAL_TITLES, REQUEST_PROBLEMS } from "../../i18n/es_pe/problems.ts";

export type RequestProblem = keyof typeof REQUEST_PROBLEMS;
export type ProblemType = Refusal["type"] | RequestProblem;

/** RFC 9457. Members beyond these are those of the refusal: `expected` of a gap, `maxCentimos` of a discount. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  /** One sentence for each field that is wrong. */
  readonly errors?: readonly { readonly field: string; readonly message: string }[];
}

/** What one person is told is not for a cache to tell another (ledger T6). */
export const PRIVATE = "private, no-store";
export const PROBLEM_MEDIA = "application/problem+json";

/** Stable: programs compare it. `SalesBlocked` is `https://caserito.pe/problemas/sales-blocked`. */
export const problemUri = (type: ProblemType): string =>
  `https://caserito.pe/problemas/${type.replace(/(?!^)[A-Z]/g, "-$&").toLowerCase()}`;

const isRequestProblem = (type: ProblemType): type is RequestProblem => Object.hasOwn(REQUEST_PROBLEMS, type);
export const problemStatus = (type: ProblemType): number =>
  isRequestProblem(type) ? REQUEST_PROBLEMS[type].status : HTTP_STATUS[type];
export const problemTitle = (type: ProblemType): string =>
  isRequestProblem(type) ? REQUEST_PROBLEMS[type].title : REFUSAL_TITLES[HTTP_STATUS[type]];

/** The request itself is at fault: who, how or where it asked. */
export function requestProblem(
  type: RequestProblem,
  { headers = {}, detail, more = {} }: {
    readonly headers?: Readonly<Record<string, string>>;
    readonly detail?: string;
    /** Members of this problem beyond those of every one. */
    readonly more?: Readonly<Record<string, unknown>>;
  } = {},
): Response {
  const { status, title, detail: usual } = REQUEST_PROBLEMS[type];
  return sentProblem({ ...more, type: problemUri(type), title, status, detail: detail ?? usual }, headers);
}

/** A command said no. What it knows of the reason goes along, but for what a store says of itself. */
export function refusalProblem(refusal: Refusal): Response {
  const { type, ...known } = refusal;
  const status = HTTP_STATUS[type];
  return sentProblem({
    ...type === "StoreUnavailable" || type === "EventInvalid" || type === "InvalidInput" ? {} : known,
    type: problemUri(type),
    title: REFUSAL_TITLES[status],
    status,
    detail: refusalText(refusal),
    ...type === "InvalidInput" ? { errors: fieldMessages(refusal) } : {},
  }, status === 503 ? { "retry-after": "1" } : {});
}

const sentProblem = (problem: Problem, headers: Readonly<Record<string, string>>): Response =>
  Response.json(problem, {
    status: problem.status,
    headers: { ...headers, "content-type": PROBLEM_MEDIA, "cache-control": PRIVATE },
  });

export const tooMany = (seconds: number): Response =>
  requestProblem("TooManyRequests", { headers: { "retry-after": String(seconds) } });

/** For what was refused before a request reached the API: another site's request, a host that is not ours. */
export function statusProblem(status: number): Response {
  if (status === 503) return refusalProblem({ type: "StoreUnavailable", detail: "" });
  const types: Readonly<Record<number, RequestProblem>> = {
    400: "NotFound", // a path that is no UTF-8 is no path of ours
    403: "ForeignOrigin",
    404: "NotFound",
    421: "WrongHost",
  };
  return requestProblem(types[status] ?? "Unexpected");
}
