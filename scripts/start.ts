/** `deno task start [--no-workers]`: serves the build of `deno task build`; the workers run in the same process. */
import { parseArgs } from "node:util";
import { EnvironmentError, readEnvironment } from "../config.ts";

const HELP = `Uso: deno task start [--no-workers]

  --no-workers   Solo la web. Los trabajos van aparte, con: deno task worker
  --help         Esta ayuda

Antes hace falta la construcción: deno task build`;

let options: { "no-workers"?: boolean; help?: boolean };
try {
  options =
    parseArgs({ args: Deno.args, options: { "no-workers": { type: "boolean" }, help: { type: "boolean" } } })
      .values;
} catch (error) {
  console.error(`${(error as Error).message}\n\n${HELP}`);
  Deno.exit(64);
}
if (options.help) {
  console.log(HELP);
  Deno.exit(0);
}
if (options["no-workers"]) Deno.env.set("CASERITO_WORKERS", "0");

try {
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  const build = new URL("../_build/server.js", import.meta.url);
  if (!await Deno.stat(build).then(() => true, () => false)) {
    console.error("Falta la construcción. Hazla con: deno task build");
    Deno.exit(66);
  }
  const { default: { fetch } } = await import(build.href);
  const { close } = await import("../main.ts");
  const server = Deno.serve({
    hostname,
    port,
    automaticCompression: true,
    onListen: (address) => console.log(`Caserito atiende en http://${address.hostname}:${address.port}`),
  }, fetch);
  const stop = async () => {
    await server.shutdown();
    await close();
  };
  for (const signal of ["SIGINT", "SIGTERM"] as const) Deno.addSignalListener(signal, stop);
  await server.finished;
} catch (error) {
  if (!(error instanceof EnvironmentError)) throw error;
  console.error(error.message);
  Deno.exit(78);
}
