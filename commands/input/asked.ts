import { type Ids, isUuid } from "../../kernel/ids.ts";
import type { Asked } from "../define_command.ts";

/** The command of a form: its id was made when the form was, so that sending it twice does it once. */
export const askedBy = ({ cmdId = "" }: Readonly<Record<string, string>>, ids: Ids): Asked => ({
  id: isUuid(cmdId) ? cmdId : ids.next(),
});
