import { handOverText } from "./hand_over.ts";
import { SpareCopy } from "./spare_copy.ts";
import type { Till } from "./till.ts";

/** What waits to be sent as a file: a tablet that will not find a network again can still be emptied by hand. */
export async function saveUnsent(till: Till): Promise<void> {
  const text = await till.courier?.give() ?? await lastResort();
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `pendientes-${till.now().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a slow tablet opens it after the click
}

/** The second copy alone, where the first one cannot be opened. */
const lastResort = async (): Promise<string> =>
  handOverText(location.host, await (await SpareCopy.open())?.read() ?? []);
