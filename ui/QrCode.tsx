import encodeQr from "qr";
import { cx } from "./cx.ts";

/** Modules of white around it: ISO/IEC 18004 asks for four. Where nothing frames it, the page is white too. */
const BORDER = 4, BARE_BORDER = 3;

/** A QR code as one path. `label` says in words what scanning it does; `bare` makes the most of a small screen. */
export function QrCode(
  { text, label, bare = false }: {
    readonly text: string;
    readonly label: string;
    readonly bare?: boolean;
  },
) {
  const border = bare ? BARE_BORDER : BORDER;
  const rows = encodeQr(text, "raw", { ecc: "medium", border }), size = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : [])).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      class={cx("w-full max-w-form bg-paper text-ink", !bare && "rounded border")}
      shape-rendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
