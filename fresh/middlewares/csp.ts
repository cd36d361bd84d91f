import { getInternals } from "../context.ts";
import type { Middleware } from "../middleware.ts";
import { finishNext, withHeaders } from "./headers.ts";

export interface CSPOptions {
  /** Only report what the policy would refuse. */
  reportOnly?: boolean;
  /** URL that receives reports. */
  reportTo?: string;
  /** Directives to add, or to put in the place of a default of the same name. */
  csp?: string[];
  /** Allow inline scripts and styles by a nonce for each request and not by `'unsafe-inline'`. */
  useNonce?: boolean;
}

const DEFAULTS = [
  "default-src 'self'",
  "script-src 'self' 'unsafe-inline'",
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "img-src 'self' data:",
  "media-src 'self' data: blob:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
  "upgrade-insecure-requests",
];

const TAKES_NONCE = /^(?:default-src|script-src|script-src-elem|style-src|style-src-elem|style-src-attr) /;
const UNSAFE_INLINE = "'unsafe-inline'";
const NONCE_BYTES = 16;

/** Sets a Content Security Policy on every answer. */
export function csp<State>(options: CSPOptions = {}): Middleware<State> {
  const { reportOnly = false, reportTo, useNonce = false } = options;
  const name = reportOnly ? "Content-Security-Policy-Report-Only" : "Content-Security-Policy";
  const directives = merge(DEFAULTS, options.csp ?? []);
  if (reportTo !== undefined) directives.push("report-to csp-endpoint", `report-uri ${reportTo}`);
  const reporting: [string, string][] = reportTo === undefined
    ? []
    : [["Reporting-Endpoints", `csp-endpoint="${reportTo}"`]];
  const policy = directives.join("; ");

  return (ctx) => {
    const internals = getInternals(ctx);
    if (useNonce) internals.nonce ??= newNonce();
    return finishNext(ctx, (response) => {
      // What was not rendered here carries no nonce, so that only the plain policy can hold for it.
      const { nonce, rendered } = internals;
      const value = rendered && nonce !== null ? withNonce(directives, nonce) : policy;
      return withHeaders(response, [[name, value], ...reporting]);
    });
  };
}

/** Browsers obey the first directive of a name and drop the rest, so that an override takes its place. */
function merge(defaults: readonly string[], own: readonly string[]): string[] {
  const byName = new Map<string, string>();
  for (const directive of [...defaults, ...own]) byName.set(directive.trim().split(/\s/)[0] ?? "", directive);
  return [...byName.values()];
}

function withNonce(directives: readonly string[], nonce: string): string {
  return directives
    .map((directive) =>
      TAKES_NONCE.test(directive) ? directive.replace(UNSAFE_INLINE, `'nonce-${nonce}'`) : directive
    )
    .join("; ");
}

function newNonce(): string {
  return crypto.getRandomValues(new Uint8Array(NONCE_BYTES)).toBase64();
}
