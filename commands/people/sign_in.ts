import { z } from "zod";
import type { Instant } from "../../kernel/time.ts";
import { parsePhone } from "../../kernel/phone.ts";
import { err, ok, type Result } from "../../kernel/result.ts";
import { personByLookup } from "../../events/store/control/accounts.ts";
import { type AttemptLimit, clearAttempts, takeAttempt } from "../../events/store/control/attempts.ts";
import { isOperator } from "../../events/store/control/operators.ts";
import {
  type PinStaff,
  setPin,
  type Staff,
  staffOf,
  staffWithPin,
} from "../../events/store/control/people.ts";
import type { TenantId } from "../../events/store/types.ts";
import { newPin, pinMatches } from "./pin.ts";
import type { SignInRefusal, SignInWay } from "./refusals.ts";
import { secretMatches } from "./secrets.ts";
import { type PlatformSignIn, type Session, startSession } from "./sessions.ts";

export type { SignInRefusal };

export interface SignInContext extends PlatformSignIn {
  readonly shop: TenantId;
}

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

/** At a shop's own page. */
export async function signInWithPassword(
  context: SignInContext,
  input: unknown,
): Promise<Result<SignedIn, SignInRefusal>> {
  const { control, shop } = context;
  const found = await withPassword(context, shop, input, (personId) => staffOf(control, shop, personId));
  if (!found.ok) return found;
  const staff = found.value;
  return ok({ staff, ...await startSession(context, { personId: staff.personId, shop, way: "password" }) });
}

/** At the platform, for all the shops of a person. An operator's password alone opens nothing: theirs is another door. */
export async function signInToAccount(
  context: PlatformSignIn,
  input: unknown,
): Promise<Result<Session & { readonly personId: string }, SignInRefusal>> {
  const found = await withPassword(
    context,
    null,
    input,
    async (personId) => await isOperator(context.control, personId) ? null : { personId },
  );
  if (!found.ok) return found;
  const { personId } = found.value;
  return ok({ personId, ...await startSession(context, { personId, shop: null, way: "password" }) });
}

/** Whoever has this e-mail and password, as `placed` sees them; null where they have no place there. */
export async function withPassword<Found>(
  context: PlatformSignIn,
  shop: TenantId | null,
  input: unknown,
  placed: (personId: string) => Promise<Found | null>,
): Promise<Result<Found, SignInRefusal>> {
  const parsed = zPasswordInput.safeParse(input);
  if (!parsed.success) {
    return err({
      type: "SignInIncomplete",
      field: parsed.error.issues[0]?.path[0] === "password" ? "password" : "email",
    });
  }
  const { email, password } = parsed.data, { control } = context, phone = parsePhone(email);
  // Whoever came with a phone has no e-mail, and a password all the same.
  const [field, text] = phone === null ? ["email", email] as const : ["phone", phone] as const;
  // The key is an index: what stands in the table of tries names nobody.
  const key = `password:${shop ?? "platform"}:${await control.personal.lookup(field, text)}`;
  return await tryOnce(context, key, PASSWORD_LIMIT, "password", async () => {
    const person = await personByLookup(control, field, text);
    const found = await placed(person?.personId ?? ""); // nobody's id asks as much as somebody's
    return await secretMatches(password, person && found && person.passwordHash) ? found : null;
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
  const found = await pinTyped(context, parsed.data);
  if (!found.ok) return found;
  const { personId, name, role } = found.value;
  return ok({
    staff: { personId, name, role },
    ...await startSession(context, { personId, shop: context.shop, way: "pin" }),
  });
}

/** Whose PIN this is, where somebody signed in hands the keys to another for one word: no session comes of it. */
export async function personByPin(
  context: SignInContext,
  input: unknown,
): Promise<Result<Staff, SignInRefusal>> {
  const parsed = zPinInput.safeParse(input);
  return parsed.success
    ? await pinTyped(context, parsed.data)
    : err({ type: "SignInIncomplete", field: "pin" });
}

const pinTyped = (context: SignInContext, { personId, pin }: z.output<typeof zPinInput>) =>
  tryOnce(context, `pin:${context.shop}:${personId}`, PIN_LIMIT, "pin", async () => {
    const staff = await staffWithPin(context.control, context.shop, personId);
    if (staff && staff.oldPinHash !== null) return await upgraded(context, staff, staff.oldPinHash, pin);
    return await pinMatches(pin, staff?.pin ?? null) ? staff : null;
  });

/** A PIN kept in the old way, entered right, is kept in the new one from here on. */
async function upgraded(
  { control, shop }: SignInContext,
  staff: PinStaff,
  oldPinHash: string,
  pin: string,
): Promise<PinStaff | null> {
  if (!await secretMatches(pin, oldPinHash)) return null;
  await control.batch([setPin(shop, staff.personId, await newPin(pin))]);
  return staff;
}

/** A market's tills share an address, and so do the phones of a carrier: enough for them, too few to try a list of passwords. */
const ADDRESS_LIMIT: AttemptLimit = { tries: 300, windowMs: 15 * 60_000 };

/** Until when nobody from there may try again; null where that is now. Never forgotten by a try that was right. */
export const tooManyFrom = async (
  { control, clock, address = null }: PlatformSignIn,
): Promise<Instant | null> =>
  address === null ? null : await takeAttempt(control, `sign_in/${address}`, ADDRESS_LIMIT, clock.now());

/** One counted try. The count comes before the secret is looked at, and is forgotten when it was right. */
export async function tryOnce<Found>(
  context: PlatformSignIn,
  key: string,
  limit: AttemptLimit,
  way: SignInWay,
  check: () => Promise<Found | null>,
): Promise<Result<Found, SignInRefusal>> {
  const { control, clock } = context;
  const until = await tooManyFrom(context) ?? await takeAttempt(control, key, limit, clock.now());
  if (until) return err({ type: "SignInTooMany", until });
  const found = await check();
  if (found === null) return err({ type: "SignInWrong", way });
  await clearAttempts(control, key);
  return ok(found);
}
