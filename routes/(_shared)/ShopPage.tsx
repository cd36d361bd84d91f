import { Head } from "fresh/runtime";
import type { ComponentChildren } from "preact";
import { may, type Permission } from "../../commands/people/permissions.ts";
import type { Role } from "../../events/store/control/people.ts";
import { ACCOUNT } from "../../i18n/es_pe/account.ts";
import { ROLE_NAMES } from "../../i18n/es_pe/people.ts";
import { Button, LinkButton } from "../../ui/Button.tsx";
import { PageShell, type Room, ROOMS } from "../../ui/Shell.tsx";
import type { State } from "./define.ts";
import { MembershipBanner } from "./MembershipBanner.tsx";
import { platformOrigin } from "./origins.ts";

const ROOM_PERMISSIONS: readonly (readonly [Room, Permission])[] = [
  [ROOMS.caja, "sell"],
  [ROOMS.hoy, "see_figures"],
  [ROOMS.productos, "edit_catalogue"],
  [ROOMS.inventario, "move_stock"],
  [ROOMS.auditoria, "audit"],
];

export const roomsOf = (role: Role): Room[] =>
  ROOM_PERMISSIONS.filter(([, permission]) => may(role, permission)).map(([room]) => room);

interface ShopPageProps {
  /** Below `require(…)`, so shop and staff are there. */
  readonly state: State;
  readonly url: URL;
  readonly title?: string;
  readonly actions?: ComponentChildren;
  readonly chip?: ComponentChildren;
  readonly till?: boolean;
  /** The page says itself how the shop's plan stands. */
  readonly saysPlan?: boolean;
  /** In place of who is here and the way out, where a page has more to say there. */
  readonly menu?: ComponentChildren;
  readonly children: ComponentChildren;
}

/** A page of a shop: its name, the rooms this person may enter, and who is signed in. */
export function ShopPage({ state, url, menu, saysPlan, children, ...rest }: ShopPageProps) {
  const { shop, staff } = state;
  if (!shop || !staff) throw new TypeError("ShopPage stands below require()");
  const rooms = roomsOf(staff.role);
  return (
    <PageShell
      {...rest}
      shopName={shop.name}
      practice={shop.practiceOf !== undefined}
      rooms={rooms}
      path={url.pathname}
      menu={menu ?? (
        <div class="grid gap-2 p-2">
          <p>
            <span class="font-semibold">{staff.name}</span>
            <span class="text-14 text-ink-soft">{` · ${ROLE_NAMES[staff.role]}`}</span>
          </p>
          {may(staff.role, "manage_customers") && (
            <LinkButton href="/fiado" kind="quiet" icon="notebook" wide>Fiado</LinkButton>
          )}
          {may(staff.role, "manage_devices") && (
            <LinkButton href="/ajustes" kind="quiet" icon="settings" wide>Ajustes</LinkButton>
          )}
          {(may(staff.role, "see_figures") || may(staff.role, "audit")) && (
            <LinkButton
              href={`${platformOrigin(state.services.environment)}/cuenta`}
              kind="quiet"
              icon="people"
              wide
            >
              {ACCOUNT.title}
            </LinkButton>
          )}
          <form method="post" action="/salir">
            <Button kind="secondary" wide>Salir</Button>
          </form>
        </div>
      )}
    >
      {rest.title && (
        <Head>
          <title>{`${rest.title} · ${shop.name}`}</title>
        </Head>
      )}
      {!rest.till && !saysPlan && <MembershipBanner state={state} path={url.pathname} />}
      {children}
    </PageShell>
  );
}
