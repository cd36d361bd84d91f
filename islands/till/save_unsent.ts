import type { Till } from "./till.ts";

/** What waits to be sent as a file: a tablet that will not find a network again can still be emptied by hand. */
export async function saveUnsent(till: Till): Promise<void> {
  const state = await till.store?.load();
  if (!state) return;
  const text = JSON.stringify({ kind: "caserito-pendientes/1", chain: state.chain, commands: state.outbox });
  const url = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = `pendientes-${till.now().slice(0, 16).replace(/[:T]/g, "-")}.json`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000); // a slow tablet opens it after the click
}
