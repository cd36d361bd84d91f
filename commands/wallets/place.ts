import type { ControlDb } from "../../events/store/control/db.ts";
import type { SourceOwner } from "../../events/store/control/wallet_sources.ts";
import type { EvidenceInput } from "../../domain/payments/book.ts";
import type { Result } from "../../kernel/result.ts";
import type { Asked } from "../define_command.ts";
import type { CommandContext, Handled } from "../handle.ts";

/** Hands evidence to the payments engine: on a shop's log as it is, on the platform's with what a payment does to a membership. */
export type KeepEvidence = (
  context: CommandContext,
  asked: Asked,
  evidence: EvidenceInput,
) => Promise<Result<Handled<unknown>, { readonly type: string }>>;

/** Where wallets are heard of: a shop's log or the platform's own, with what is kept beside it. */
export interface WalletPlace {
  readonly control: ControlDb;
  readonly owner: SourceOwner;
  /** Its store is the owner's log. */
  readonly context: CommandContext;
  readonly keep: KeepEvidence;
}
