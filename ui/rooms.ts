import type { IconName } from "./icons.tsx";

export interface Room {
  readonly href: string;
  readonly word: string;
  readonly icon: IconName;
}
/** The rooms of a shop. Which of them a person sees is decided where permissions are known. */
export const ROOMS = {
  caja: { href: "/caja", word: "Caja", icon: "scan" },
  hoy: { href: "/hoy", word: "Hoy", icon: "chart" },
  productos: { href: "/productos", word: "Productos", icon: "box" },
  inventario: { href: "/inventario", word: "Inventario", icon: "notebook" },
  auditoria: { href: "/auditoria", word: "Auditoría", icon: "shield-check" },
} as const satisfies Readonly<Record<string, Room>>;
