import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { OPERATOR } from "../../../i18n/es_pe/operator.ts";
import { Button } from "../../../ui/Button.tsx";
import { RoomLinks } from "../../../ui/RoomLinks.tsx";
import { PageShell, type Room } from "../../../ui/Shell.tsx";
import type { OperatorState } from "../../(_shared)/define.ts";

const { rooms } = OPERATOR;
/** In the bar: where something may wait for a person every day. */
const DAILY: readonly Room[] = [
  { href: "/operador/tiendas", word: rooms.shops, icon: "people" },
  { href: "/operador/avisos-de-pago", word: rooms.claims, icon: "notebook" },
  { href: "/operador/dinero", word: rooms.money, icon: "cash" },
  { href: "/operador/conciliacion", word: rooms.reconciliation, icon: "check" },
  { href: "/operador/mensajes", word: rooms.messages, icon: "share" },
];
const SOMETIMES: readonly Room[] = [
  { href: "/operador/proveedores", word: rooms.providers, icon: "card" },
  { href: "/operador/cuentas", word: rooms.accounts, icon: "settings" },
  { href: "/operador/estado", word: rooms.statement, icon: "notebook" },
  { href: "/operador/planes", word: rooms.plans, icon: "star" },
  { href: "/operador/embudo", word: rooms.funnel, icon: "chart" },
];

/** A page of the console: its rooms, and who is signed in. */
export function OperatorPage({ state, url, title, actions, children }: {
  readonly state: OperatorState;
  readonly url: URL;
  readonly title: string;
  readonly actions?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <PageShell
      shopName={OPERATOR.brand}
      home="/operador"
      rooms={DAILY}
      path={url.pathname}
      title={title}
      actions={actions}
      menu={
        <div class="grid gap-2">
          <p class="px-3 font-semibold">{state.operator.name}</p>
          <RoomLinks rooms={SOMETIMES} path={url.pathname} look="menu" />
          <form method="post" action="/operador/salir" class="p-2">
            <Button kind="secondary" wide>{OPERATOR.leave}</Button>
          </form>
        </div>
      }
    >
      <Head>
        <title>{`${title} · ${OPERATOR.title}`}</title>
      </Head>
      {children}
    </PageShell>
  );
}
