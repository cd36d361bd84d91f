import type { ComponentChildren } from "preact";
import { AUDIT } from "../../../../i18n/es_pe/audit.ts";
import { SERIES } from "../../../../i18n/es_pe/devices.ts";
import { Tabs } from "../../../../ui/Shell.tsx";
import type { ShopState } from "../../../(_shared)/define.ts";
import { ShopPage } from "../../../(_shared)/ShopPage.tsx";

const TABS = [
  ["/auditoria", AUDIT.tabEvents],
  ["/auditoria/comprobar", AUDIT.tabVerify],
  ["/auditoria/estado", AUDIT.tabState],
  ["/auditoria/sellos", AUDIT.tabSeals],
  ["/auditoria/series", SERIES.tab],
] as const;

/** A page of the auditor's room. No page of it needs JavaScript. */
export function AuditPage({ state, url, title = AUDIT.title, actions, children }: {
  readonly state: ShopState;
  readonly url: URL;
  readonly title?: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  // With their origin: a path above this page would be marked as current too.
  const tabs = TABS.map(([href, word]) => ({
    href: url.origin + href,
    word,
    current: url.pathname === href,
  }));
  return (
    <ShopPage state={state} url={url} title={title} actions={actions}>
      <div class="flex flex-col gap-4">
        <Tabs label={AUDIT.tabs} tabs={tabs} />
        {children}
      </div>
    </ShopPage>
  );
}
