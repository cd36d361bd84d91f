import { Button } from "../ui/Button.tsx";
import { cx } from "../ui/cx.ts";
import { RoomLinks } from "../ui/RoomLinks.tsx";
import { currentTill } from "./till/current.ts";
import { areTilesFixed, fixTiles, learnedTiles } from "./till/kept.ts";
import { T } from "./till/texts.ts";

/**
 * What the till can do besides selling, under the ≡ of the bar. Nobody leaves while sales wait to be sent. In the shell,
 * which knows nobody, the rooms come with the till.
 */
export default function TillMenu({ cashier }: { readonly cashier?: string }) {
  const till = currentTill.value;
  void till?.learned.value; // the words of the favourites change with their order
  const waiting = till?.unsent.value.length ?? 0, isOpen = till?.drawer.value != null;
  const act = (work: () => void) => (event: MouseEvent) => {
    work();
    (event.currentTarget as HTMLElement).closest("details")?.removeAttribute("open");
  };
  return (
    <div class={cx("grid gap-1", cashier && "border-t mt-2 pt-2")}>
      {till && !cashier && <RoomLinks rooms={till.props.rooms} path="/caja" look="menu" />}
      {till && isOpen && !till.locked.value && (
        <>
          <Item onClick={act(() => till.sheet.value = { kind: "sales" })}>{T.menuSales}</Item>
          <Item onClick={act(() => till.sheet.value = { kind: "openDrawer" })}>{T.menuOpenDrawer}</Item>
          <Item onClick={act(() => till.sheet.value = { kind: "cash" })}>{T.menuCash}</Item>
          <Item
            onClick={act(() => {
              till.closed.value = null;
              till.screen.value = "close";
            })}
          >
            {T.menuClose}
          </Item>
        </>
      )}
      {till?.told.value?.cashiers.some(({ pin }) => pin !== null) && (
        <Item onClick={act(() => till.lock(true))}>{T.menuLock}</Item>
      )}
      {till && <Item onClick={act(() => till.sheet.value = { kind: "debt" })}>{T.menuDebt}</Item>}
      {till && <Item onClick={act(() => till.sheet.value = { kind: "keys" })}>{T.menuKeys}</Item>}
      {till && (
        <Item
          onClick={act(() => {
            fixTiles(!areTilesFixed());
            till.learned.value = learnedTiles();
          })}
        >
          {areTilesFixed() ? T.menuLearn : T.menuFix}
        </Item>
      )}
      <a href="/caja/impresora" class="tap flex items-center rounded px-3 hover:bg-toldo-mist">
        {T.menuPrinter}
      </a>
      {till && <Item onClick={act(() => till.sheet.value = { kind: "handOver" })}>{T.menuHandOver}</Item>}
      {till && <Item onClick={act(() => till.sheet.value = { kind: "unpair" })}>{T.menuUnpair}</Item>}
      <div class="flex items-center justify-between gap-2 pl-3">
        <span class="truncate text-ink-soft">{till?.cashier.value.name ?? cashier}</span>
        {waiting === 0 && (
          <form method="post" action="/salir" onSubmit={() => till?.leave()}>
            <Button kind="quiet">{T.leave}</Button>
          </form>
        )}
      </div>
      {waiting > 0 && <p class="px-3 text-14 text-ink-soft">{T.leaveBlocked(waiting)}</p>}
    </div>
  );
}

function Item({ onClick, children }: {
  readonly onClick: (event: MouseEvent) => void;
  readonly children: string;
}) {
  return (
    <button
      type="button"
      onClick={onClick}
      class="tap flex items-center rounded px-3 text-left hover:bg-toldo-mist"
    >
      {children}
    </button>
  );
}
