import { define } from "../../../(_shared)/define.ts";
import { require } from "../../../(_shared)/guards.ts";

export default define.middleware(require("resolve_payments"));
