import { err } from "../../kernel/result.ts";
import type { KeepMoney } from "./provider_work.ts";

export const keepProviderMoney: KeepMoney = () => Promise.resolve(err({ type: "EngineMissing" }));
