/** 24 px drawings, 2 px stroke, by name. Wallets are their initial in their colour: their logos are theirs. */
const DRAWINGS = {
  search: (
    <>
      <circle cx="11" cy="11" r="7" />
      <path d="m20 20-4-4" />
    </>
  ),
  scan: <path d="M3 8V5h3M18 5h3v3M21 16v3h-3M6 19H3v-3M7 9v6M10.5 9v6M14 9v6M17 9v6" />,
  cash: (
    <>
      <path d="M2 6h20v12H2z" />
      <circle cx="12" cy="12" r="3" />
      <path d="M6 12h.01M18 12h.01" />
    </>
  ),
  card: <path d="M2 5h20v14H2zM2 10h20M6 15h4" />,
  notebook: <path d="M6 3h13v18H6zM3 8h5M3 12h5M3 16h5M11 8h5M11 12h5" />,
  trash: <path d="M4 7h16M9 7V4h6v3M6 7l1 13h10l1-13M10 11v5M14 11v5" />,
  undo: <path d="M8 5 4 9l4 4M4 9h10a5 5 0 0 1 0 10h-4" />,
  plus: <path d="M12 5v14M5 12h14" />,
  minus: <path d="M5 12h14" />,
  close: <path d="m6 6 12 12M18 6 6 18" />,
  print: <path d="M7 9V3h10v6M7 17H3V9h18v8h-4M7 14h10v7H7z" />,
  chart: <path d="M4 20V4M4 20h16M9 16v-5M13 16V8M17 16v-3" />,
  box: <path d="m12 3 9 5v8l-9 5-9-5V8zM3 8l9 5 9-5M12 13v8" />,
  "shield-check": <path d="M12 3 4 6v6c0 5 3.5 8 8 9 4.5-1 8-4 8-9V6zM8.5 12l2.5 2.5L15.5 10" />,
  people: (
    <>
      <circle cx="9" cy="8" r="4" />
      <path d="M2 21c0-4 3-6 7-6s7 2 7 6M16 4.3a4 4 0 0 1 0 7.4M22 21c0-3.3-1.5-5.2-4-5.8" />
    </>
  ),
  settings: (
    <>
      <path d="M4 7h8M18 7h2M4 17h2M12 17h8" />
      <circle cx="15" cy="7" r="3" />
      <circle cx="9" cy="17" r="3" />
    </>
  ),
  "arrow-right": <path d="M5 12h14M13 6l6 6-6 6" />,
  warning: <path d="M12 3 2 20h20zM12 10v4M12 17h.01" />,
  info: (
    <>
      <circle cx="12" cy="12" r="9" />
      <path d="M12 11v5M12 8h.01" />
    </>
  ),
  check: <path d="m5 13 4 4L19 7" />,
  offline: (
    <path d="m3 3 18 18M8.5 16a5 5 0 0 1 7 0M5 12.5a10 10 0 0 1 4-2.4M14 9.7a10 10 0 0 1 5 2.8M2 9a15 15 0 0 1 4-2.6M11 5a15 15 0 0 1 11 4M12 20h.01" />
  ),
  camera: (
    <>
      <path d="M3 8h4l2-3h6l2 3h4v11H3z" />
      <circle cx="12" cy="13" r="4" />
    </>
  ),
  light: <path d="M13 2 5 14h6l-1 8 8-12h-6z" />,
  share: <path d="M12 15V3M8 7l4-4 4 4M6 11H4v10h16V11h-2" />,
  star: <path d="m12 3 2.8 5.8 6.2.9-4.5 4.4 1 6.2L12 17.3l-5.5 3 1-6.2L3 9.7l6.2-.9z" />,
  lock: <path d="M5 11h14v10H5zM8 11V7a4 4 0 0 1 8 0v4" />,
  menu: <path d="M4 6h16M4 12h16M4 18h16" />,
  yape: <Letter fill="var(--yape)" letter="Y" />,
  plin: <Letter fill="var(--plin)" letter="P" />,
} as const;

export type IconName = keyof typeof DRAWINGS;
export const ICON_NAMES = Object.keys(DRAWINGS) as readonly IconName[];

function Letter({ fill, letter }: { readonly fill: string; readonly letter: string }) {
  return (
    <>
      <circle cx="12" cy="12" r="11" fill={fill} stroke="none" />
      <path
        d={letter === "Y" ? "m8 7 4 5.5L16 7M12 12.5V17" : "M9.5 17V7h3a3 3 0 0 1 0 6h-3"}
        stroke="var(--on-strong)"
      />
    </>
  );
}

/**
 * The drawings that a page points at, once, near the top of its body. Server only: an island imports `Icon.tsx`, which
 * is a pointer and carries no drawing.
 */
export function IconSprite({ names = ICON_NAMES }: { readonly names?: readonly IconName[] }) {
  return (
    <svg hidden aria-hidden="true">
      {names.map((name) => <symbol key={name} id={`i-${name}`} viewBox="0 0 24 24">{DRAWINGS[name]}</symbol>)}
    </svg>
  );
}
