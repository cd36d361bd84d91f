/**
 * Thrown to answer with a certain HTTP status. Error pages receive it as `ctx.error`.
 * Kept free of imports: `fresh/runtime` hands the same class to islands.
 */
export class HttpError extends Error {
  readonly status: number;

  /** Without a message the answer carries the usual text of the status. */
  constructor(status: number, message?: string, options?: ErrorOptions) {
    super(message, options);
    this.name = "HttpError";
    this.status = status;
  }
}

/** The status with which an error is shown: its own if it is an `HttpError`, otherwise 500. */
export function errorStatus(error: unknown): number {
  return error instanceof HttpError ? error.status : 500;
}
