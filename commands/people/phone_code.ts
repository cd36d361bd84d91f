import { z } from "zod";
import { parsePhone } from "../../kernel/phone.ts";
import { sameSecret } from "../../kernel/pin.ts";
import type { MessagePort } from "../../kernel/ports.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { plusMs } from "../../kernel/time.ts";
import { personByLookup } from "../../events/store/control/accounts.ts";
import { type AttemptLimit, takeAttempt } from "../../events/store/control/attempts.ts";
import { putCode, spendCode, tryCode } from "../../events/store/control/codes.ts";
import type { SignInRefusal } from "./refusals.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";

export interface CodeContext extends PlatformSignIn {
  readonly messages: MessagePort;
  /** What a message says, in the language of the people. */
  readonly words: { code(code: string): string; readonly unknown: string };
}

/** Six digits, five tries, ten minutes; a phone is sent three in that time and ten in a day: 50 guesses in a million. */
const CODE_MS = 10 * 60_000, TRIES = 5;
const RESEND: AttemptLimit = { tries: 3, windowMs: CODE_MS };
const RESEND_DAY: AttemptLimit = { tries: 10, windowMs: 24 * 3_600_000 };

const zPhone = z.object({ phone: z.string().max(40) });
const zCode = z.object({ phone: z.string().max(40), code: z.string().trim().regex(/^\d{6}$/) });

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
  const parsed = zPhone.safeParse(input), phone = parsed.success ? parsePhone(parsed.data.phone) : null;
  if (phone === null) return err({ type: "SignInIncomplete", field: "phone" });
  const key = await control.personal.lookup("phone", phone), now = clock.now();
  const until = await takeAttempt(control, `code:${key}`, RESEND, now) ??
    await takeAttempt(control, `code-day:${key}`, RESEND_DAY, now);
  if (until) return err({ type: "SignInTooMany", until });
  const person = await personByLookup(control, "phone", phone), code = newCode();
  const codeHash = await hashOf(context, key, code), personId = person?.personId ?? null;
  await putCode(control, key, { codeHash, personId }, now, plusMs(now, CODE_MS));
  const text = person ? words.code(code) : words.unknown;
  await messages.send({ to: phone, purpose: person ? "code" : "notice", subject: null, text });
  return ok({ phone });
}

/** The code opens a session of the platform, once. A late one, a wrong one and one never sent look the same. */
export async function signInWithCode(
  context: PlatformSignIn,
  input: unknown,
): Promise<Result<Session & { readonly personId: string }, SignInRefusal>> {
  const parsed = zCode.safeParse(input);
  const phone = parsed.success ? parsePhone(parsed.data.phone) : null;
  if (!parsed.success || phone === null) return err({ type: "SignInIncomplete", field: "code" });
  const { control, clock } = context, key = await control.personal.lookup("phone", phone);
  const given = await hashOf(context, key, parsed.data.code);
  const kept = await tryCode(control, key, TRIES, clock.now());
  const fits = sameSecret(given, kept?.codeHash ?? "") && kept !== null && kept.personId !== null;
  if (!fits || !await spendCode(control, key, given)) return err({ type: "SignInWrong", way: "code" });
  const { personId } = kept as { personId: string };
  return ok({ personId, ...await startSession(context, { personId, shop: null, way: "code" }) });
}

/** Under the platform's pepper: a million codes are quickly tried against a plain hash. */
const hashOf = ({ control }: PlatformSignIn, key: string, code: string): Promise<string> =>
  control.personal.lookup("code", `${key}\n${code}`);

/** Six digits, each as likely: what does not divide evenly is drawn again. */
function newCode(): string {
  const [value = 0] = crypto.getRandomValues(new Uint32Array(1));
  return value >= 4_294_000_000 ? newCode() : String(value % 1_000_000).padStart(6, "0");
}
