import type { Niche } from "./define_niche.ts";
import { minimarket } from "./minimarket/mod.ts";

/** Every trade of the platform: the only file that names them all. */
export const NICHES: readonly Niche[] = [minimarket];
