import { Zip, ZipDeflate, ZipPassThrough } from "fflate";
import type { ExportFile } from "../../../../commands/ledger/export_log.ts";

/** A .zip that is made while it is sent: of a log of any size only a few pieces are in memory. */
export function zipStream(files: AsyncIterable<ExportFile>): ReadableStream<Uint8Array> {
  const chunks = zipChunks(files);
  return new ReadableStream({
    async pull(controller) {
      const { done, value } = await chunks.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
    async cancel() {
      await chunks.return();
    },
  });
}

async function* zipChunks(files: AsyncIterable<ExportFile>): AsyncGenerator<Uint8Array, void> {
  let ready: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    ready.push(chunk);
  });
  const taken = () => {
    const chunks = ready;
    ready = [];
    return chunks;
  };
  for await (const { path, pieces } of files) {
    const entry = isHashes(path) ? new ZipPassThrough(path) : new ZipDeflate(path, { level: 6 });
    zip.add(entry);
    for await (const piece of pieces) {
      entry.push(piece);
      yield* taken();
    }
    entry.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}

/** Hashes do not become smaller. */
const isHashes = (path: string): boolean => /^tile\/\d/.test(path);
