import { databaseConfig, keystoreDir, openServices } from "../../compose.ts";
import { type Environment, readEnvironment } from "../../config.ts";
import { LedgerUnreadable, openLedgerFile } from "../../commands/ledger/file_source.ts";
import { type LedgerSource, ledgerSource } from "../../commands/ledger/ledger_source.ts";
import { parseVerifierKey, type VerifierKey } from "../../events/log/verifier_key.ts";
import { KeyMissing, KeystoreError, openKeystore } from "../../events/store/keystore.ts";
import { parseTenantId, PLATFORM_LOG, type TenantId } from "../../events/store/mod.ts";
import { CliError, EXIT, HELP_OPTION, UsageError } from "../cli.ts";
import { namedShop, unknownShop } from "../named_shop.ts";

/** Flags that say which log, and with whose key. */
export const TARGET_OPTIONS = {
  tenant: { type: "string" },
  file: { type: "string" },
  vkey: { type: "string" },
  json: { type: "boolean" },
  ...HELP_OPTION,
} as const;

export const TARGET_HELP =
  `  --tenant <tienda>   La tienda, por su dirección (minimarket-lucha) o su código; platform-log es el libro de la
                      plataforma
  --file <ruta>       En vez de --tenant: una copia del archivo de la tienda. Necesita --vkey
  --vkey <clave>      Clave pública del libro, o un archivo que la tenga. Con --tenant, por omisión la de
                      CASERITO_KEYSTORE. Quien audita usa la que guardó, no la que le dan hoy
  --json              El resultado como JSON
  --help              Esta ayuda`;

export interface TargetFlags {
  readonly tenant?: string | undefined;
  readonly file?: string | undefined;
  readonly vkey?: string | undefined;
}

export interface Target {
  readonly name: string;
  readonly source: LedgerSource;
  readonly key: VerifierKey;
  /** `file`: read from a snapshot with node:sqlite. `server`: read through a libSQL server, which is then trusted to answer. */
  readonly reading: "file" | "server";
}

/** Opens the log that the flags name, read-only, for as long as `work` runs. */
export async function withTarget<T>(flags: TargetFlags, work: (target: Target) => Promise<T>): Promise<T> {
  if (flags.file !== undefined && flags.tenant !== undefined) {
    throw new UsageError("--file y --tenant dicen dos libros. Deja uno");
  }
  if (flags.file !== undefined) {
    if (flags.vkey === undefined) {
      throw new UsageError("--file necesita --vkey: la clave pública con la que se firmó ese libro");
    }
    return await onFile(flags.file, flags.file, await readKey(flags.vkey), work);
  }
  if (flags.tenant === undefined) {
    throw new UsageError("Falta --tenant. Por ejemplo: --tenant minimarket-lucha");
  }
  const environment = readEnvironment(Deno.env.toObject());
  const config = databaseConfig(environment);
  if (config.kind === "remote") return await onServer(environment, flags.tenant, flags.vkey, work);
  const tenant = await tenantOfFolder(config.dir, flags.tenant);
  const key = await keyOf(environment, tenant, flags.tenant, flags.vkey);
  return await onFile(`${config.dir}/tenants/${tenant}.db`, flags.tenant, key, work);
}

async function onFile<T>(
  path: string,
  name: string,
  key: VerifierKey,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  using source = openFile(path);
  return await work({ name, source, key, reading: "file" });
}

function openFile(path: string): LedgerSource & Disposable {
  try {
    return openLedgerFile(path);
  } catch (error) {
    if (!(error instanceof LedgerUnreadable)) throw error;
    throw new CliError(EXIT.noInput, `No se puede abrir ${path}: ${error.message}`);
  }
}

async function onServer<T>(
  environment: Environment,
  wanted: string,
  vkey: string | undefined,
  work: (target: Target) => Promise<T>,
): Promise<T> {
  const services = await openServices(environment);
  try {
    const store = wanted === PLATFORM_LOG
      ? services.platform
      : await services.tenants.get((await namedShop(services.control, wanted)).id);
    const key = await keyOf(environment, store.tenant, wanted, vkey);
    const source = ledgerSource((sql, args) => store.db.all(sql, args));
    return await work({ name: wanted, source, key, reading: "server" });
  } finally {
    await services.close();
  }
}

/** By slug in the registry's file, or the id itself; without libSQL, like everything that verifies. */
async function tenantOfFolder(dir: string, wanted: string): Promise<TenantId> {
  if (wanted === PLATFORM_LOG) return PLATFORM_LOG;
  const exists = (path: string) => Deno.stat(path).then(({ isFile }) => isFile, () => false);
  if (await exists(`${dir}/control.db`)) {
    using control = openFile(`${dir}/control.db`);
    const [row] = await control.all("SELECT id FROM shop WHERE slug = ? OR id = ?", [wanted, wanted]);
    const id = row && parseTenantId(String(row.id));
    if (id) return id;
  }
  const id = parseTenantId(wanted);
  if (id && await exists(`${dir}/tenants/${id}.db`)) return id;
  throw unknownShop(wanted);
}

async function keyOf(
  environment: Environment,
  tenant: TenantId,
  name: string,
  vkey: string | undefined,
): Promise<VerifierKey> {
  if (vkey !== undefined) return await readKey(vkey);
  const dir = keystoreDir(environment);
  try {
    return parseKey(await openKeystore(dir).vkey(tenant), "CASERITO_KEYSTORE");
  } catch (error) {
    if (!(error instanceof KeystoreError)) throw error;
    throw new CliError(
      EXIT.config,
      error instanceof KeyMissing
        ? `No hay clave del libro de ${name} en ${dir}. Si nunca se firmó: deno task ledger checkpoint --tenant ` +
          `${name}. Si se firmó, CASERITO_KEYSTORE nombra su carpeta, o da su clave pública con --vkey`
        : `No se puede leer la clave del libro de ${name}: ${error.message}. También la puedes dar con --vkey`,
    );
  }
}

/** A vkey as text, or the path of a file that holds one. */
export async function readKey(vkey: string): Promise<VerifierKey> {
  if (parseVerifierKey(vkey.trim()).ok) return parseKey(vkey, "--vkey");
  const text = await Deno.readTextFile(vkey).catch(() => {
    throw new UsageError(`--vkey no es una clave pública (nombre+código+clave) ni un archivo que la tenga`);
  });
  return parseKey(text, "--vkey");
}

function parseKey(text: string, flag: string): VerifierKey {
  const key = parseVerifierKey(text.trim());
  if (!key.ok) {
    throw new UsageError(`${flag}: no es una clave pública (${key.error.type}: ${key.error.detail})`);
  }
  return key.value;
}
