import { z } from "zod";
import { decideStaff, type StaffCommand, type StaffPlace } from "../../domain/staff/decider.ts";
import { staffStream } from "../../domain/streams.ts";
import type { ControlDb } from "../../events/store/control/db.ts";
import { ROLES, setActive, setRole } from "../../events/store/control/people.ts";
import { personOfPhone } from "../../events/store/control/phones_said.ts";
import { endingSessions } from "../../events/store/control/sessions.ts";
import {
  changingPin,
  forgettingName,
  forgettingPerson,
  leaving,
  placing,
  staffRecords,
  worksElsewhere,
} from "../../events/store/control/staff_records.ts";
import type { Statement, TenantId } from "../../events/store/types.ts";
import { parsePhone } from "../../kernel/phone.ts";
import { ok } from "../../kernel/result.ts";
import { type CommandFunction, defineCommand } from "../define_command.ts";
import { type CommandContext, versionOf } from "../handle.ts";
import { inPhone } from "../customer/customer_input.ts";
import { inId, inNullable, inText } from "../input/fields.ts";
import { newPin } from "./pin.ts";

/** A command on the people of a shop: its ledger says what was done, the platform's registry does it. */
export interface StaffContext extends CommandContext {
  readonly control: ControlDb;
  readonly shop: TenantId;
}

/** Anyone at the till tries these first. */
const isWeakPin = (pin: string): boolean => /^(\d)\1*$/.test(pin) || "01234567890 09876543210".includes(pin);

const inPin = z.string({ error: "pin" }).trim().regex(/^\d{4,6}$/, { error: "pin" })
  .refine((pin) => !isWeakPin(pin), { error: "pin_weak" });
const inRole = z.enum(ROLES, { error: "choice" });
const zPerson = z.object({ personId: inId });

async function placeOf({ control, shop }: StaffContext, personId: string): Promise<StaffPlace> {
  const records = await staffRecords(control, shop), own = records.find((one) => one.personId === personId);
  const isOwner = (one: typeof records[number]) => one.active && one.role === "owner";
  return own === undefined ? null : {
    role: own.role,
    active: own.active,
    lastOwner: isOwner(own) && records.filter(isOwner).length === 1,
  };
}

interface Told {
  readonly personId: string;
}

async function decided(context: StaffContext, command: StaffCommand) {
  const { personId } = command, stream = staffStream(personId);
  const version = await versionOf(context.store, stream);
  const decision = decideStaff(command, await placeOf(context, personId));
  if (!decision.ok) return decision;
  const outcome: Told = { personId };
  return ok({ facts: decision.value, expected: [{ stream, version }], gate: "always" as const, outcome });
}

/**
 * First the fact, then what it says: cut off in between, the same form sent again is answered by the ledger and does the
 * rest. A wrong order would do things to people that no book knows of.
 */
function onStaff<Schema extends z.ZodType<Told>>(
  type: string,
  schema: Schema,
  commandOf: (input: z.output<Schema>) => StaffCommand,
  rowsOf: (context: StaffContext, input: z.output<Schema>) => Promise<Statement[]>,
) {
  return async (
    context: StaffContext,
    asked: Parameters<CommandFunction<Told, never>>[1],
    input: unknown,
  ) => {
    const inLedger = defineCommand({
      type,
      schema,
      // A PIN and a phone are no part of what the ledger remembers of the request: its hash could be guessed from.
      personal: true,
      attempt: (_, parsed) => decided(context, commandOf(parsed)),
    });
    const handled = await inLedger(context, asked, input);
    if (handled.ok && await isNewest(context, handled.value.outcome, asked.id)) {
      await context.control.batch(await rowsOf(context, schema.parse(input)));
    }
    return handled;
  };
}

/** An old form sent again is answered, and does not undo what was done to the person since. */
async function isNewest({ store }: StaffContext, { personId }: Told, cmdId: string): Promise<boolean> {
  const [last] = await store.read({ stream: staffStream(personId), descending: true, limit: 1 });
  return last === undefined || last.cmd === cmdId;
}

const zAdd = zPerson.extend({
  name: inText(80),
  role: inRole,
  phone: inNullable(inPhone),
  pin: inNullable(inPin),
});

/** Adds a person. One who has an account already (their phone is theirs) keeps it, and this shop's name for them stays here. */
export async function addStaff(
  context: StaffContext,
  asked: Parameters<CommandFunction<Told, never>>[1],
  typed: Readonly<Record<string, unknown>>,
) {
  const phone = parsePhone(String(typed["phone"] ?? ""));
  const holder = phone &&
    await personOfPhone(context.control, await context.control.personal.lookup("phone", phone));
  return await added(
    context,
    asked,
    holder && holder.proven ? { ...typed, personId: holder.personId } : typed,
  );
}

const added = onStaff(
  "AddStaff",
  zAdd,
  ({ personId, role, pin }) => ({ type: "AddStaff", personId, role, pin: pin !== null }),
  async ({ control, shop, clock }, { pin, ...person }) =>
    await placing(control, shop, { ...person, pin: pin === null ? null : await newPin(pin) }, clock.now()),
);

/** Their sessions here end: what a screen shows them next is what they may see now. */
export const changeStaffRole = onStaff(
  "ChangeStaffRole",
  zPerson.extend({ role: inRole }),
  (input) => ({ type: "ChangeStaffRole", ...input }),
  ({ shop }, { personId, role }) =>
    Promise.resolve([setRole(shop, personId, role), endingSessions(personId, shop)]),
);

export const deactivateStaff = onStaff(
  "DeactivateStaff",
  zPerson,
  ({ personId }) => ({ type: "DeactivateStaff", personId }),
  ({ shop }, { personId }) => Promise.resolve(leaving(shop, personId)),
);

export const reactivateStaff = onStaff(
  "ReactivateStaff",
  zPerson,
  ({ personId }) => ({ type: "ReactivateStaff", personId }),
  ({ shop }, { personId }) => Promise.resolve([setActive(shop, personId, true)]),
);

export const setStaffPin = onStaff(
  "SetStaffPin",
  zPerson.extend({ pin: inPin }),
  ({ personId }) => ({ type: "SetStaffPin", personId }),
  async ({ shop }, { personId, pin }) => changingPin(shop, personId, await newPin(pin)),
);

const erasedHere = onStaff(
  "EraseStaff",
  zPerson,
  ({ personId }) => ({ type: "EraseStaff", personId }),
  ({ shop }, { personId }) => Promise.resolve([...leaving(shop, personId), forgettingName(shop, personId)]),
);

/**
 * Forgets a person in one action. Who works in another shop too keeps their account, which is theirs and not this shop's;
 * of anybody else the key goes, and with it every copy of their name and phone.
 */
export const eraseStaff: typeof erasedHere = async (context, asked, input) => {
  const handled = await erasedHere(context, asked, input);
  if (!handled.ok) return handled;
  const { personId } = handled.value.outcome, { control, shop } = context;
  if (await worksElsewhere(control, shop, personId)) return handled;
  await control.batch(forgettingPerson(personId));
  await control.personal.erase(personId);
  return handled;
};
