import { z } from "zod";
import { sourceDecider, type SourceFact } from "../../domain/wallets/source.ts";
import { walletSourceStream } from "../../domain/streams.ts";
import {
  endSource,
  keepSource,
  type SourceKind,
  walletSources,
} from "../../events/store/control/wallet_sources.ts";
import type { SealedField } from "../../events/log/envelope.ts";
import { ok, type Result } from "../../kernel/result.ts";
import { type Asked, defineCommand } from "../define_command.ts";
import type { CommandContext } from "../handle.ts";
import { inId, inText } from "../input/fields.ts";
import { parseInput } from "../input/parse.ts";
import { newToken, tokenHash } from "../people/secrets.ts";
import type { Refusal } from "../refusals.ts";
import type { WalletPlace } from "./place.ts";

const zPairSource = z.object({
  sourceId: inId,
  kind: z.enum(["signed", "simple", "mail"], { error: "choice" }),
  name: inText(40),
  /** The account of each wallet it tells of. */
  accounts: z.object({ yape: inId.optional(), plin: inId.optional() })
    .refine(({ yape, plin }) => yape !== undefined || plin !== undefined, { error: "required" }),
  /** A mailbox: the address the bank writes to. A paper for another one is no proof. */
  recipient: z.email({ error: "malformed" }).max(200, { error: "text_long" }).toLowerCase().nullable()
    .default(null),
});
/** Anybody who banks there has a signed paper of money of their own: only whom it was written to tells whose it is. */
const zPairing = zPairSource.refine(({ kind, recipient }) => kind !== "mail" || recipient !== null, {
  error: "required",
  path: ["recipient"],
});

async function load({ store }: CommandContext, sourceId: string) {
  const events = await store.stream(walletSourceStream(sourceId));
  const facts = events.map(({ type, data }) => ({ type, data }) as SourceFact);
  const expected = [{ stream: walletSourceStream(sourceId), version: events.length }];
  return { source: facts.reduce(sourceDecider.evolve, sourceDecider.initial), expected };
}

const pair = defineCommand({
  type: "PairWalletSource",
  // Neither its name nor an address is needed for the fact, and none goes into its hash.
  schema: zPairSource.pick({ sourceId: true, kind: true, accounts: true }),
  attempt: async (context, { sourceId, kind, accounts }) => {
    const { source, expected } = await load(context, sourceId);
    const accountIds = Object.values(accounts).filter((id) => id !== undefined);
    const decision = sourceDecider.decide({ type: "PairSource", sourceId, kind, accountIds }, source);
    if (!decision.ok) return decision;
    return ok({ facts: decision.value, expected, gate: "always", outcome: { sourceId } });
  },
});

/** Shown this once. */
export interface PairedSource {
  readonly sourceId: string;
  readonly kind: SourceKind;
  readonly secret: string;
}

/** Tells in a log or a leaked file what it is. */
const PREFIX: Readonly<Record<SourceKind, string>> = { signed: "cws_", simple: "cwl_", mail: "" };
export const isSimpleToken = (bearer: string): boolean => bearer.startsWith(PREFIX.simple);

/**
 * Pairs what will tell of money. The fact comes first: a secret that opens something is never there without it. A lost
 * answer is asked for again with the same command, and gets a new secret in place of the one that nobody saw. What signs
 * is checked with its secret itself, so that is sealed with a key outside the databases; of a token only the hash is kept.
 */
export async function pairSource(
  { control, owner, context }: Omit<WalletPlace, "keep">,
  asked: Asked,
  input: unknown,
): Promise<Result<PairedSource, Refusal>> {
  const parsed = parseInput(zPairing, input);
  if (!parsed.ok) return parsed;
  const { sourceId, kind, name, accounts, recipient } = parsed.value;
  const made = await pair(context, asked, { sourceId, kind, accounts });
  if (!made.ok) return made;
  const secret = `${PREFIX[kind]}${newToken()}`, { people } = context.store;
  await keepSource(control, {
    sourceId,
    owner,
    kind,
    name,
    secret: kind === "signed" ? await sealedSecret(people, sourceId, secret) : await tokenHash(secret),
    accounts: given(accounts),
    recipient: recipient === null ? null : await recipientIndex(people, recipient),
    madeAt: context.clock.now(),
  });
  return ok({ sourceId, kind, secret });
}

type People = CommandContext["store"]["people"];
const given = ({ yape, plin }: { yape?: string | undefined; plin?: string | undefined }) => ({
  ...yape === undefined ? {} : { yape },
  ...plin === undefined ? {} : { plin },
});

async function sealedSecret(people: People, sourceId: string, secret: string): Promise<SealedField> {
  const [sealed] = await people.seal({ subject: sourceId, fields: { secret } });
  return sealed!;
}

export const recipientIndex = (people: People, address: string): Promise<string> =>
  people.index("bank_mail", address.toLowerCase());

const revoke = defineCommand({
  type: "RevokeWalletSource",
  schema: z.object({ sourceId: inId }),
  attempt: async (context, { sourceId }) => {
    const { source, expected } = await load(context, sourceId);
    const decision = sourceDecider.decide({ type: "RevokeSource", sourceId }, source);
    if (!decision.ok) return decision;
    return ok({ facts: decision.value, expected, gate: "always", outcome: { sourceId } });
  },
});

/** From this moment nothing it sends is taken, in any process; the key of its secret is destroyed. */
export async function revokeSource(
  { control, owner, context }: Omit<WalletPlace, "keep">,
  asked: Asked,
  input: { readonly sourceId: string },
): Promise<Result<{ readonly sourceId: string }, Refusal>> {
  const revoked = await revoke(context, asked, input);
  if (!revoked.ok) return revoked;
  await endSource(control, owner, input.sourceId, context.clock.now());
  const kept = (await walletSources(control, owner)).find(({ sourceId }) => sourceId === input.sourceId);
  if (kept?.kind === "signed") await context.store.people.erase(input.sourceId);
  return ok(revoked.value.outcome);
}
