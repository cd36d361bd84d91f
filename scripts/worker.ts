/** `deno task worker`: the background jobs alone, beside `deno task start --no-workers`. */
import { openServices } from "../compose.ts";
import { readEnvironment } from "../config.ts";
import { startWorkers } from "../workers/run_workers.ts";
import { HELP_OPTION, print, readFlags, runCli } from "./cli.ts";
import { stopSignal } from "./stop_signal.ts";

const HELP = `Uso: deno task worker

Los trabajos de fondo: sella los libros, actualiza las cifras y de noche las compara. La web va aparte, con:
deno task start --no-workers

  --help   Esta ayuda`;

await runCli(async (args) => {
  if (readFlags(args, HELP_OPTION).help) {
    print(HELP);
    return 0;
  }
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  const stopped = stopSignal(), workers = startWorkers(services);
  print("Caserito trabaja en segundo plano. Ctrl+C para terminar");
  await stopped;
  await workers.stop();
  await services.close();
  return 0;
});
