import type { ReceiptItem, ReceiptPair, ReceiptView } from "../kernel/receipt.ts";
import { cx } from "./cx.ts";

/**
 * The ticket, on screen and on the roll: printing a page that holds one prints the ticket alone (see the print rules of
 * the base layer). Black on white in every theme, because it is paper.
 */
export function Receipt({ view, paper }: {
  readonly view: ReceiptView;
  /** Width of the roll in millimetres. */
  readonly paper: 80 | 58;
}) {
  return (
    <article
      class={cx("ticket mx-auto rounded border p-4 shadow", paper === 80 ? "ticket-80" : "ticket-58")}
    >
      <header class="text-center">
        <h2 class="text-20 font-extrabold">{view.shopName}</h2>
        {view.shopLines.map((line) => <p key={line}>{line}</p>)}
        {view.copy && <p class="font-extrabold pt-1">COPIA</p>}
        {view.mark && <p class="text-20 font-extrabold pt-1">{view.mark}</p>}
        <p class="pt-1">{view.title}</p>
        <p class="flex justify-between gap-2">
          <span>{view.stamp}</span>
          <span>{view.cashier}</span>
        </p>
      </header>
      <hr />
      <ul>{view.items.map((item) => <Item key={item.lineId} item={item} />)}</ul>
      <hr />
      <Pairs pairs={view.sums} />
      <Pairs pairs={[view.total]} strong />
      <Pairs pairs={view.tenders} />
      {view.change && <Pairs pairs={[view.change]} strong />}
      <p class="text-center pt-3">{view.notice}</p>
    </article>
  );
}

function Item({ item }: { readonly item: ReceiptItem }) {
  return (
    <li class="pb-1">
      <p>{item.name}</p>
      <p class="flex justify-between gap-2">
        <span>{item.detail}</span>
        <span class="whitespace-nowrap">{item.amount}</span>
      </p>
      {item.discount && (
        <p class="flex justify-between gap-2">
          <span>Descuento</span>
          <span class="whitespace-nowrap">{item.discount}</span>
        </p>
      )}
    </li>
  );
}

function Pairs({ pairs, strong }: { readonly pairs: readonly ReceiptPair[]; readonly strong?: boolean }) {
  return (
    <dl class={cx(strong && "text-20 font-extrabold")}>
      {pairs.map(({ text, amount }) => (
        <div key={text}>
          <dt>{text}</dt>
          <dd class="whitespace-nowrap">{amount}</dd>
        </div>
      ))}
    </dl>
  );
}
