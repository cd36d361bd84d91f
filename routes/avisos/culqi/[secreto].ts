import { define } from "../../(_shared)/define.ts";
import { answerNotice } from "../../(_shared)/notice_answer.ts";

/** They sign nothing: the address itself is what only they know. */
export const handler = define.handlers({
  POST: (ctx) => answerNotice(ctx, "culqi", ctx.params.secreto ?? null),
});
