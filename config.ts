import { z } from "zod";
import { isSigningKey } from "./events/store/namespace_tokens.ts";

/** `1`/`true`/`0`/`false`, as people write them in an environment. */
const zFlag = z.enum(["1", "true", "0", "false"]).transform((text) => text === "1" || text === "true");

/** Where an API of somebody else's answers, without a path. */
const zOrigin = z.url({ protocol: /^https?$/ }).transform((url) => url.replace(/\/+$/, ""));

/** What each carrier needs: all of a group or none of it. Secrets may be two with a comma while one replaces the other. */
const CARRIER_GROUPS = {
  whatsapp: [
    "CASERITO_WHATSAPP_TOKEN",
    "CASERITO_WHATSAPP_PHONE_NUMBER_ID",
    "CASERITO_WHATSAPP_APP_SECRET",
    "CASERITO_WHATSAPP_VERIFY_TOKEN",
  ],
  twilio: ["CASERITO_TWILIO_ACCOUNT_SID", "CASERITO_TWILIO_AUTH_TOKEN", "CASERITO_TWILIO_FROM"],
  smtp: ["CASERITO_SMTP_URL", "CASERITO_MAIL_FROM"],
} as const;

const CARRIER_VARIABLES = {
  CASERITO_WHATSAPP_TOKEN: z.string().min(1).optional(),
  CASERITO_WHATSAPP_PHONE_NUMBER_ID: z.string().regex(/^\d{5,20}$/).optional(),
  CASERITO_WHATSAPP_APP_SECRET: z.string().min(16).optional(),
  CASERITO_WHATSAPP_VERIFY_TOKEN: z.string().min(16).optional(),
  CASERITO_WHATSAPP_API_URL: zOrigin.optional(),
  CASERITO_TWILIO_ACCOUNT_SID: z.string().regex(/^AC[0-9a-fA-F]{32}$/).optional(),
  CASERITO_TWILIO_AUTH_TOKEN: z.string().min(16).optional(),
  /** A number in E.164 or a messaging service. */
  CASERITO_TWILIO_FROM: z.string().regex(/^(\+[1-9]\d{7,14}|MG[0-9a-fA-F]{32})$/).optional(),
  CASERITO_TWILIO_API_URL: zOrigin.optional(),
  CASERITO_SMTP_URL: z.url({ protocol: /^smtps?$/ }).optional(),
  CASERITO_MAIL_FROM: z.string().regex(/^([^<>@\r\n]+<[^<>@\s]+@[^<>@\s]+>|[^<>@\s]+@[^<>@\s]+)$/).optional(),
};

/** A key of somebody else's: one word, as it stands in their panel. */
const zSecret = z.string().regex(/^[\x21-\x7e]{8,300}$/, { error: "one word of 8 to 300 characters" });
/** One, or two with a comma while one is replaced by the other. */
const zSecrets = z.string().regex(/^[\x21-\x2b\x2d-\x7e]{8,300}(?:, ?[\x21-\x2b\x2d-\x7e]{8,300})?$/, {
  error: "one word of 8 to 300 characters, or two with a comma between them",
}).transform((text) => text.split(/, ?/));
/** Where a provider's API is, for tests: never in clear but on this machine, since keys go there. */
const zApiUrl = z.url().refine(
  (text) => {
    const { protocol, hostname, pathname } = new URL(text);
    const isHere = hostname === "127.0.0.1" || hostname === "localhost";
    return (protocol === "https:" || (protocol === "http:" && isHere)) && pathname === "/";
  },
  { error: "https://… without a path, or http:// on this machine" },
).transform((text) => new URL(text).origin);

/** What goes together: half of a provider's keys is a mistake, and not a provider less. */
const PROVIDER_GROUPS = [
  ["CASERITO_STRIPE_KEY", "CASERITO_STRIPE_WEBHOOK_SECRET"],
  ["CASERITO_MERCADOPAGO_TOKEN", "CASERITO_MERCADOPAGO_PUBLIC_KEY", "CASERITO_MERCADOPAGO_WEBHOOK_SECRET"],
  ["CASERITO_CULQI_SECRET_KEY", "CASERITO_CULQI_PUBLIC_KEY", "CASERITO_CULQI_WEBHOOK_PATH"],
] as const;

/**
 * The environment of the product, read once. Every variable is optional in development; the table in the README is
 * checked against this schema by `tests/docs_test.ts`.
 */
