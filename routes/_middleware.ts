import { define } from "./(_shared)/define.ts";
import { findShop } from "./(_shared)/guards.ts";
import { membershipGuard } from "./(_shared)/membership_guard.tsx";
import { loggedErrors } from "./(_shared)/walls.ts";

export default define.middleware([loggedErrors, findShop, membershipGuard]);
