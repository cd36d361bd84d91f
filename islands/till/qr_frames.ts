import { fromBase64, toBase64 } from "../../kernel/base64.ts";

/** Characters of data in one picture: what a cheap camera reads off a cheap screen. */
const PART = 600;
const HEAD = /^CAS1\.([\w-]{6})\.(\d{1,4})\.(\d{1,4})\./;

/** A text as pictures that are shown one after another, over and over. Compressed, since each costs a fifth of a second. */
export async function framesOf(text: string): Promise<string[]> {
  const bytes = await through(new Blob([text]).stream(), new CompressionStream("gzip"));
  const data = chunked(bytes);
  const id = toBase64(crypto.getRandomValues(new Uint8Array(6))).slice(0, 6).replace(/\+/g, "-").replace(
    /\//g,
    "_",
  );
  const count = Math.ceil(data.length / PART);
  return Array.from(
    { length: count },
    (_, i) => `CAS1.${id}.${i}.${count}.${data.slice(i * PART, (i + 1) * PART)}`,
  );
}

/** Puts the pictures together again, in whatever order they were caught. */
export class FrameCollector {
  #id: string | null = null;
  readonly #parts = new Map<number, string>();
  #total = 0;

  get progress(): { readonly have: number; readonly total: number } {
    return { have: this.#parts.size, total: this.#total };
  }

  /** The whole text once it is whole; null until then. A picture of another hand-over starts over. */
  async add(frame: string): Promise<string | null> {
    const head = HEAD.exec(frame);
    if (!head) return null;
    const [{ length }, id, index, total] = head as unknown as [string, string, string, string];
    if (id !== this.#id) {
      this.#id = id;
      this.#parts.clear();
      this.#total = Number(total);
    }
    this.#parts.set(Number(index), frame.slice(length));
    if (this.#parts.size < this.#total) return null;
    const data = Array.from({ length: this.#total }, (_, i) => this.#parts.get(i) ?? "").join("");
    const bytes = fromBase64(data);
    if (!bytes) return null;
    const plain = await through(new Blob([bytes]).stream(), new DecompressionStream("gzip"));
    return new TextDecoder().decode(plain);
  }
}

async function through(
  stream: ReadableStream<Uint8Array<ArrayBuffer>>,
  change: CompressionStream | DecompressionStream,
): Promise<Uint8Array> {
  return new Uint8Array(await new Response(stream.pipeThrough(change)).arrayBuffer());
}

/** Base64 of more bytes than one call takes arguments. */
function chunked(bytes: Uint8Array): string {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3000) text += toBase64(bytes.subarray(i, i + 3000));
  return text;
}
