import { may, type Permission } from "../../commands/people/permissions.ts";
import type { Staff } from "../../events/store/control/people.ts";
import type { ApiPlace } from "./place.ts";
import { requestProblem } from "./problem.ts";

/** Who may call: whoever is signed in at the shop, or who has one of these permissions. */
export type Access = "staff" | readonly Permission[];

/**
 * Who asks. The one place that knows the ways to say it: today the session of the shop, which the host's middleware has
 * read already. API keys and device credentials enter here; until then a bearer token is nobody, even beside a session.
 */
export function authenticate(request: Request, { staff }: ApiPlace): Staff | Response {
  if (request.headers.has("authorization")) {
    return requestProblem("BearerUnsupported", {
      headers: { "www-authenticate": 'Bearer error="invalid_token"' },
    });
  }
  return staff ?? requestProblem("Unauthenticated", { headers: { "www-authenticate": "Cookie" } });
}

export const mayCall = (access: Access, { role }: Staff): boolean =>
  typeof access === "string" || access.some((permission) => may(role, permission));
