import { NoticeReader } from "./commands/payments/notice_reader.ts";
import type { ProviderWork } from "./commands/payments/provider_work.ts";
import type { ReadReport } from "./commands/payments/read_notices.ts";
import { keepProviderMoney } from "./commands/payments/keep_provider_money.ts";
import type { CheckpointSigner } from "./commands/ledger/sign_checkpoint.ts";
import { settledIntoMembership } from "./commands/membership/settled.ts";
import { type MembershipAccess, openMembershipAccess } from "./commands/membership/access.ts";
import type { GateContext } from "./commands/membership/keep_gate.ts";
import { keepGatesOf } from "./commands/membership/keep_gates_of.ts";
import { payToken } from "./commands/membership/pay_link.ts";
import { openPlatformKey, type PlatformKey } from "./commands/membership/platform_key.ts";
import { type Environment, EnvironmentError } from "./config.ts";
import type { ControlDb } from "./events/store/control/db.ts";
import { openRateLimits, type RateLimits } from "./events/store/control/rate_limits.ts";
import { type FactRegistry, factRegistry, SHARED_FACTS } from "./events/facts/mod.ts";
import { PLATFORM_FACTS } from "./events/facts/platform.ts";
import type { Projection } from "./events/projections/define_projection.ts";
import { onboardingProjection } from "./events/projections/onboarding/projection.ts";
import { SHARED_PROJECTIONS } from "./events/projections/mod.ts";
import { PLATFORM_PROJECTIONS } from "./events/projections/platform.ts";
import { gateProjection } from "./events/store/gate.ts";
import { isFault } from "./events/store/driver.ts";
import { AdminFault } from "./events/store/remote_backend.ts";
import {
  type DatabaseConfig,
  openControl,
  openTenants,
  PLATFORM_LOG,
  type Tenants,
  type TenantsOptions,
  type TenantStore,
} from "./events/store/mod.ts";
import { openSubjectKeys, type SubjectKeys } from "./events/store/subject_keys.ts";
import { keepMessage } from "./events/store/control/messages.ts";
import type { Post } from "./commands/messages/dispatch.ts";
import { openMessages } from "./compose_messages.ts";
import { openProviders, type ProviderSettings } from "./integrations/payment_providers.ts";
import type { Providers } from "./kernel/payment_provider.ts";
import { redacted } from "./kernel/redact.ts";
import { resolveTxt } from "node:dns/promises";
import type { DnsTxt } from "./integrations/bank_mail/verify.ts";
import { type Ids, uuidv7Maker } from "./kernel/ids.ts";
import type { MessagePort } from "./kernel/ports.ts";
import { type Clock, systemClock } from "./kernel/time.ts";
import type { FinishedBy } from "./commands/onboarding/record_steps.ts";
import { NICHES, ONBOARDING_VERSION } from "./niches/mod.ts";
import { platformOrigin } from "./routes/(_shared)/origins.ts";
import { finishingFacts, stepsOf } from "./niches/onboarding.ts";
import { openCheckpointSigner } from "./commands/ledger/sign_checkpoint.ts";

/** Everything a process of Caserito holds open. The server, the worker and the scripts are made of this one. */
export interface Services {
  readonly environment: Environment;
  readonly control: ControlDb;
  readonly tenants: Tenants;
  /** The platform's own log. */
  readonly platform: TenantStore;
  /** What each shop may do by what it pays. */
  readonly membership: MembershipAccess;
  readonly checkpoints: CheckpointSigner;
  readonly platformKey: PlatformKey;
  /** Keys of the persons whose data stand sealed in the databases. */
  readonly subjectKeys: SubjectKeys;
  readonly limits: RateLimits;
  /** What is sent at once: codes. */
  readonly messages: MessagePort;
  /** What the outbox is sent by. */
  readonly post: Post;
  /** Ways to pay us that are set up. */
  readonly providers: Providers;
  readonly providerWork: ProviderWork;
  /** Reads webhooks right after they came in. */
  readonly notices: NoticeReader;
  /** TXT records: who signs a bank's papers. Tests give their own. */
  readonly dnsTxt: DnsTxt;
  readonly clock: Clock;
  readonly ids: Ids;
  close(): Promise<void>;
}

