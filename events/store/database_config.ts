import type { Backend } from "./backend.ts";
import { embeddedBackend } from "./embedded_backend.ts";
import { remoteBackend } from "./remote_backend.ts";

/** Where the databases live: files in a folder, or namespaces of a libSQL server (design §5). */
export type DatabaseConfig =
  | { readonly kind: "embedded"; readonly dir: string }
  | {
    readonly kind: "remote";
    readonly url: string;
    readonly adminUrl: string;
    /** One for all namespaces; not beside `signingKey`. */
    readonly authToken?: string;
    /** Makes a token of its own for each namespace: see `namespace_tokens.ts`. */
    readonly signingKey?: string;
    readonly adminToken?: string;
  };

const MAX_OPEN = 256;

export function openBackend(config: DatabaseConfig, maxOpen = MAX_OPEN): Backend {
  return config.kind === "remote" ? remoteBackend(config) : embeddedBackend(config.dir, maxOpen);
}
