/** A payer as a wallet or a bank names them: `Ana Per*` is masked, `ANA MARIA PEREZ SOTO` is not. */
export interface PayerName {
  readonly name: string;
  readonly masked: boolean;
}

interface Token {
  readonly stem: string;
  /** More may follow: `Per*`, `P.`, `P`. */
  readonly open: boolean;
}

/**
 * `same`: both are full names and say the same. `compatible`: they may be one person. `different`: they are not. The first
 * names must agree, for half of Peru shares a Quispe or a Flores (payments-peru §5.5).
 */
export function compareNames(a: PayerName, b: PayerName): "same" | "compatible" | "different" {
  const [short, long] = [tokensOf(a.name), tokensOf(b.name)].toSorted((x, y) => x.length - y.length) as [
    Token[],
    Token[],
  ];
  if (short.length === 0) return "compatible"; // nothing that can be read says nothing
  if (!agree(short[0]!, long[0]!)) return "different";
  let at = 1;
  for (const token of short.slice(1)) {
    while (at < long.length && !agree(token, long[at]!)) at++;
    if (at++ >= long.length) return "different";
  }
  const isFull = !a.masked && !b.masked && short.length >= 2 && short.length === long.length &&
    [...short, ...long].every(({ open }) => !open);
  return isFull ? "same" : "compatible";
}

const agree = (a: Token, b: Token): boolean =>
  a.stem === b.stem || (a.open && b.stem.startsWith(a.stem)) || (b.open && a.stem.startsWith(b.stem));

function tokensOf(name: string): Token[] {
  const plain = name.normalize("NFD").replace(/[\u0300-\u036f]/g, "").toLowerCase();
  return [...plain.matchAll(/([a-z0-9]+)([*.]*)/g)].map(([, stem, mark]) => ({
    stem: stem!,
    open: mark !== "" || stem!.length === 1,
  }));
}
