import { z } from "zod";
import { parsePhone } from "../../kernel/phone.ts";
import { sameSecret } from "../../kernel/pin.ts";
import type { MessagePort } from "../../kernel/ports.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { type AttemptLimit, takeAttempt } from "../../events/store/control/attempts.ts";
import { putCode, spendCode, tryCode } from "../../events/store/control/codes.ts";
import type { SignInRefusal } from "./refusals.ts";
import { forgetSaidPhone, personOfPhone, provingPhone } from "../../events/store/control/phones_said.ts";
import { isOperator } from "../../events/store/control/operators.ts";
import { ConstraintError } from "../../events/store/control/db.ts";
import { endingSessions } from "../../events/store/control/sessions.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";
import { tooManyFrom } from "./sign_in.ts";

export interface CodeContext extends PlatformSignIn {
  readonly messages: MessagePort;
  /** What a message says, in the language of the people. */
  readonly words: { code(code: string): string; readonly unknown: string };
}

/** Six digits, five tries, ten minutes; a phone is sent three in that time and ten in a day: 50 guesses in a million. */
const CODE_MS = 10 * 60_000, TRIES = 5;
const RESEND: AttemptLimit = { tries: 3, windowMs: CODE_MS };
const RESEND_DAY: AttemptLimit = { tries: 10, windowMs: 24 * 3_600_000 };

const zPhone = z.looseObject({ phone: z.string().max(40) });
const zCode = z.looseObject({ code: z.string().trim().regex(/^\d{6}$/) });

/**
 * Sends a code to a phone. One that is nobody's is sent a word that it is, costs the same and is answered the same: who
 * asks learns nothing, and who mistyped does.
 */
export async function requestCode(
  context: CodeContext,
  input: unknown,
): Promise<Result<{ readonly phone: string }, SignInRefusal>> {
  const { control, clock, messages, words } = context;
  if (!messages.ready) return err({ type: "CodesUnavailable" });
  const phone = phoneIn(input);
  if (phone === null) return err({ type: "SignInIncomplete", field: "phone" });
  const key = await control.personal.lookup("phone", phone), now = clock.now();
  const until = await tooManyCodes(context, key);
  if (until) return err({ type: "SignInTooMany", until });
  const personId = (await personOfPhone(control, key))?.personId ?? null, code = newCode();
  await putCode(
    control,
    key,
    { codeHash: await hashOf(context, key, code), personId },
    now,
    plusMs(now, CODE_MS),
  );
  const known = personId !== null, text = known ? words.code(code) : words.unknown;
  await messages.send({
    to: phone,
    purpose: known ? "code" : "notice",
    subject: null,
    text,
    ...known && { code },
  });
  return ok({ phone });
}

/** The code opens a session of the platform, once. A late one, a wrong one and one never sent look the same. */
export async function signInWithCode(
  context: PlatformSignIn,
  input: unknown,
): Promise<Result<Session & { readonly personId: string }, SignInRefusal>> {
  const spent = await spentCode(context, "", input);
  if (!spent.ok) return spent;
  const { personId, phone, key } = spent.value, { control } = context;
  if (await isOperator(control, personId)) return err({ type: "SignInWrong", way: "code" });
  if (!(await personOfPhone(control, key))?.proven) {
    await control.batch(await provingPhone(control, personId, phone));
  }
  return ok({ personId, ...await startSession(context, { personId, shop: null, way: "code" }) });
}

export type PhoneRefusal = SignInRefusal | { readonly type: "PhoneTaken" };

/** Sends a code to a phone that who is signed in says is theirs. */
export async function requestPhoneProof(
  context: CodeContext,
  personId: string,
  input: unknown,
): Promise<Result<{ readonly phone: string }, SignInRefusal>> {
  const { control, clock, messages, words } = context, phone = phoneIn(input), now = clock.now();
  if (!messages.ready) return err({ type: "CodesUnavailable" });
  if (phone === null) return err({ type: "SignInIncomplete", field: "phone" });
  const key = await control.personal.lookup("phone", phone);
  const until = await tooManyCodes(context, key);
  if (until) return err({ type: "SignInTooMany", until });
  const code = newCode(), own = personId + key;
  await putCode(
    control,
    own,
    { codeHash: await hashOf(context, own, code), personId },
    now,
    plusMs(now, CODE_MS),
  );
  await messages.send({ to: phone, purpose: "code", subject: null, text: words.code(code), code });
  return ok({ phone });
}

/** The code came back: the phone is theirs. Only who holds the phone learns that it is another account's. */
export async function provePhone(
  context: PlatformSignIn,
  personId: string,
  input: unknown,
): Promise<Result<Session, PhoneRefusal>> {
  const spent = await spentCode(context, personId, input);
  if (!spent.ok) return spent;
  const { control } = context, { phone, key } = spent.value;
  const holder = await personOfPhone(control, key);
  if (holder?.proven && holder.personId !== personId) return err({ type: "PhoneTaken" });
  // Who is signed in here keeps what is theirs; others who said this phone lose what they left.
  await control.batch([forgetSaidPhone(personId)]);
  try {
    await control.batch([...await provingPhone(control, personId, phone), endingSessions(personId)]);
  } catch (error) {
    if (error instanceof ConstraintError) return err({ type: "PhoneTaken" });
    throw error;
  }
  return ok(await startSession(context, { personId, shop: null, way: "code" }));
}

/** Whose code it was, spent; `owner` names those of {@link requestPhoneProof}. */
async function spentCode(context: PlatformSignIn, owner: string, input: unknown) {
  const parsed = zCode.safeParse(input), phone = phoneIn(input);
  if (!parsed.success || phone === null) return err({ type: "SignInIncomplete", field: "code" } as const);
  const { control, clock } = context, key = await control.personal.lookup("phone", phone), row = owner + key;
  const until = await tooManyFrom(context);
  if (until) return err({ type: "SignInTooMany", until } as const);
  const given = await hashOf(context, row, parsed.data.code);
  const kept = await tryCode(control, row, TRIES, clock.now());
  const personId = sameSecret(given, kept?.codeHash ?? "") ? kept?.personId ?? null : null;
  if (personId === null || !await spendCode(control, row, given)) {
    return err({ type: "SignInWrong", way: "code" } as const);
  }
  return ok({ personId, phone, key });
}

function phoneIn(input: unknown): string | null {
  const parsed = zPhone.safeParse(input);
  return parsed.success ? parsePhone(parsed.data.phone) : null;
}

/** Of one address to whatever phones: codes cost money, and somebody earns on numbers that are called. */
const ADDRESS: AttemptLimit = { tries: 30, windowMs: 3_600_000 };

const tooManyCodes = async ({ control, clock, address = null }: PlatformSignIn, key: string) =>
  (address === null ? null : await takeAttempt(control, `codes/${address}`, ADDRESS, clock.now())) ??
    await takeAttempt(control, `code:${key}`, RESEND, clock.now()) ??
    await takeAttempt(control, `code-day:${key}`, RESEND_DAY, clock.now());

/** Under the platform's pepper: a million codes are quickly tried against a plain hash. */
const hashOf = ({ control }: PlatformSignIn, key: string, code: string): Promise<string> =>
  control.personal.lookup("code", `${key}\n${code}`);

/** Six digits, each as likely: what does not divide evenly is drawn again. */
function newCode(): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value >= 4_294_000_000 ? newCode() : String(value % 1_000_000).padStart(6, "0");
}
