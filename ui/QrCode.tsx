import encodeQr from "qr";

/** Modules of white around it, as ISO/IEC 18004 asks. */
const BORDER = 4;

/** A QR code as one path, drawn on the server. `label` says in words what scanning it does. */
export function QrCode({ text, label }: { readonly text: string; readonly label: string }) {
  const rows = encodeQr(text, "raw", { ecc: "medium", border: BORDER }), size = rows.length;
  const path = rows.flatMap((row, y) => row.flatMap((dark, x) => dark ? `M${x} ${y}h1v1h-1z` : [])).join("");
  return (
    <svg
      role="img"
      aria-label={label}
      viewBox={`0 0 ${size} ${size}`}
      class="w-full max-w-form rounded border bg-paper text-ink"
      shape-rendering="crispEdges"
    >
      <path d={path} fill="currentColor" />
    </svg>
  );
}
