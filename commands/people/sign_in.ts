import { z } from "zod";
import { err, ok, type Result } from "../../kernel/result.ts";
import type { Instant } from "../../kernel/time.ts";
import { type AttemptLimit, clearAttempts, takeAttempt } from "../../events/store/control/attempts.ts";
import {
  type PinStaff,
  setPin,
  type Staff,
  staffOf,
  staffWithPin,
} from "../../events/store/control/people.ts";
import { personByLookup } from "../../events/store/control/accounts.ts";
import type { TenantId } from "../../events/store/types.ts";
import { newPin, pinMatches } from "./pin.ts";
import { secretMatches } from "./secrets.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";

export interface SignInContext extends PlatformSignIn {
  readonly shop: TenantId;
}

export type SignInRefusal =
  | { readonly type: "SignInIncomplete"; readonly field: "email" | "password" | "personId" | "pin" }
  | { readonly type: "SignInWrong"; readonly way: "password" | "pin" }
  | { readonly type: "SignInTooMany"; readonly until: Instant };

export interface SignedIn extends Session {
  readonly staff: Staff;
}

const PASSWORD_LIMIT: AttemptLimit = { tries: 8, windowMs: 15 * 60_000 };
/** Ten thousand PINs: five tries in fifteen minutes make guessing one a matter of weeks. */
const PIN_LIMIT: AttemptLimit = { tries: 5, windowMs: 15 * 60_000 };

const zPasswordInput = z.object({
  email: z.string().trim().toLowerCase().min(3).max(200),
  password: z.string().min(1).max(200),
});
const zPinInput = z.object({ personId: z.uuid(), pin: z.string().regex(/^\d{4,6}$/) });

export async function signInWithPassword(
  context: SignInContext,
  input: unknown,
): Promise<Result<SignedIn, SignInRefusal>> {
  const parsed = zPasswordInput.safeParse(input);
  if (!parsed.success) {
    return err({
      type: "SignInIncomplete",
      field: parsed.error.issues[0]?.path[0] === "password" ? "password" : "email",
    });
  }
  const { email, password } = parsed.data;
  return await tryOnce(context, `password:${context.shop}:${email}`, PASSWORD_LIMIT, "password", async () => {
    const person = await personByLookup(context.control, "email", email);
    const staff = person && await staffOf(context.control, context.shop, person.personId);
    return await secretMatches(password, staff && person.passwordHash) ? staff : null;
  });
}

export async function signInWithPin(
  context: SignInContext,
  input: unknown,
): Promise<Result<SignedIn, SignInRefusal>> {
  const parsed = zPinInput.safeParse(input);
  if (!parsed.success) {
    return err({
      type: "SignInIncomplete",
      field: parsed.error.issues[0]?.path[0] === "personId" ? "personId" : "pin",
    });
  }
  const { personId, pin } = parsed.data;
  return await tryOnce(context, `pin:${context.shop}:${personId}`, PIN_LIMIT, "pin", async () => {
    const staff = await staffWithPin(context.control, context.shop, personId);
    if (staff && staff.oldPinHash !== null) return await upgraded(context, staff, staff.oldPinHash, pin);
    return await pinMatches(pin, staff?.pin ?? null) ? staff : null;
  });
}

/** A PIN kept in the old way, entered right, is kept in the new one from here on. */
async function upgraded(
  { control, shop }: SignInContext,
  staff: PinStaff,
  oldPinHash: string,
  pin: string,
): Promise<Staff | null> {
  if (!await secretMatches(pin, oldPinHash)) return null;
  await control.batch([setPin(shop, staff.personId, await newPin(pin))]);
  return staff;
}

async function tryOnce(
  context: SignInContext,
  key: string,
  limit: AttemptLimit,
  way: "password" | "pin",
  check: () => Promise<Staff | null>,
): Promise<Result<SignedIn, SignInRefusal>> {
  const { control, shop, clock } = context;
  const until = await takeAttempt(control, key, limit, clock.now());
  if (until) return err({ type: "SignInTooMany", until });
  const found = await check();
  if (!found) return err({ type: "SignInWrong", way });
  await clearAttempts(control, key);
  const staff: Staff = { personId: found.personId, name: found.name, role: found.role };
  return ok({ staff, ...await startSession(context, { personId: staff.personId, shop, way }) });
}
