import type { SequenceGap } from "../../kernel/sync.ts";

/** What stops a whole push. All else is answered command by command. */
export type SyncRefusal = SequenceGap;
