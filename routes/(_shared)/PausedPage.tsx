import type { ComponentChildren } from "preact";
import type { MembershipStatus } from "../../commands/membership/access.ts";
import { may } from "../../commands/people/permissions.ts";
import { PAY_PATH } from "../../commands/membership/route_actions.ts";
import { ownerPause, PAUSE, staffPause, UNKNOWN_PLAN } from "../../i18n/es_pe/blocked.ts";
import { formatSoles } from "../../kernel/money.ts";
import { LinkButton } from "../../ui/Button.tsx";
import { Card } from "../../ui/Card.tsx";
import { QrCode } from "../../ui/QrCode.tsx";
import type { State } from "./define.ts";
import { ShopPage } from "./ShopPage.tsx";

interface PausedPageProps {
  readonly state: State;
  readonly url: URL;
  /** Null where it could not be read. */
  readonly status: MembershipStatus | null;
  /** Opens the bill on any phone, without a login; null where its reader owes nothing here. */
  readonly bill: string | null;
}

/** In place of a page that the shop's plan does not let be. The owner is told all of it, everybody else what to do. */
export function PausedPage({ state, url, status, bill }: PausedPageProps) {
  const owns = state.staff?.role === "owner" && state.shop?.practiceOf === undefined;
  const { title, lead } = status === null ? UNKNOWN_PLAN : owns ? ownerPause(status) : staffPause(status);
  return (
    <ShopPage state={state} url={url} title={title} saysPlan>
      <div class="grid gap-4">
        <p class="max-w-form">{lead}</p>
        {status && owns && status.state !== "CLOSED" && <Paying status={status} bill={bill} />}
        {status && <StillOpen state={state} status={status} />}
      </div>
    </ShopPage>
  );
}

/** Amount, ways and time of return; before a larger screen also a code, for whoever pays with the phone in their hand. */
function Paying({ status, bill }: { readonly status: MembershipStatus; readonly bill: string | null }) {
  const { debtCentimos } = status;
  return (
    <div class="grid gap-4 md:grid-cols-2">
      <Card title={PAUSE.amount}>
        <div class="grid gap-3">
          {debtCentimos > 0 && (
            <p class="text-40 font-extrabold tracking-tight tabular-nums">{formatSoles(debtCentimos)}</p>
          )}
          <LinkButton href={PAY_PATH} size="till">{PAUSE.pay(debtCentimos)}</LinkButton>
          <Line name={PAUSE.how}>{PAUSE.waysText}</Line>
          <Line name={PAUSE.when}>{PAUSE.returns}</Line>
        </div>
      </Card>
      {bill && (
        <div class="max-sm:hidden">
          <Card title={PAUSE.scan}>
            <div class="w-64">
              <QrCode text={bill} label={PAUSE.qr} />
            </div>
            <LinkButton href={bill} kind="quiet">{PAUSE.openBill}</LinkButton>
          </Card>
        </div>
      )}
    </div>
  );
}

const Line = ({ name, children }: { readonly name: string; readonly children: ComponentChildren }) => (
  <p>
    <span class="font-semibold">{`${name}: `}</span>
    {children}
  </p>
);

/** What no debt takes away. */
function StillOpen({ state, status }: { readonly state: State; readonly status: MembershipStatus }) {
  const { services, shop, staff } = state, payer = shop!.practiceOf ?? shop!.id;
  const open = (action: "close_session" | "read" | "export") => services.membership.allows(payer, action);
  const role = staff!.role;
  const links = [
    may(role, "sell") && open("close_session") && (
      <LinkButton href="/caja" kind="secondary">
        {PAUSE.closeTill}
      </LinkButton>
    ),
    may(role, "see_figures") && open("read") && (
      <LinkButton href="/ventas" kind="secondary">{PAUSE.seeSales}</LinkButton>
    ),
    may(role, "audit") && open("export") && (
      <LinkButton href="/auditoria/exportar" kind="secondary">{PAUSE.download}</LinkButton>
    ),
  ].filter((link) => link !== false);
  if (status.state === "CLOSED" || links.length === 0) return null;
  return (
    <Card title={PAUSE.open}>
      <div class="flex flex-wrap gap-3">{links}</div>
    </Card>
  );
}
