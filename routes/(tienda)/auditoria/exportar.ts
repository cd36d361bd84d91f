import { type ExportFile, exportLog } from "../../../commands/ledger/export_log.ts";
import { utf8Bytes } from "../../../events/log/bytes.ts";
import { EXPORT_README, SEALS } from "../../../i18n/es_pe/audit.ts";
import { defineShop } from "../../(_shared)/define.ts";
import { keyOf, sourceOf } from "./(_parts)/ledger_of.ts";
import { zipStream } from "./(_parts)/zip_stream.ts";

/** The whole signed log as one .zip: what `ledger export` writes into a folder, with a page that says what it is. */
export const handler = defineShop.handlers({
  async GET({ state }) {
    const { shop } = state;
    const exported = await exportLog(sourceOf(state), (await keyOf(state)).key, ["tiles", "jsonl"]);
    if (!exported) return new Response(`${SEALS.none}. ${SEALS.noneHint}`, { status: 409 });
    const { size, unsigned, files } = exported;
    const readme = EXPORT_README(shop.name, size, unsigned);
    return new Response(zipStream(withReadme(readme, files)), {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${shop.slug}-libro-${size}.zip"`,
      },
    });
  },
});

async function* withReadme(text: string, files: AsyncIterable<ExportFile>): AsyncGenerator<ExportFile> {
  async function* pieces() {
    yield utf8Bytes(text);
  }
  yield { path: "LEEME.txt", pieces: pieces() };
  yield* files;
}
