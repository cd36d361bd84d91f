import { importNotebook, planNotebook } from "../../commands/customer/import_notebook.ts";
import { receiveCreditPayment } from "../../commands/customer/receive_payment.ts";
import { centimos } from "../../kernel/money.ts";
import type { LimaDay } from "../../kernel/time.ts";
import { plusMs, startOfDay } from "../../kernel/time.ts";
import { as, did, type Stage } from "./stage.ts";

/** Invented people, as a shop calls them. */
const FIRST = `Rosa del 302       35.50
Don Lucho mecánico  120.00
Señora Elvira       8.90
El profe Julio      62.40`;
const LATER = `Doña Carmen         21.30
Joven del mototaxi  14.00
Peluquería Gladys   48.70`;

const HOUR = 3_600_000;

/** On the first day the paper notebook comes in, later some more; one of them pays a part and one all of it. */
export async function keepNotebook(stage: Stage, day: LimaDay, part: "first" | "later"): Promise<void> {
  const context = as(stage, stage.owner), asked = () => ({ id: context.ids.next() });
  stage.clock.moveTo(plusMs(startOfDay(day), 6.5 * HOUR));
  did(await importNotebook(context, asked(), { notebook: part === "first" ? FIRST : LATER }));
  if (part === "first") return;
  for (const [name, amountCentimos] of [["Rosa del 302", 1_500], ["Señora Elvira", 890]] as const) {
    const { rows } = await planNotebook(context.store, `${name} 1`), [row] = rows;
    if (!row || !("customerId" in row)) continue;
    const payment = { paymentId: context.ids.next(), customerId: row.customerId, method: "yape" };
    did(
      await receiveCreditPayment(context, asked(), { ...payment, amountCentimos: centimos(amountCentimos) }),
    );
  }
}
