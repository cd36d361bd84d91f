import { databaseConfig } from "../../compose.ts";
import type { Environment } from "../../config.ts";
import { CliError, EXIT } from "../cli.ts";

/** The folder of the databases. A libSQL server keeps its own: there is no file of ours to copy. */
export function dataDirOf(environment: Environment): string {
  const config = databaseConfig(environment);
  if (config.kind === "embedded") return config.dir;
  throw new CliError(
    EXIT.config,
    "CASERITO_DB_URL nombra un servidor libSQL: los archivos son suyos y se copian con sus herramientas. " +
      "Una tienda sola sí se puede llevar, con: deno task tenant export",
  );
}
