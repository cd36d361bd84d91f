/** `deno task dev` serves the demo shops and reloads on every save; `deno task build` writes `_build/`. */
import { readEnvironment } from "./config.ts";
import { newBuilder } from "./fresh.config.ts";
import { complain, EXIT } from "./scripts/cli.ts";

if (Deno.args.includes("build")) {
  await newBuilder().build();
} else {
  Deno.env.set("CASERITO_ENV", Deno.env.get("CASERITO_ENV") ?? "development");
  const { CASERITO_HOST: hostname, CASERITO_PORT: port } = readEnvironment(Deno.env.toObject());
  try {
    await newBuilder().listen(() => import("./main.ts"), { hostname, port });
  } catch (error) {
    if (!(error instanceof Deno.errors.AddrInUse)) throw error;
    complain(`El puerto ${port} está ocupado. Cierra el otro programa o usa otro: CASERITO_PORT=8001`);
    Deno.exit(EXIT.failed);
  }
}
