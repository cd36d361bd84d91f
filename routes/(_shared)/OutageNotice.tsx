import type { OutageWallet } from "../../commands/payments/outages.ts";
import { OUTAGES } from "../../i18n/es_pe/outages.ts";
import { TENDER_NAMES } from "../../kernel/sale.ts";
import { Notice } from "../../ui/Notice.tsx";

/** What is known of the wallets as a whole; nothing while they work. */
export const OutageNotice = ({ out }: { readonly out: readonly OutageWallet[] }) =>
  out.length === 0
    ? null
    : (
      <Notice tone="attention" title={OUTAGES.now(out.map((wallet) => TENDER_NAMES[wallet]).join(" y "))}>
        {OUTAGES.hint}
      </Notice>
    );
