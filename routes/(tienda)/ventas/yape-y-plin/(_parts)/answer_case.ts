import { type Context, HttpError } from "fresh";
import { resolveException } from "../../../../../commands/payments/exceptions.ts";
import { loadQuestion, type WayOut } from "../../../../../commands/payments/question.ts";
import { commandContext, type ShopState } from "../../../../(_shared)/define.ts";
import { askedBy, readTyped, refusedForm } from "../../../../(_shared)/form.ts";
import { giveBack, type Refused } from "./give_back.ts";

/** What the form of a question says became of its money: the way out that was taken, or the form as it was refused. */
export async function answerCase(
  ctx: Context<ShopState>,
  exceptionId: string,
): Promise<WayOut | "resuelto" | Refused<WayOut>> {
  const { store, services: { ids }, staff } = ctx.state;
  const typed = await readTyped(ctx.req), question = await loadQuestion(store, exceptionId);
  if (!question) return "resuelto";
  const way = question.ways.find((one) => one === typed["accion"]);
  if (way === undefined) throw new HttpError(400);
  if (way === "transfer" || way === "change") {
    return await giveBack(ctx, way, question.paymentId!, typed) ?? way;
  }
  const { intentId = "", note } = typed;
  if (way === "allocate" && intentId === "") {
    const missing = { type: "InvalidInput", faults: [{ field: "intentId", fault: "required" }] } as const;
    return { way, form: refusedForm(typed, missing, ["intentId", "note"]) };
  }
  const done = await resolveException(commandContext(ctx.state), askedBy(typed, ids), {
    exceptionId,
    resolution: way,
    intentId: way === "allocate" ? intentId : null,
    note,
    by: staff.personId,
  });
  if (done.ok) return way;
  if (done.error.type === "PaymentExceptionUnknown") return "resuelto";
  return { way, form: refusedForm(typed, done.error, ["intentId", "note"]) };
}
