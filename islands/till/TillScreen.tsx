import type { ComponentChildren } from "preact";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/Card.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { Later } from "./later.tsx";
import { Opening } from "./Opening.tsx";
import { Payment } from "./Payment.tsx";
import { Selling } from "./Selling.tsx";
import { SheetHost } from "./SheetHost.tsx";
import { T } from "./texts.ts";
import type { Till } from "./till.ts";

/** Everything below the bar of the shop. */
export function TillScreen({ till }: { readonly till: Till }) {
  return (
    <div class="fixed inset-x-0 bottom-0 top-14 z-10 flex flex-col bg-surface">
      <Notices till={till} />
      <div class="relative flex-1 min-h-0">
        {till.elsewhere.value
          ? <OtherWindow till={till} />
          : till.locked.value
          ? <Later part="lock" till={till} onClose={() => till.locked.value = false} />
          : <Current till={till} />}
      </div>
      <SheetHost till={till} />
      <div class="sr-only" aria-live="polite">{till.polite.value}</div>
      <div class="sr-only" role="alert">{till.assertive.value}</div>
    </div>
  );
}

function Current({ till }: { readonly till: Till }) {
  const paying = till.paying.value;
  if (till.refused.value !== null) return <Later part="refused" till={till} onClose={() => undefined} />;
  if (till.update.value === "needed" && till.isIdle()) {
    return <Later part="updateNeeded" till={till} onClose={() => till.update.value = "none"} />;
  }
  switch (till.screen.value) {
    case "open":
      return <Opening till={till} />;
    case "close":
      return <Later part="closing" till={till} onClose={() => till.screen.value = "sell"} />;
    case "pay":
      return paying ? <Payment till={till} paying={paying} /> : <Selling till={till} />;
    case "sell":
      return <Selling till={till} />;
  }
}

function OtherWindow({ till }: { readonly till: Till }) {
  return (
    <div class="p-4">
      <EmptyState
        icon="lock"
        title={T.otherTab}
        action={<Button type="button" onClick={() => till.useHere()}>{T.useHere}</Button>}
      >
        {T.otherTabHint}
      </EmptyState>
    </div>
  );
}

/** What the cashier should know before going on: never in the way of selling. */
function Notices({ till }: { readonly till: Till }) {
  const link = till.link.value, notice = till.notice.value, waiting = till.unsent.value.length;
  const rows: ComponentChildren[] = [];
  const blocked = till.whyBlocked(), { state } = till.membership.value;
  if (state !== "open" || till.clockIsBack.value) {
    rows.push(<Later key="membership" part="membership" till={till} onClose={() => undefined} />);
  }
  if (blocked !== null && (state === "open" || state === "ending")) {
    // Where the sale waits here, it goes out by itself once the shop has paid; where it was set aside, somebody tries again.
    const tryAgain = link.state === "blocked"
      ? null
      : (
        <Button type="button" kind="secondary" onClick={() => till.blocked.value = null}>
          {T.sellAgain}
        </Button>
      );
    rows.push(<Notice key="blocked" tone="danger" title={T.saleBlocked} action={tryAgain}>{blocked}</Notice>);
  }
  if (link.state === "signed-out") {
    rows.push(
      <Notice
        key="signed-out"
        tone="attention"
        title={T.signInAgain}
        action={<LinkButton kind="secondary" href="/ingresar?ir=/caja">{T.signInAgain}</LinkButton>}
      >
        {T.signInWhy(waiting)}
      </Notice>,
    );
  }
  if (notice) {
    rows.push(
      <Notice
        key="notice"
        tone={notice.tone}
        title={notice.text}
        action={
          <Button type="button" kind="quiet" onClick={() => till.notice.value = null}>{T.accept}</Button>
        }
      />,
    );
  }
  if (till.update.value === "waiting" && till.isIdle()) {
    const close = () => till.update.value = "none";
    rows.push(<Later key="update" part="update" till={till} onClose={close} />);
  }
  return rows.length === 0 ? null : <div class="flex-none grid gap-2 p-2">{rows}</div>;
}
