import { define } from "../(_shared)/define.ts";
import { answerNotice } from "../(_shared)/notice_answer.ts";

export const handler = define.handlers({ POST: (ctx) => answerNotice(ctx, "mercadopago") });
