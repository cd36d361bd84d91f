import { cx } from "../../ui/cx.ts";

/** What hangs over the door of each trade, in the manner of the sprite of the shop's own pages. */
const DRAWINGS: Readonly<Record<string, string>> = {
  minimarket: "M4 5h2l2 10h10l2-7H7M9 20h.01M17 20h.01",
  bodega: "M4 10v10h16V10M3 10l2-6h14l2 6a3 3 0 0 1-6 0 3 3 0 0 1-6 0 3 3 0 0 1-6 0M9 20v-5h6v5",
  mercado: "M12 7c-1-2-3-3-5-2 0 2 2 4 5 3M12 7c4-2 8 0 8 5s-4 9-8 8c-4 1-8-3-8-8s4-7 8-5",
  peluqueria: "M8 8 20 19M8 16 20 5M6 9a3 3 0 1 0 0-6 3 3 0 0 0 0 6M6 21a3 3 0 1 0 0-6 3 3 0 0 0 0 6",
  veterinaria:
    "M8 8V6M16 8V6M4.5 12v-1M19.5 12v-1M12 12c-3 0-6 3-6 5.500 0 3 3 2.500 6 2s6 1 6-2c0-2.500-3-5.500-6-5.500",
  psicologo: "M4 5h16v11h-8l-5 4v-4H4zM8 9h8M8 12h5",
  lavanderia: "M5 3h14v18H5zM8 6h.01M11 6h.01M12 18a4 4 0 1 0 0-8 4 4 0 0 0 0 8M9 15c2-1 4 1 6 0",
  otro: "M12 8v8M8 12h8M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18",
};

export const TradeIcon = ({ trade, small }: { readonly trade: string; readonly small?: boolean }) => (
  <svg class={cx("icon", !small && "icon-large")} viewBox="0 0 24 24" aria-hidden="true">
    <path d={DRAWINGS[trade]} />
  </svg>
);
