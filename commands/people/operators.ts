import { err, ok, type Result } from "../../kernel/result.ts";
import type { Ids } from "../../kernel/ids.ts";
import { ConstraintError } from "../../events/store/control/db.ts";
import {
  addingOperator,
  isOperator,
  type Operator,
  sessionOperator,
  spendRecoveryCode,
  takeStep,
  totpSecretOf,
} from "../../events/store/control/operators.ts";
import { newPerson } from "../../events/store/control/people.ts";
import { weaknessOf } from "./account.ts";
import { type PasskeyContext, personOfPasskey } from "./passkeys.ts";
import type { SignInRefusal } from "./refusals.ts";
import { hashSecret, tokenHash } from "./secrets.ts";
import { tryOnce, withPassword } from "./sign_in.ts";
import { isToken, type PlatformSignIn, type Session, startSession, touchOperator } from "./sessions.ts";
import { newTotpSecret, otpauthUrl, totpStep } from "./totp.ts";

/** People of the platform. Two factors always: password and a code of their app (or a recovery code), or a passkey. */
export interface NewOperator {
  readonly name: string;
  readonly email: string;
  readonly password: string;
}

export interface MadeOperator {
  readonly personId: string;
  /** Shown once: for the app, by hand or as an address. */
  readonly secret: string;
  readonly otpauth: string;
  /** Shown once: each opens the room in the place of one code of the app. */
  readonly recoveryCodes: readonly string[];
}

export type OperatorRefusal =
  | { readonly type: "EmailTaken" }
  | { readonly type: "PasswordWeak"; readonly why: "short" | "common" };

const RECOVERY_CODES = 10;

/** Made from the command line alone, by whoever holds the machine. */
export async function createOperator(
  { control, clock, ids }: PlatformSignIn & { readonly ids: Ids },
  { name, email, password }: NewOperator,
): Promise<Result<MadeOperator, OperatorRefusal>> {
  const why = weaknessOf(password);
  if (why) return err({ type: "PasswordWeak", why });
  const personId = ids.next(), secret = newTotpSecret(), now = clock.now();
  const recoveryCodes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
  const person = { name, email: email.toLowerCase(), phone: null, passwordHash: await hashSecret(password) };
  const rows = await newPerson(control, personId, person, now);
  const hashes = await Promise.all(recoveryCodes.map(tokenHash));
  const sealed = await control.personal.sealed(personId, "totp", secret);
  try {
    await control.batch([...rows, ...addingOperator(personId, sealed, hashes, now)]);
  } catch (error) {
    if (error instanceof ConstraintError) return err({ type: "EmailTaken" });
    throw error;
  }
  return ok({ personId, secret, otpauth: otpauthUrl(secret, person.email), recoveryCodes });
}

/** 50 bits in Crockford's base32, whose letters nobody confuses. */
function newRecoveryCode(): string {
  const letters = "0123456789abcdefghjkmnpqrstvwxyz";
  const drawn = [...crypto.getRandomValues(new Uint8Array(10))].map((byte) => letters[byte & 31]).join("");
  return `${drawn.slice(0, 5)}-${drawn.slice(5)}`;
}

/** All three at once: no words say that a password was right. Tries of the second factor count on their own. */
export async function signInOperator(
  context: PlatformSignIn,
  input: unknown,
): Promise<Result<Session, SignInRefusal>> {
  const code = String((input as { code?: unknown }).code ?? "").trim().toLowerCase().slice(0, 40);
  const known = await withPassword(context, null, input, (personId) => operatorOf(context, personId));
  if (!known.ok) return known.error.type === "SignInWrong" ? wrong : known;
  const personId = known.value, { control, clock } = context;
  const limit = { tries: 5, windowMs: 15 * 60_000 };
  const second = await tryOnce(context, `second_factor:${personId}`, limit, "second_factor", async () => {
    const secret = await totpSecretOf(control, personId);
    const step = secret === null ? null : await totpStep(secret, code, clock.now());
    if (step !== null) return await takeStep(control, personId, step) || null;
    return await spendRecoveryCode(control, personId, await tokenHash(code)) || null;
  });
  return second.ok ? ok(await startSession(context, { personId, shop: null, way: "operator" })) : second;
}
const wrong = err({ type: "SignInWrong", way: "second_factor" });
const operatorOf = async ({ control }: PlatformSignIn, personId: string) =>
  await isOperator(control, personId) ? personId : null;

export async function signInOperatorWithPasskey(
  context: PasskeyContext,
  input: unknown,
): Promise<Result<Session, SignInRefusal>> {
  const personId = await personOfPasskey(context, input);
  if (personId === null || !await isOperator(context.control, personId)) {
    return err({ type: "SignInWrong", way: "passkey" });
  }
  return ok(await startSession(context, { personId, shop: null, way: "operator" }));
}

/** Which operator a cookie's token belongs to, or null. */
export async function operatorOfToken(
  { control, clock }: Pick<PlatformSignIn, "control" | "clock">,
  token: string,
): Promise<Operator | null> {
  if (!isToken(token)) return null;
  const hash = await tokenHash(token), now = clock.now(), found = await sessionOperator(control, hash, now);
  if (found) await touchOperator(control, hash, found.operator.personId, found.seenAt, now);
  return found && found.operator;
}
