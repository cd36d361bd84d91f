import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from "@simplewebauthn/server";
import { z } from "zod";
import { err, ok, type Result } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { ConstraintError } from "../../events/store/control/db.ts";
import {
  addChallenge,
  addPasskey,
  passkeyById,
  passkeysOf,
  spendChallenge,
  usePasskey,
} from "../../events/store/control/passkeys.ts";
import type { Account } from "../../events/store/control/sessions.ts";
import type { SignInRefusal } from "./refusals.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";

/** The platform as browsers name it: one passkey of the base domain signs in for every shop below it. */
export interface PasskeyContext extends PlatformSignIn {
  /** `https://caserito.pe` */
  readonly origin: string;
}

const CHALLENGE_MS = 5 * 60_000;
/** Kept on the device with its owner's name and opened by fingerprint, face or code: two factors in one. */
const SELECTION = { residentKey: "required", userVerification: "required" } as const;
const rpOf = (origin: string): string => new URL(origin).hostname;

type RegistrationResponse = Parameters<typeof verifyRegistrationResponse>[0]["response"];
type AuthenticationResponse = Parameters<typeof verifyAuthenticationResponse>[0]["response"];

/** Enough of the form to hand it on: the library reads the rest and refuses what it does not know. */
const zResponse = z.looseObject({
  id: z.string().max(1_400),
  rawId: z.string().max(1_400),
  type: z.literal("public-key"),
  response: z.looseObject({ clientDataJSON: z.string().max(20_000) }),
});

export async function passkeyOptions(
  { control, clock, origin }: PasskeyContext,
  { personId, name }: Pick<Account, "personId" | "name">,
) {
  const known = await passkeysOf(control, personId), now = clock.now();
  const options = await generateRegistrationOptions({
    rpName: "Caserito",
    rpID: rpOf(origin),
    userName: name,
    userDisplayName: name,
    userID: new TextEncoder().encode(personId),
    excludeCredentials: known.map(({ credentialId, transports }) => ({
      id: credentialId,
      transports: [...transports],
    })),
    authenticatorSelection: SELECTION,
  });
  await addChallenge(control, options.challenge, personId, now, plusMs(now, CHALLENGE_MS));
  return options;
}

/** Keeps the passkey a browser has just made for this person. */
export async function registerPasskey(
  context: PasskeyContext,
  { personId }: Pick<Account, "personId">,
  input: unknown,
): Promise<Result<{ readonly name: string }, SignInRefusal>> {
  const { control, clock, origin, device = "" } = context,
    refused = err({
      type: "SignInWrong",
      way: "passkey",
    });
  const parsed = zResponse.safeParse(input);
  if (!parsed.success) return refused;
  const response = parsed.data as unknown as RegistrationResponse;
  const verified = await verifyRegistrationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(control, challenge, personId, clock.now()),
    expectedOrigin: origin,
    expectedRPID: rpOf(origin),
  }).catch(() => null); // the library throws for each thing that does not fit
  if (!verified?.verified) return refused;
  const { credential } = verified.registrationInfo;
  try {
    await addPasskey(control, {
      credentialId: credential.id,
      personId,
      publicKey: new Uint8Array(credential.publicKey),
      counter: credential.counter,
      transports: credential.transports ?? [],
      name: device,
      createdAt: clock.now(),
    });
  } catch (error) {
    if (error instanceof ConstraintError) return refused;
    throw error;
  }
  return ok({ name: device });
}

/** Without saying for whom: the browser offers what it holds, and nobody learns who has an account. */
export async function passkeySignInOptions({ control, clock, origin }: PasskeyContext) {
  const options = await generateAuthenticationOptions({ rpID: rpOf(origin), userVerification: "required" });
  const now = clock.now();
  await addChallenge(control, options.challenge, null, now, plusMs(now, CHALLENGE_MS));
  return options;
}

export async function signInWithPasskey(
  context: PasskeyContext,
  input: unknown,
): Promise<Result<Session & { readonly personId: string }, SignInRefusal>> {
  const personId = await personOfPasskey(context, input);
  if (personId === null) return err({ type: "SignInWrong", way: "passkey" });
  return ok({ personId, ...await startSession(context, { personId, shop: null, way: "passkey" }) });
}

/** Whose passkey signed a challenge of ours, or null. */
export async function personOfPasskey(
  { control, clock, origin }: PasskeyContext,
  input: unknown,
): Promise<string | null> {
  const parsed = zResponse.safeParse(input);
  if (!parsed.success) return null;
  const response = parsed.data as unknown as AuthenticationResponse;
  const passkey = await passkeyById(control, response.id);
  if (!passkey) return null;
  const verified = await verifyAuthenticationResponse({
    response,
    expectedChallenge: (challenge) => spendChallenge(control, challenge, null, clock.now()),
    expectedOrigin: origin,
    expectedRPID: rpOf(origin),
    credential: {
      id: passkey.credentialId,
      publicKey: passkey.publicKey,
      counter: passkey.counter,
      transports: [...passkey.transports],
    },
  }).catch(() => null);
  if (!verified?.verified) return null;
  const counted = await usePasskey(control, passkey, verified.authenticationInfo.newCounter, clock.now());
  return counted ? passkey.personId : null;
}
