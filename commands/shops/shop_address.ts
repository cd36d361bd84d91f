import { isShopSlug } from "./shop_slug.ts";

/**
 * What an address looks like at a glance: `b0dega-rosa` and `bodegarosa` are one. Unique in the registry, where the same
 * rule is a column (migrations/control/0030_sign_up.sql).
 */
export const likenessOf = (slug: string): string =>
  LOOKS_LIKE.reduce((text, [sign, like]) => text.replaceAll(sign, like), slug);

const LOOKS_LIKE: readonly (readonly [sign: string, like: string])[] = [
  ["-", ""],
  ["0", "o"],
  ["1", "l"],
  ["i", "l"],
  ["2", "z"],
  ["3", "e"],
  ["4", "a"],
  ["5", "s"],
  ["8", "b"],
  ["rn", "m"],
  ["vv", "w"],
];

/** Letters of other alphabets that pass for ours (Unicode TS 39): without them a Cyrillic name would be another one. */
const FOREIGN: Readonly<Record<string, string>> = Object.fromEntries(
  [..."аaвbеeзeнhіiјjкkмmоoрpсcтtуyхxѕsԁdɡgαaβbεeηnικkμmνvοoρpτtυuχxωwıiłløo".matchAll(/(.)([a-z])/gsu)].map((
    [, sign, letter],
  ) => [sign!, letter!]),
);

/** The address that a name asks for: `Bodega Ñandú & Cía.` is `bodega-nandu-cia`. Empty where none can be made of it. */
export function slugOf(name: string): string {
  const plain = [...name.toLowerCase()].map((sign) => FOREIGN[sign] ?? sign).join("")
    .normalize("NFKD").replaceAll(/\p{Mn}/gu, "").replaceAll(/[^a-z0-9]+/g, "-").replaceAll(/^-+|-+$/g, "");
  const slug = plain.slice(0, LONGEST).replace(/-+$/, "");
  return isShopSlug(slug) ? slug : "";
}
/** A shorter one leaves room for what tells it from its neighbours. */
const LONGEST = 32;

/** Names of the platform itself and of what a stranger would trust because of its name. */
const WHOLE = new Set(
  "www app api admin root mail smtp imap ftp ns dns cdn static assets img blog docs status test demo dev tienda tiendas caja ventas"
    .split(" ").map(likenessOf),
);
const WORDS = new Set(
  "yape plin sunat reniec bcp bbva interbank scotiabank culqi niubiz izipay mercadopago banco soporte ayuda pago pagos oficial seguridad practica admin administrador login ingresar cuenta"
    .split(" ").map(likenessOf),
);
const OURS = likenessOf("caserito");

/** True for what nobody may call their shop's address. */
export const isReserved = (slug: string): boolean =>
  WHOLE.has(likenessOf(slug)) || likenessOf(slug).includes(OURS) ||
  slug.split("-").some((word) => WORDS.has(likenessOf(word)));

/** Addresses near the one that was asked for, best first. `salt` tells two shops of one name apart. */
export function nearbySlugs(slug: string, niche: string, salt: number): string[] {
  const number = String(10 + salt % 90), longer = String(1000 + salt % 9000);
  const wished = isReserved(slug) ? [] : [
    ...slug.startsWith(niche) ? [] : [`${niche}-${slug}`],
    `${slug}-${number}`,
    `${slug}-peru`,
    `mi-${slug}`,
    `${slug}-${longer}`,
  ];
  return [...wished, `${niche}-${longer}`, `mi-${niche}-${number}`, `${niche}-${number}-${longer}`]
    .filter((near) => isShopSlug(near) && !isReserved(near));
}
