/** `deno task dev` serves the demo shops and reloads on every save; `deno task build` writes what production serves. */
import { readEnvironment } from "./config.ts";
import { newBuilder } from "./fresh.config.ts";
import { CliError, EXIT, exitCode, HELP_OPTION, print, readFlags } from "./scripts/cli.ts";

const HELP = `Uso: deno task dev
     deno task build [--out <carpeta>]

  dev     Atiende las tiendas de la demo y se recarga al guardar
  build   Escribe lo que sirve deno task start

  --out <carpeta>   Dónde va la construcción; por omisión _build
  --help            Esta ayuda`;

async function build(args: readonly string[]): Promise<number> {
  const { out, help } = readFlags(args, { out: { type: "string" }, ...HELP_OPTION });
  if (help) print(HELP);
  else await newBuilder(out).build();
  return 0;
}

async function dev(args: readonly string[]): Promise<number> {
  if (readFlags(args, HELP_OPTION).help) {
    print(HELP);
    return 0;
  }
  Deno.env.set("CASERITO_ENV", Deno.env.get("CASERITO_ENV") ?? "development");
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  try {
    await newBuilder().listen(() => import("./main.ts"), { hostname, port });
    return 0;
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    throw new CliError(
      EXIT.failed,
      `El puerto ${port} está ocupado. Cierra el otro programa o usa otro: CASERITO_PORT=${port + 1}`,
    );
  }
}

const [first, ...rest] = Deno.args;
const code = await (first === "build" ? exitCode(build, rest) : exitCode(dev, Deno.args));
// The development server goes on by itself after it began to listen.
if (code !== 0) Deno.exit(code);
