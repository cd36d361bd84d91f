/** What the supervisor and the server it runs tell each other, one JSON object a line. */
import type { ClientFeature } from "../render/client_build.ts";

/** The bundle without its contents, which lie in `folder`. */
export interface ClientManifest {
  readonly folder: string;
  readonly entry: string;
  readonly features: Readonly<Record<ClientFeature, string>>;
  readonly imports: Readonly<Record<string, readonly string[]>>;
  readonly islands: readonly {
    readonly name: string;
    /** Source file, absolute. */
    readonly source: string;
    readonly file: string;
    readonly css: readonly string[];
  }[];
}

/** Why there is no bundle, in the words of the error page. */
export interface DevProblem {
  readonly title: string;
  readonly message: string;
  /** Where it happened, absolute path; line and column count from 1. */
  readonly place: { readonly file: string; readonly line: number; readonly column: number } | null;
  readonly stack: string | null;
}

export type ClientResult = { readonly manifest: ClientManifest } | { readonly problem: DevProblem };

/** To the server, over its standard input. */
export type ToServer =
  /** A new bundle. `islands` are the island files that changed since the last one. */
  | { readonly type: "client"; readonly result: ClientResult; readonly islands: readonly string[] }
  /** Something that no module holds has changed, e.g. an image. */
  | { readonly type: "reload" };

/** To the supervisor, as lines of standard error that begin with this. */
export const SIGNAL = "\u001efresh ";

export type ToSupervisor =
  | { readonly type: "ready"; readonly port: number }
  /** The change cannot be taken over while the server runs. */
  | { readonly type: "restart" };

/** Set for the server process; holds the port to take again, or nothing at the first start. */
export const SERVER_ENV = "FRESH_DEV_SERVER";

export async function* jsonLines<T>(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<T> {
  for await (const line of textLines(stream)) yield JSON.parse(line) as T;
}

export async function* textLines(stream: ReadableStream<Uint8Array<ArrayBuffer>>): AsyncGenerator<string> {
  let rest = "";
  for await (const text of stream.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\n");
    rest = lines.pop() ?? "";
    yield* lines;
  }
  if (rest) yield rest;
}
