import { z } from "zod";
import { err, ok, type Result } from "../../kernel/result.ts";
import { epochMsOf } from "../../kernel/time.ts";
import { personById, setPassword } from "../../events/store/control/accounts.ts";
import { type Account, endingSessions } from "../../events/store/control/sessions.ts";
import type { SignInRefusal } from "./refusals.ts";
import { hashSecret, secretMatches } from "./secrets.ts";
import { tryOnce } from "./sign_in.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";

export type PasswordRefusal =
  | SignInRefusal
  | { readonly type: "PasswordWeak"; readonly why: "short" | "common" };

/** NIST SP 800-63B §3.1.1.2: length, and not one of those that everybody tries first. */
const MIN = 8, MAX = 200;
const COMMON = new Set([
  ...["12345678", "123456789", "1234567890", "password", "contraseña", "qwertyui", "11111111", "87654321"],
  ...["caserito", "minimarket", "alianzalima", "universitario", "tiamaria", "peru2026", "password1"],
]);
const zNewPassword = z.object({ password: z.string().max(MAX), current: z.string().max(MAX).optional() });

export function weaknessOf(password: string): "short" | "common" | null {
  if (password.length < MIN) return "short";
  return COMMON.has(password.toLowerCase()) || /^(.)\1*$/.test(password) ? "common" : null;
}

/** A session of this age, begun by a code or a passkey, says who is here better than an old password does: recovery. */
const FRESH_MS = 15 * 60_000;
export const isFresh = ({ way, startedAt }: Account, { clock }: Pick<PlatformSignIn, "clock">): boolean =>
  (way === "code" || way === "passkey") && epochMsOf(clock.now()) - epochMsOf(startedAt) < FRESH_MS;

/** Sets a new password, ends every session of the person everywhere and begins this one anew. */
export async function changePassword(
  context: PlatformSignIn,
  account: Account,
  input: unknown,
): Promise<Result<Session, PasswordRefusal>> {
  const parsed = zNewPassword.safeParse(input);
  if (!parsed.success) return err({ type: "SignInIncomplete", field: "password" });
  const { password, current } = parsed.data, { control } = context, { personId } = account;
  const why = weaknessOf(password);
  if (why) return err({ type: "PasswordWeak", why });
  if (!isFresh(account, context)) {
    if (!current) return err({ type: "SignInIncomplete", field: "password" });
    const limit = { tries: 5, windowMs: FRESH_MS };
    const proven = await tryOnce(context, `current:${personId}`, limit, "password", async () => {
      const person = await personById(control, personId);
      return await secretMatches(current, person?.passwordHash ?? null) ? person : null;
    });
    if (!proven.ok) return proven;
  }
  await control.batch([setPassword(personId, await hashSecret(password)), endingSessions(personId)]);
  return ok(await startSession(context, { personId, shop: null, way: account.way }));
}
