import { twind, virtual } from "@twind/core";
import presetTailwind from "@twind/preset-tailwind";
import { BASE_STYLES } from "./base_styles.ts";

/**
 * The colours of Caserito, once. Pages name them (`bg-toldo`, `text-ink-soft`) and the browser resolves them from
 * custom properties, so a dark theme is one more block of values.
 */
export const COLORS = {
  ink: "#14211B",
  "ink-soft": "#4A574F",
  paper: "#FFFFFF",
  surface: "#F6F4EE",
  line: "#E0DBCE",
  /** The boundary of a control: 3:1 on paper and surface, which the hairline is too pale for (WCAG 1.4.11). */
  edge: "#7B857E",
  toldo: "#0B6B4F",
  "toldo-deep": "#084D39",
  "toldo-mist": "#E4F1EB",
  aji: "#F2A900",
  "aji-mist": "#FFF4D6",
  rocoto: "#B3261E",
  "rocoto-mist": "#FBE9E7",
  mar: "#1F5FA8",
  "mar-mist": "#E6EFF9",
  yape: "#742284",
  plin: "#007F97",
  /** Text on toldo, rocoto, mar, yape and plin. */
  "on-strong": "#FFFFFF",
  /** Text on ají and the mists: dark in every theme. */
  "on-aji": "#14211B",
} as const;
export type Color = keyof typeof COLORS;

const SPACES = [0, 1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 14, 16, 20, 24, 32, 40, 48, 64, 80, 96];
/** `gap-4` is 16 px at the default text size: the 4 px grid, in rem so that it grows with the reader's own text. */
const spacing = Object.fromEntries(SPACES.map((step) => [step, step === 0 ? "0" : `${step / 4}rem`]));
const fraction = {
  full: "100%",
  "1/2": "50%",
  "1/3": "33.333%",
  "2/3": "66.667%",
  "2/5": "40%",
  "3/5": "60%",
};

const theme = {
  colors: {
    transparent: "transparent",
    current: "currentColor",
    ...Object.fromEntries(Object.keys(COLORS).map((name) => [name, `var(--${name})`])),
  },
  screens: { sm: "480px", md: "768px", lg: "1024px", xl: "1280px" },
  spacing,
  fontSize: {
    14: [".875rem", "1.4"],
    16: ["1rem", "1.4"],
    20: ["1.25rem", "1.3"],
    28: ["1.75rem", "1.1"],
    40: ["2.5rem", "1.1"],
    56: ["3.5rem", "1.1"],
  },
  fontWeight: { normal: "400", semibold: "600", extrabold: "800" },
  fontFamily: { mono: "ui-monospace,Menlo,Consolas,monospace" },
  lineHeight: { none: "1", figure: "1.1", text: "1.4" },
  letterSpacing: { normal: "0", tight: "-.02em" },
  borderRadius: { DEFAULT: "10px", none: "0", full: "9999px" },
  borderWidth: { DEFAULT: "1px", 0: "0", 2: "2px", 4: "4px" },
  width: { ...spacing, ...fraction, auto: "auto", px: "1px" },
  height: { ...spacing, full: "100%", auto: "auto", px: "1px", screen: "100dvh" },
  minWidth: { ...spacing, full: "100%" },
  minHeight: { ...spacing, full: "100%", screen: "100dvh", row: "3.5rem" },
  maxWidth: { ...spacing, full: "100%", none: "none", prose: "62ch", form: "28rem", page: "72rem" },
  /** `menu`: what is left below the awning, on a phone that lies on its side too. */
  maxHeight: { ...spacing, full: "100%", screen: "100dvh", menu: "calc(100dvh - 4.5rem)" },
  gridTemplateColumns: {
    till: "minmax(0,3fr) minmax(0,2fr)",
    tiles: "repeat(auto-fill,minmax(9rem,1fr))",
    cards: "repeat(auto-fit,minmax(min(20rem,100%),1fr))",
    pair: "minmax(0,1fr) auto",
    lead: "auto minmax(0,1fr)",
  },
  opacity: { 0: "0", 50: ".5", 100: "1" },
  zIndex: { 0: "0", 10: "10", 20: "20", 30: "30" },
  transitionDuration: { DEFAULT: "120ms" },
  transitionTimingFunction: { DEFAULT: "ease-out" },
  strokeWidth: { 1: "1", 2: "2", 4: "4" },
};

/**
 * What the preset would let pass although it is a typo or outside the look: arbitrary values, gradients, filters,
 * ring and divide machinery, and the prefixes whose value it copies into the CSS unread.
 */
