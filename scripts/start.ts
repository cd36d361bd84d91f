/** `deno task start [--no-workers]`: serves the build of `deno task build`; the workers run in the same process. */
import { readEnvironment } from "../config.ts";
import { CliError, EXIT, HELP_OPTION, print, readFlags, runCli } from "./cli.ts";

const HELP = `Uso: deno task start [--no-workers]

  --no-workers   Solo la web. Los trabajos van aparte, con: deno task worker
  --help         Esta ayuda

Antes hace falta la construcción: deno task build`;

await runCli(async (args) => {
  const flags = readFlags(args, { ...HELP_OPTION, "no-workers": { type: "boolean" } });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  if (flags["no-workers"]) Deno.env.set("CASERITO_WORKERS", "false");
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  const build = new URL("../_build/server.js", import.meta.url);
  if (!await Deno.stat(build).then(() => true, () => false)) {
    throw new CliError(EXIT.noInput, "Falta la construcción. Hazla con: deno task build");
  }
  const { default: { fetch } } = await import(build.href);
  const { close } = await import("../main.ts");
  const server = Deno.serve({
    hostname,
    port,
    // Since Deno 2.9 the server compresses only when told to; without it pages weigh five times as much.
    automaticCompression: true,
    onListen: (address) => print(`Caserito atiende en http://${address.hostname}:${address.port}`),
  }, fetch);
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    Deno.addSignalListener(signal, () => void server.shutdown());
  }
  await server.finished;
  await close();
  return 0;
});