export const FACTS = factRegistry([...SHARED_FACTS, ...NICHES.flatMap((niche) => niche.facts)]);
export const PROJECTIONS = [
  ...SHARED_PROJECTIONS,
  onboardingProjection(finishingFacts(NICHES), ONBOARDING_VERSION),
  ...NICHES.flatMap((niche) => niche.projections),
];

/** What a log is read with: what it may hold and what is told of it. */
export interface Books {
  readonly facts: FactRegistry;
  /** With the store's own `gate`, which every log has. */
  readonly projections: readonly Projection[];
}
export const SHOP_BOOKS: Books = { facts: FACTS, projections: [gateProjection, ...PROJECTIONS] };
export const PLATFORM_BOOKS: Books = {
  facts: factRegistry(PLATFORM_FACTS),
  projections: [gateProjection, ...PLATFORM_PROJECTIONS],
};
/** By the origin of a log, which is also the name of its key. */
export const booksOf = (origin: string): Books =>
  origin.endsWith(`/t/${PLATFORM_LOG}`) ? PLATFORM_BOOKS : SHOP_BOOKS;

/** Steps of each trade's first days, and the facts that finish them: what the workers go by. */
export const ONBOARDING: ReadonlyMap<string, readonly FinishedBy[]> = new Map(
  NICHES.map((niche) => [niche.slug, stepsOf(niche)]),
);

export function databaseConfig(environment: Environment): DatabaseConfig {
  const { CASERITO_DB_URL: url, CASERITO_DB_ADMIN_URL: adminUrl } = environment;
  if (!url || !adminUrl) return { kind: "embedded", dir: environment.CASERITO_DATA_DIR };
  return {
    kind: "remote",
    url,
    adminUrl,
    ...(environment.CASERITO_DB_TOKEN && { authToken: environment.CASERITO_DB_TOKEN }),
    ...(environment.CASERITO_DB_SIGNING_KEY && { signingKey: environment.CASERITO_DB_SIGNING_KEY }),
    ...(environment.CASERITO_DB_ADMIN_TOKEN && { adminToken: environment.CASERITO_DB_ADMIN_TOKEN }),
  };
}

export const keystoreDir = (environment: Environment): string =>
  environment.CASERITO_KEYSTORE ?? `${environment.CASERITO_DATA_DIR}/keys`;

/** A place where we may not write, a server that is not there or does not let us in: in words that name the variable. */
function explained(error: unknown, { CASERITO_DB_SIGNING_KEY: key }: Environment): never {
  if (error instanceof Deno.errors.NotCapable || error instanceof Deno.errors.PermissionDenied) {
    throw new EnvironmentError(
      "CASERITO_DATA_DIR: this program may not write there. Use data/ or /var/lib/caserito/, or add the folder to permissions in deno.json",
      { cause: error },
    );
  }
  if (!isFault(error, "blocked", "lost")) throw error;
  const isAdmin = error instanceof AdminFault, variable = `CASERITO_DB_${isAdmin ? "ADMIN_" : ""}`;
  throw new EnvironmentError(
    error.kind === "lost"
      ? `${variable}URL: no libSQL server answers there (${error.message})`
      : `${variable}${
        key && !isAdmin ? "SIGNING_KEY" : "TOKEN"
      }: the libSQL server refuses it, or asks for one (${error.message})`,
    { cause: error },
  );
}

