/** `deno task start [--no-workers]`: serves the build of `deno task build`; the workers run in the same process. */
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { readEnvironment } from "../config.ts";
import { CliError, EXIT, HELP_OPTION, print, readFlags, runCli } from "./cli.ts";
import { stopSignal } from "./stop_signal.ts";

const HELP = `Uso: deno task start [--no-workers] [--build <carpeta>]

  --no-workers       Solo la web. Los trabajos van aparte, con: deno task worker
  --build <carpeta>  La construcción que se sirve; por omisión _build
  --help             Esta ayuda

Antes hace falta la construcción: deno task build`;

await runCli(async (args) => {
  const flags = readFlags(args, {
    "no-workers": { type: "boolean" },
    build: { type: "string" },
    ...HELP_OPTION,
  });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  if (flags["no-workers"]) Deno.env.set("CASERITO_WORKERS", "0");
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  const build = buildAt(flags.build);
  if (!await Deno.stat(build).then(() => true, () => false)) {
    throw new CliError(EXIT.noInput, "Falta la construcción. Hazla con: deno task build");
  }
  const { default: { fetch } } = await import(build.href);
  const { close } = await import("../main.ts");
  const stopped = stopSignal();
  try {
    const server = listen(hostname, port, fetch);
    await stopped;
    await server.shutdown(); // whoever is being answered is answered
  } finally {
    await close();
  }
  return 0;
});

function buildAt(folder: string | undefined): URL {
  return folder === undefined
    ? new URL("../_build/server.js", import.meta.url)
    : pathToFileURL(resolve(folder, "server.js"));
}

function listen(hostname: string, port: number, fetch: Deno.ServeHandler): Deno.HttpServer {
  try {
    return Deno.serve({
      hostname,
      port,
      automaticCompression: true,
      onListen: (address) => print(`Caserito atiende en http://${address.hostname}:${address.port}`),
    }, fetch);
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new CliError(
      EXIT.failed,
      `El puerto ${port} está ocupado. Cierra el otro programa o usa otro: CASERITO_PORT=${port + 1}`,
    );
  }
}
