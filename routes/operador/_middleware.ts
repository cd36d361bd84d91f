import { HttpError } from "fresh";
import { operatorOfToken } from "../../commands/people/operators.ts";
import { defineOperator } from "../(_shared)/define.ts";
import { isSecure } from "../(_shared)/guards.ts";
import { operatorToken } from "../(_shared)/session_cookie.ts";

/** The door itself, and what a passkey at it needs, stand open. */
const DOOR = new Set(["/operador/ingresar", "/operador/llave"]);

/** The platform's own room, at the platform alone. */
export default defineOperator.middleware(async (ctx) => {
  const { shop, services } = ctx.state;
  if (shop) throw new HttpError(404);
  const token = operatorToken(ctx.req.headers, isSecure(ctx.state));
  const operator = token === null ? null : await operatorOfToken(services, token);
  if (operator) ctx.state.operator = operator;
  else if (!DOOR.has(ctx.url.pathname)) return ctx.redirect("/operador/ingresar", 303);
  const response = await ctx.next();
  response.headers.set("cache-control", "private, no-store");
  return response;
});
