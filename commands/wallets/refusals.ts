import type { SourceRefusal } from "../../domain/wallets/source.ts";
import type { StatementRefusal } from "./statement/types.ts";
import type { NoticeRefusal } from "./take_notice.ts";

/** What the wallets' room says no with. */
export type WalletsRefusal = SourceRefusal | NoticeRefusal | StatementRefusal;
