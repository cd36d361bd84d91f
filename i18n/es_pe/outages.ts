import { formatInstant, type Instant } from "../../kernel/time.ts";

/** A wallet that does not work: to shops, and to the operator who says so. */
export const OUTAGES = {
  now: (wallets: string) => `${wallets}: hay fallas en todo el país`,
  hint: "Los avisos pueden tardar. Cobra de otra forma si puedes; lo que llegue tarde se cuenta igual.",
  title: "Yape y Plin en todo el país",
  intro:
    "Si una billetera falla para todos, dilo aquí: las cajas lo ven y ningún cobro vence por esos minutos.",
  works: "funciona",
  fails: "falla",
  since: (at: Instant) => `Falla desde ${formatInstant(at)}`,
  declare: "Decir que falla",
  declareButton: "Avisar a las tiendas",
  minutesAgo: "Desde hace cuántos minutos",
  end: "Decir que ya funciona",
  endButton: "Ya funciona",
  done: { falla: "Las tiendas ya lo ven", funciona: "Las tiendas ya no ven el aviso" } as Readonly<
    Record<string, string>
  >,
} as const;
