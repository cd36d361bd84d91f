import { instantOf } from "../../kernel/time.ts";
import type { Drawer } from "./local_store.ts";
import type { Seat } from "./props.ts";
import { Till } from "./till.ts";
import { DATABASE, openTillDb } from "./till_db.ts";

/** The till as this device knows it; null where nobody has sold from it yet. Only looked at: another window may be at work. */
export async function tillKept(appBuild: string): Promise<Till | null> {
  const db = await openTillDb(DATABASE, () => undefined);
  const [seat, drawer] = await Promise.all([db.get("kept", "seat"), db.get("kept", "drawer")]) as [
    Seat | undefined,
    Drawer | null | undefined,
  ];
  db.close();
  if (!seat) return null;
  const till = new Till({ ...seat, products: [], serverTime: instantOf(0), appBuild });
  till.screen.value = drawer ? "sell" : "open";
  return till;
}