export const zEnvironment = z.object({
  CASERITO_ENV: z.enum(["development", "production", "test"]).default("production"),
  CASERITO_HOST: z.string().min(1).default("127.0.0.1"),
  CASERITO_PORT: z.coerce.number().int().min(0).max(65_535).default(8000),
  /** Where the platform lives; a shop lives at `<slug>.` before it. With its port if it is not 80 or 443. */
  CASERITO_BASE_DOMAIN: z.string().regex(/^[a-z0-9.-]+(:\d+)?$/).optional(),
  CASERITO_DATA_DIR: z.string().min(1).default("data"),
  /** `libsql://…` or `http://…` of a server with namespaces; absent means files in the data directory. */
  CASERITO_DB_URL: z.url().optional(),
  CASERITO_DB_TOKEN: z.string().min(1).optional(),
  /** In its place: a private Ed25519 key (PKCS #8, base64) that makes a short token for each namespace by itself. */
  CASERITO_DB_SIGNING_KEY: z.string().refine(isSigningKey, {
    error:
      "an Ed25519 private key in PKCS #8 as base64: openssl genpkey -algorithm ed25519 -outform DER | base64",
  }).optional(),
  CASERITO_DB_ADMIN_URL: z.url().optional(),
  CASERITO_DB_ADMIN_TOKEN: z.string().min(1).optional(),
  /** How many proxies of ours stand in front: so many entries of `X-Forwarded-For` are believed, counted from the right. */
  CASERITO_PROXIES: z.coerce.number().int().min(0).max(9).default(0),
  /** Private keys that sign checkpoints: outside the databases and their backups. */
  CASERITO_KEYSTORE: z.string().min(1).optional(),
  /** With it `/metrics` answers to `Authorization: Bearer <token>`; without it, to loopback in development alone. */
  CASERITO_METRICS_TOKEN: z.string().min(16).optional(),
  /** A shop that strangers may look at, linked from the landing. In development it is the demo shop. */
  CASERITO_DEMO_URL: z.url().optional(),
  /** Tills with another program than this one must update before their next sale: for a build that turned out bad. */
  CASERITO_UPDATE_TILLS: zFlag.default(false),
  /** This server stands in the network of its shops and prints there: off in production unless asked for. */
  CASERITO_LAN_PRINTERS: zFlag.optional(),
  CASERITO_WORKERS: zFlag.default(true),
  ...CARRIER_VARIABLES,
  /** Each provider of payments is offered where all of its keys are here, and nowhere else (docs/payments.md). */
  CASERITO_STRIPE_KEY: zSecret.optional(),
  CASERITO_STRIPE_WEBHOOK_SECRET: zSecrets.optional(),
  CASERITO_STRIPE_API_URL: zApiUrl.optional(),
  CASERITO_MERCADOPAGO_TOKEN: zSecret.optional(),
  CASERITO_MERCADOPAGO_PUBLIC_KEY: zSecret.optional(),
  CASERITO_MERCADOPAGO_WEBHOOK_SECRET: zSecrets.optional(),
  CASERITO_MERCADOPAGO_API_URL: zApiUrl.optional(),
  CASERITO_CULQI_SECRET_KEY: zSecret.optional(),
  CASERITO_CULQI_PUBLIC_KEY: zSecret.optional(),
  /** They sign nothing: the end of the address is what only they know. */
  CASERITO_CULQI_WEBHOOK_PATH: z.string().regex(/^[\w-]{32,120}$/, {
    error: "32 to 120 letters, digits, - or _: make it with a random generator",
  }).optional(),
  CASERITO_CULQI_API_URL: zApiUrl.optional(),
});

export type Environment = z.output<typeof zEnvironment> & { readonly CASERITO_BASE_DOMAIN: string };

/** Reads the environment or says which variable is wrong and what it takes. Values are never repeated: they may be secret. */
export function readEnvironment(source: Readonly<Record<string, string | undefined>>): Environment {
  const given = Object.fromEntries(
    Object.entries(source).filter(([, value]) => value !== undefined && value !== ""),
  );
  const parsed = zEnvironment.safeParse(given);
  if (parsed.success) {
    if (parsed.data.CASERITO_DB_URL && !parsed.data.CASERITO_DB_ADMIN_URL) {
      throw new EnvironmentError(
        "CASERITO_DB_ADMIN_URL: needed with CASERITO_DB_URL, to open a namespace for each shop",
      );
    }
    for (const group of [...Object.values(CARRIER_GROUPS), ...PROVIDER_GROUPS]) {
      const missing = group.filter((name) => parsed.data[name] === undefined);
      if (missing.length > 0 && missing.length < group.length) {
        throw new EnvironmentError(
          missing.map((name) => `${name}: needed with ${group.find((one) => !missing.includes(one))}`).join(
            "\n",
          ),
        );
      }
    }
    if (parsed.data.CASERITO_DB_SIGNING_KEY && parsed.data.CASERITO_DB_TOKEN) {
      throw new EnvironmentError(
        "CASERITO_DB_TOKEN: not beside CASERITO_DB_SIGNING_KEY, which makes a token for each namespace. Take one away",
      );
    }
    const { CASERITO_BASE_DOMAIN: domain, CASERITO_PORT: port } = parsed.data;
    return {
      ...parsed.data,
      CASERITO_BASE_DOMAIN: domain ?? (port === 80 ? "localhost" : `localhost:${port}`),
    };
  }
  throw new EnvironmentError(
    parsed.error.issues.map((issue) => `${issue.path.join(".")}: ${issue.message}`).join("\n"),
  );
}

export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
}
