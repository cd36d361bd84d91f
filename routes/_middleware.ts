import { define } from "./(_shared)/define.ts";
import { findShop } from "./(_shared)/guards.ts";

export default define.middleware(findShop);
