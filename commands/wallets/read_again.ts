import { readableAgain } from "../../events/store/control/wallet_notices.ts";
import { walletSources } from "../../events/store/control/wallet_sources.ts";
import type { WalletPlace } from "./place.ts";
import { decide, type NoticeReader, openNotice } from "./take_notice.ts";

/** Notices of one kind read at once: a shop has a handful, and a fault of ours must not hold a worker up. */
const AT_ONCE = 500;

/**
 * Reads once more, with a newer parser, what an older one did not understand: money that was not seen is seen, late.
 * Answers how many gave evidence. What stays unknown is marked with the newer version, so that it is read once.
 */
export async function readAgain(
  place: WalletPlace,
  readers: Readonly<Record<"push" | "mail", NoticeReader>>,
): Promise<number> {
  const sources = new Map(
    (await walletSources(place.control, place.owner)).map((one) => [one.sourceId, one]),
  );
  let found = 0;
  for (const way of ["push", "mail"] as const) {
    const reader = readers[way];
    const notices = await readableAgain(place.control, place.owner, {
      mail: way === "mail",
      parserVersion: reader.version,
      limit: AT_ONCE,
    });
    for (const notice of notices) {
      const source = sources.get(notice.sourceId), raw = await openNotice(place, notice);
      if (!source || raw === null) continue;
      const late = { ...notice, late: true };
      const evidenceSource = way === "mail" ? "bank_email" as const : "device_push" as const;
      const decided = await decide(place, source, late, raw, reader, evidenceSource);
      if (decided.ok && decided.value.outcome === "evidence") found++;
    }
  }
  return found;
}
