import { type Context, HttpError } from "fresh";
import type { CommandFunction } from "../../../commands/define_command.ts";
import type { Refusal } from "../../../commands/refusals.ts";
import type { OperatorState } from "../../(_shared)/define.ts";
import {
  askedBy,
  type FormState,
  freshForm,
  readTyped,
  refusedForm,
  type Typed,
} from "../../(_shared)/form.ts";
import { operatorContext } from "./operator_context.ts";

/** One form of the console is one command. */
export interface OperatorAction {
  readonly command: CommandFunction<unknown, Refusal>;
  /** Those that the form shows. */
  readonly fields: readonly string[];
  /** What the form says, where it is not the command's own input. */
  readonly input?: (typed: Typed) => Readonly<Record<string, unknown>>;
}

export interface Refused {
  readonly action: string;
  readonly form: FormState;
}

/** What the form asked for, done in the operator's name: the action that was done, or the form as it was refused. */
export async function runAction(
  ctx: Context<OperatorState>,
  actions: Readonly<Record<string, OperatorAction>>,
  known: Readonly<Record<string, unknown>> = {},
): Promise<string | Refused> {
  const typed = await readTyped(ctx.req), action = typed["accion"] ?? "";
  if (!Object.hasOwn(actions, action)) throw new HttpError(400);
  const { command, fields, input }: OperatorAction = actions[action]!, { state } = ctx;
  const asked = askedBy(typed, state.services.ids);
  const done = await command(operatorContext(state), asked, { ...input?.(typed) ?? typed, ...known });
  return done.ok ? action : { action, form: refusedForm(typed, done.error, fields) };
}

/** A form as it is shown, with the id its command will have. `subject` tells it from others of its kind on one page. */
export interface ActionForm extends FormState {
  readonly action: string;
  readonly cmdId: string;
  readonly subject: string;
}

/** The forms of a page: the refused one as it was typed, all others fresh. */
export const formMaker = (
  { state: { services: { ids } } }: Context<OperatorState>,
  refused: Refused | null,
  /** The hidden field that tells forms of one action apart. */
  subjectField?: string,
) =>
(action: string, subject = ""): ActionForm => {
  const isIt = refused !== null && refused.action === action &&
    (subjectField === undefined || refused.form.typed[subjectField] === subject);
  return { ...isIt ? refused.form : freshForm(), action, subject, cmdId: ids.next() };
};