const REFUSED: RegExp[] = [
  /\[/,
  /[/](?!\d$)/,
  /^(?:bg-gradient|from|via|to|blur|brightness|contrast|drop-shadow|backdrop|mix-blend|bg-blend|ring|divide|space|animate|will-change|container|accent|caret)(?:-|$)/,
  /^-?(?:scale|rotate|translate|skew|origin|transform)(?:-|$)/,
  /^list-(?!none$|disc$|decimal$|inside$|outside$)/,
  /^align-(?!baseline$|top$|middle$|bottom$)/,
  /^whitespace-(?!normal$|nowrap$|pre$|pre-line$|pre-wrap$)/,
  /^cursor-(?!pointer$|default$|not-allowed$)/,
  /^pointer-events-(?!none$|auto$)/,
  /^appearance-(?!none$)/,
  /^decoration-(?!2$|dotted$)/,
  /^break-(?:before|after|inside)-(?!auto$|avoid$|page$)/,
  /^justify-(?!(?:items-|self-)?(?:start|end|center|between)$)/,
  /^(?:items|self)-(?!start$|end$|center$|baseline$|stretch$)/,
  /^content-(?!start$|end$|center$|between$)/,
  /^place-items-(?!start$|end$|center$|stretch$)/,
  /^place-(?!items-)/,
];
const VARIANT =
  /^(?:hover|focus|focus-visible|focus-within|active|disabled|checked|first|last|odd|even|open|print|sm|md|lg|xl|max-(?:sm|md|lg|xl)|(?:group|peer)-(?:hover|focus-visible|checked|open|disabled)|aria-(?:current|selected|pressed|expanded|disabled|invalid)|motion-reduce|landscape|portrait)$/;

const preset = presetTailwind({ disablePreflight: true });
const newTheme = () =>
  twind({
    presets: [preset],
    theme,
    ignorelist: REFUSED,
    hash: false,
    rules: [
      // the preset builds these from a dozen custom properties; one declaration says the same
      ["tabular-nums", { fontVariantNumeric: "tabular-nums" }],
      ["shadow", { boxShadow: "0 1px 2px rgb(20 33 27 / .12)" }],
      ["outline-none", { outline: "none" }],
    ],
    variants: [["aria-current", "&[aria-current]:not([aria-current=false])"]],
  }, virtual());

const OWN_CLASSES = new Set(
  [...BASE_STYLES.matchAll(/\.([a-z][a-z0-9-]*)/g)].map((match) => match[1]!).concat("group", "peer"),
);

function isKnown(name: string, tw: ReturnType<typeof newTheme>): boolean {
  if (OWN_CLASSES.has(name)) return true;
  const variants = name.split(":"), utility = variants.pop()!;
  if (!/^[!-]?[a-z]/.test(utility) || !variants.every((variant) => VARIANT.test(variant))) return false;
  const before = tw.target.length;
  tw(name);
  return tw.target.length > before;
}

/** Everything in a source or a page that could be a class: cheap and generous, the theme decides what is one. */
function candidates(sources: readonly string[]): string[] {
  const found = new Set<string>();
  for (const source of sources) {
    for (const [word] of source.matchAll(/(?<=["'`\s>])!?-?[a-z][a-z0-9:/!-]*(?=["'`\s<])/g)) found.add(word);
  }
  return [...found].sort();
}

/** The stylesheet of every class that `sources` (TSX and HTML texts) use: tokens, base layer, utilities; minified. */
export function stylesOf(sources: readonly string[]): string {
  const tw = newTheme();
  for (const name of candidates(sources)) isKnown(name, tw);
  return minify(`${tokens()}${BASE_STYLES}`) + tw.target.join("");
}

/**
 * Class names written in a `class` attribute or in `cx(…)` that the theme does not know: a typo, a colour outside the
 * tokens, an arbitrary value. A test holds this at none for the whole house.
 */
export function unknownClasses(sources: readonly string[]): string[] {
  const tw = newTheme(), unknown = new Set<string>(), seen = new Set<string>();
  for (const name of sources.flatMap(writtenClasses)) {
    if (seen.has(name)) continue;
    seen.add(name);
    if (!isKnown(name, tw)) unknown.add(name);
  }
  return [...unknown].sort();
}

function writtenClasses(source: string): string[] {
  const plain = [...source.matchAll(/\bclass(?:Name)?="([^"]*)"/g)].map((match) => match[1]!);
  const computed = [...source.matchAll(/\bclass(?:Name)?=\{|\bcx\(/g)]
    .flatMap((match) => stringsIn(balanced(source, match.index + match[0].length)));
  return [...plain, ...computed].flatMap((text) => text.split(/\s+/)).filter(Boolean);
}

/** The text from `start` to the bracket that closes it. Class expressions hold no brackets inside their strings. */
function balanced(source: string, start: number): string {
  let depth = 1, end = start;
  for (; end < source.length && depth > 0; end++) {
    if ("({[".includes(source[end]!)) depth++;
    else if (")}]".includes(source[end]!)) depth--;
  }
  return source.slice(start, end - 1);
}

/** String literals of an expression that are results, not what a condition compares with (`kind === "danger"`). */
function stringsIn(expression: string): string[] {
  return [...expression.matchAll(/(["'`])((?:(?!\1)[^])*)\1/g)].flatMap((match) => {
    const before = expression.slice(0, match.index), after = expression.slice(match.index + match[0].length);
    if (/(?:[!=]=|\[)\s*$/.test(before) || /^\s*[!=]==?/.test(after)) return [];
    const inner = [...match[2]!.matchAll(/\$\{([^}]*)\}/g)].flatMap((slot) => stringsIn(slot[1]!));
    return [match[2]!.replace(/\$\{[^}]*\}/g, " "), ...inner];
  });
}

const tokens = (): string =>
  `:root{color-scheme:light;${
    Object.entries(COLORS).map(([name, value]) => `--${name}:${value.toLowerCase()}`).join(";")
  }}`;

const minify = (css: string): string =>
  css.replace(/\s+/g, " ").replace(/ ?([{};,>]) ?/g, "$1").replaceAll(": ", ":").replaceAll(";}", "}").trim();