export function providerSettings(environment: Environment): ProviderSettings {
  const {
    CASERITO_STRIPE_KEY: stripeKey,
    CASERITO_STRIPE_WEBHOOK_SECRET: stripeSecrets,
    CASERITO_STRIPE_API_URL: stripeUrl,
    CASERITO_MERCADOPAGO_TOKEN: mercadoPagoToken,
    CASERITO_MERCADOPAGO_PUBLIC_KEY: mercadoPagoPublic,
    CASERITO_MERCADOPAGO_WEBHOOK_SECRET: mercadoPagoSecrets,
    CASERITO_MERCADOPAGO_API_URL: mercadoPagoUrl,
    CASERITO_CULQI_SECRET_KEY: culqiKey,
    CASERITO_CULQI_PUBLIC_KEY: culqiPublic,
    CASERITO_CULQI_WEBHOOK_PATH: culqiPath,
    CASERITO_CULQI_API_URL: culqiUrl,
  } = environment;
  const at = (apiUrl: string | undefined) => apiUrl === undefined ? {} : { apiUrl };
  return {
    stripe: stripeKey && stripeSecrets
      ? { secretKey: stripeKey, webhookSecrets: stripeSecrets, ...at(stripeUrl) }
      : null,
    mercadopago: mercadoPagoToken && mercadoPagoPublic && mercadoPagoSecrets
      ? {
        accessToken: mercadoPagoToken,
        publicKey: mercadoPagoPublic,
        webhookSecrets: mercadoPagoSecrets,
        ...at(mercadoPagoUrl),
      }
      : null,
    culqi: culqiKey && culqiPublic && culqiPath
      ? { secretKey: culqiKey, publicKey: culqiPublic, webhookPath: culqiPath, ...at(culqiUrl) }
      : null,
  };
}

/** In the server's own log, like a worker's line: without secrets and without people. */
const faultLine = (job: string, shop: string | null) => ({ level, message }: ReadReport): void => {
  if (level !== "fault") return;
  const line = { job, shop, level, message: redacted(message) };
  Deno.stderr.writeSync(new TextEncoder().encode(`${JSON.stringify(line)}\n`));
};

export async function openServices(environment: Environment, clock: Clock = systemClock): Promise<Services> {
  const config = databaseConfig(environment);
  const subjectKeys = openSubjectKeys(keystoreDir(environment));
  const control = await openControl(config, subjectKeys).catch((error) => explained(error, environment));
  const baseDomain = environment.CASERITO_BASE_DOMAIN.replace(/:\d+$/, "");
  const ids = uuidv7Maker(clock);
  const { messages, post } = openMessages(
    environment,
    (message) => keepMessage(control, ids.next(), message, clock.now()),
    async ({ id }) => `${platformOrigin(environment)}/pagar/${await payToken(control, id, clock.now())}`,
  );
  const logs = { config, baseDomain, clock, subjectKeys };
  const tenants = await openTenants({ ...logs, facts: FACTS, projections: PROJECTIONS });
  const gates: { context?: GateContext } = {};
  const platform = await openPlatformLog({
    ...logs,
    appended: async (events) => {
      if (gates.context) await keepGatesOf(gates.context, events, (shop) => faultLine("gate", shop));
    },
  });
  const limits = await openRateLimits(control, clock);
  const membership = await openMembershipAccess(platform, { clock });
  gates.context = { control, tenants, platform, membership, clock, ids };
  const providers = openProviders(providerSettings(environment));
  const providerWork: ProviderWork = {
    control,
    platform,
    providers,
    clock,
    ids,
    keepMoney: keepProviderMoney(settledIntoMembership({ store: platform })),
  };
  const notices = new NoticeReader(providerWork, faultLine("notice-reader", null));
  return {
    environment,
    control,
    tenants,
    platform,
    membership,
    limits,
    checkpoints: openCheckpointSigner(keystoreDir(environment)),
    platformKey: openPlatformKey(keystoreDir(environment), baseDomain),
    subjectKeys,
    messages,
    post,
    providers,
    providerWork,
    notices,
    dnsTxt: resolveTxt,
    clock,
    ids,
    async close() {
      await membership.close();
      await notices.idle();
      await limits.save();
      await tenants.close();
      await platform.close();
      await control.close();
    },
  };
}

/** Made where it is missing: a log like a shop's, with facts and read models of its own. */
async function openPlatformLog(logs: Omit<TenantsOptions, "facts" | "projections">): Promise<TenantStore> {
  const { facts } = PLATFORM_BOOKS;
  return await (await openTenants({ ...logs, facts, projections: PLATFORM_PROJECTIONS })).create(
    PLATFORM_LOG,
  );
}
