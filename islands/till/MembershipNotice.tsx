import type { ComponentChildren } from "preact";
import { Notice } from "../../ui/Notice.tsx";
import { PEOPLE } from "./texts_people.ts";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** What the lease and the clock ask for. Selling may stop; closing, counting and looking go on. */
export function MembershipNotice({ till }: { readonly till: Till }) {
  const membership = till.membership.value, rows: ComponentChildren[] = [];
  if (membership.state === "over" || membership.state === "blocked") {
    rows.push(
      <Notice key="stopped" tone="danger" title={T.saleBlocked}>
        {membership.state === "over" ? PEOPLE.over(membership.notAfter) : PEOPLE.blocked(membership.reason)}
      </Notice>,
    );
  }
  if (membership.state === "ending") {
    rows.push(<Notice key="ending" tone="attention" title={PEOPLE.ending(membership.notAfter)} />);
  }
  if (till.clockIsBack.value) {
    rows.push(<Notice key="clock" tone="attention" title={PEOPLE.clockBack(till.now())} />);
  }
  return <div class="grid gap-2">{rows}</div>;
}
