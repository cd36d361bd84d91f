import type { MembershipStatus } from "../../../commands/membership/shop_account.ts";
import { NO_STATE, STATE_NAMES } from "../../../i18n/es_pe/operator_membership.ts";
import type { Tone } from "../../../ui/List.tsx";

type StateName = MembershipStatus["state"];

const TONES: Readonly<Record<StateName, Tone>> = {
  TRIAL: "info",
  ACTIVE: "ok",
  GRACE: "attention",
  RESTRICTED: "attention",
  BLOCKED: "danger",
  DORMANT: "danger",
  CLOSED: "info",
};

/** A state as word and colour. */
export const stateMark = (state: StateName | null): { readonly tone: Tone; readonly word: string } =>
  state === null ? { tone: "info", word: NO_STATE } : { tone: TONES[state], word: STATE_NAMES[state] };
