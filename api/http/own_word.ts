import type { Staff } from "../../events/store/control/people.ts";
import type { ApprovalKind } from "../../kernel/approval.ts";
import { memberOf, withPath } from "./path_input.ts";

/** The body with what the path says, approved by who asks: whoever may approve needs nobody's PIN here. */
export function ownWord(
  body: unknown,
  kind: ApprovalKind,
  { personId }: Staff,
  path: Readonly<Record<string, string>>,
): unknown {
  const approval = { kind, by: personId, reason: memberOf(body, "reason") };
  return withPath(withPath(body, path), { approval });
}
