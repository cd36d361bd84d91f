import type { Instant } from "../../kernel/time.ts";

export type SignInField = "email" | "password" | "personId" | "pin" | "phone" | "code";
export type SignInWay = "password" | "pin" | "code" | "passkey" | "second_factor";

/** Why somebody was not let in. None of them says whether the e-mail, phone or person exists. */
export type SignInRefusal =
  | { readonly type: "SignInIncomplete"; readonly field: SignInField }
  | { readonly type: "SignInWrong"; readonly way: SignInWay }
  | { readonly type: "SignInTooMany"; readonly until: Instant }
  /** No carrier is set up: a code would never come. */
  | { readonly type: "CodesUnavailable" };
