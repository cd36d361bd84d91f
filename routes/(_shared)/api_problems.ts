import { HttpError, type Middleware } from "fresh";
import { API_PATH, statusProblem } from "../../api/mod.ts";
import type { State } from "./define.ts";

/** Programs read problems and people read pages: what is refused before a request reaches the API is told as the API tells it. */
export const apiProblems: Middleware<State> = async (ctx) => {
  try {
    return await ctx.next();
  } catch (error) {
    if (!(error instanceof HttpError) || !`${ctx.url.pathname}/`.startsWith(`${API_PATH}/`)) throw error;
    return statusProblem(error.status);
  }
};
