import type { ComponentChildren } from "preact";
import { cx } from "./cx.ts";
import { Icon } from "./Icon.tsx";
import { IconSprite } from "./icons.tsx";
import { RoomLinks } from "./RoomLinks.tsx";
import type { Room } from "./rooms.ts";

export { type Room, ROOMS } from "./rooms.ts";

interface PageShellProps {
  readonly shopName: ComponentChildren;
  /** Where the name leads; to the first room where it is left out. */
  readonly home?: string | undefined;
  readonly rooms: readonly Room[];
  /** Path of the page, which says in what room it is. */
  readonly path: string;
  /** Heading of the page. The till has none: the total is its heading. */
  readonly title?: string | undefined;
  /** Beside the title: the page's own buttons. */
  readonly actions?: ComponentChildren;
  /** The device's {@link Chip}, or nothing when all is well. */
  readonly chip?: ComponentChildren;
  /** Under the ≡ of the bar: who is here, sign out. */
  readonly menu?: ComponentChildren;
  /** The till keeps the foot of the screen for paying, so its rooms move into the menu. */
  readonly till?: boolean | undefined;
  /** Nothing here counts, and the page says so everywhere. */
  readonly practice?: boolean | undefined;
  readonly children: ComponentChildren;
}

/** Awning on top, rooms below it (or under the thumb on a phone), one main landmark. */
export function PageShell(
  {
    shopName,
    rooms,
    home = rooms[0]?.href ?? "/",
    path,
    title,
    actions,
    chip,
    menu,
    till,
    practice,
    children,
  }: PageShellProps,
) {
  return (
    <div class={cx("flex flex-col min-h-screen", till ? "till" : "thumb-room")}>
      <IconSprite />
      <SkipLink />
      <header class="awning sticky top-0 z-20 bg-toldo text-on-strong ring-current no-print">
        <div class="flex items-center gap-3 min-h-row px-4 mx-auto max-w-page">
          <a href={home} class="tap flex items-center min-w-0 font-extrabold text-20">
            <span class="truncate">{shopName}</span>
          </a>
          <div class="ml-auto flex items-center gap-2">
            {practice && <EndPractice />}
            {chip}
            {(menu || till) && (
              <Menu>
                {till && <RoomLinks rooms={rooms} path={path} look="menu" />}
                {menu}
              </Menu>
            )}
          </div>
        </div>
      </header>
      {!till && rooms.length > 1 && (
        <nav aria-label="Secciones" class="thumb-bar border-b bg-paper">
          <RoomLinks rooms={rooms} path={path} look="bar" />
        </nav>
      )}
      <main id="contenido" class={cx("flex-1 w-full", !till && "mx-auto max-w-page px-4 py-4 md:py-6")}>
        {title && (
          <div class="flex flex-wrap items-center justify-between gap-3 pb-4">
            <h1 class="text-28 font-extrabold tracking-tight">{title}</h1>
            {actions && <div class="flex flex-wrap gap-2 no-print">{actions}</div>}
          </div>
        )}
        {children}
      </main>
      {practice && <Watermark />}
    </div>
  );
}

/** In the bar, where the thumb finds it on every page, the till's too. */
const EndPractice = () => (
  <form method="post" action="/practica/terminar">
    <button
      type="submit"
      aria-label="Terminar práctica"
      class="tap inline-flex items-center rounded bg-aji text-on-aji px-3 text-14 font-semibold whitespace-nowrap"
    >
      Terminar<span class="max-sm:hidden">&nbsp;práctica</span>
    </button>
  </form>
);

/** Over everything and in the way of nothing. */
const Watermark = () => (
  <svg class="watermark" aria-hidden="true">
    <defs>
      <pattern
        id="practice"
        width="300"
        height="190"
        patternUnits="userSpaceOnUse"
        patternTransform="rotate(-24)"
      >
        <text x="12" y="100">PRÁCTICA</text>
      </pattern>
    </defs>
    <rect width="100%" height="100%" fill="url(#practice)" />
  </svg>
);

const SkipLink = () => (
  <a
    href="#contenido"
    class="skip tap inline-flex items-center rounded bg-paper text-toldo px-4 shadow font-semibold"
  >
    Ir al contenido
  </a>
);

function Menu({ children }: { readonly children: ComponentChildren }) {
  return (
    <details class="relative">
      <summary class="tap flex items-center justify-center rounded" aria-label="Menú">
        <Icon name="menu" />
      </summary>
      <div class="absolute right-0 z-30 mt-2 w-64 max-h-menu overflow-y-auto rounded border bg-paper text-ink p-2 shadow">
        {children}
      </div>
    </details>
  );
}

/** Pages that anyone may open: landing, sign-up, a receipt to check. */
export function PublicShell({ home = "/", actions, awning, foot, children }: {
  readonly home?: string | undefined;
  readonly actions?: ComponentChildren;
  /** Hangs below the bar. */
  readonly awning?: ComponentChildren;
  /** In place of the one line at the end. */
  readonly foot?: ComponentChildren;
  readonly children: ComponentChildren;
}) {
  return (
    <div class="flex flex-col min-h-screen">
      <IconSprite />
      <SkipLink />
      <header class="bg-toldo text-on-strong ring-current">
        <div class="flex items-center justify-between gap-3 min-h-row px-4 mx-auto max-w-page">
          <a href={home} class="tap flex items-center font-extrabold text-20">Caserito</a>
          {actions}
        </div>
      </header>
      {awning && <div class="bg-surface">{awning}</div>}
      <main id="contenido" class="flex-1">{children}</main>
      <footer class="border-t bg-surface text-14 text-ink-soft">
        {foot ?? <p class="mx-auto max-w-page px-4 py-6">Caserito, la caja de tu tienda. Hecho en Perú.</p>}
      </footer>
    </div>
  );
}

/** Views of one subject, each with its own address. */
export function Tabs({ label, tabs }: {
  readonly label: string;
  readonly tabs: readonly { readonly href: string; readonly word: string; readonly current: boolean }[];
}) {
  return (
    <nav aria-label={label} class="flex md:gap-1 overflow-x-auto border-b">
      {tabs.map(({ href, word, current }) => (
        <a
          key={href}
          href={href}
          aria-current={current ? "page" : undefined}
          class="room tap inline-flex flex-none items-center px-2 md:px-4 text-14 md:text-16 tracking-tight md:tracking-normal whitespace-nowrap text-ink-soft hover:text-toldo aria-current:text-toldo aria-current:font-semibold ring-inside"
        >
          {word}
        </a>
      ))}
    </nav>
  );
}
