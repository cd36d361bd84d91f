import type { Services } from "../compose.ts";
import type { TenantStore } from "../events/store/types.ts";
import type { SignedCheckpoint } from "../commands/ledger/sign_checkpoint.ts";
import { reportBug } from "./http/report_bug.ts";

/**
 * A till was closed: the log is signed there and then, so that the Z report can show it. The drawer is counted and
 * closed whatever happens here; the worker signs within a minute what could not be signed now.
 */
export async function signAfterClosing(
  { checkpoints }: Services,
  store: TenantStore,
): Promise<SignedCheckpoint | null> {
  try {
    const signed = await checkpoints.sign(store);
    if (signed.ok) return signed.value;
    reportBug(`checkpoint of ${store.tenant} refused`, signed.error);
  } catch (error) {
    reportBug(`checkpoint of ${store.tenant}`, error);
  }
  return null;
}
