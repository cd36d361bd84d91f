import { positionOf, proveEvent } from "../../commands/ledger/prove_event.ts";
import { parseProof, verifyProof } from "../../events/log/proof.ts";
import { proofRefusalText } from "../../i18n/es_pe/ledger.ts";
import { CliError, EXIT, print, printJson, readFlags, required, UsageError } from "../cli.ts";
import { readKey, type Target, TARGET_HELP, TARGET_OPTIONS, withTarget } from "./target.ts";

export const HELP = `Uso: deno task ledger proof --tenant <tienda> --event <posición|código> [--out <ruta>]
     deno task ledger proof --tenant <tienda> --sale <código>
     deno task ledger proof --check <ruta> --vkey <clave>

Escribe la prueba (C2SP tlog-proof) de que un registro está en el libro firmado: se comprueba sin conexión y sin
nosotros. Lleva dentro el registro mismo.

  --event <cuál>      Posición o código del registro
  --sale <código>     En vez de --event: el código de la venta
  --out <ruta>        Archivo nuevo; por omisión <tienda>-<posición>.tlog-proof
  --check <ruta>      Comprueba una prueba en vez de escribirla
${TARGET_HELP}`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, { ...TARGET_OPTIONS, event: text, sale: text, out: text, check: text });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  if (flags.check !== undefined) return await check(flags.check, flags.vkey, flags.json === true);
  if ((flags.event === undefined) === (flags.sale === undefined)) {
    throw new UsageError("Falta decir cuál: --event <posición o código> o --sale <código de la venta>");
  }
  return await withTarget(flags, async (target) => {
    const pos = await wantedPosition(target, flags);
    const proof = await proveEvent(target.source, target.key, pos);
    if (!proof.ok) throw new CliError(EXIT.failed, proofRefusalText(proof.error));
    const out = flags.out ?? `${target.name}-${pos}.tlog-proof`;
    await Deno.writeTextFile(out, proof.value.text, { createNew: true }).catch(() => {
      throw new CliError(
        EXIT.cannotCreate,
        `${out} ya existe o no se puede escribir. Elige otro nombre con --out`,
      );
    });
    if (flags.json) printJson({ name: target.name, pos, size: proof.value.size, out });
    else {print(
        `La prueba del registro ${pos} está en ${out}. Lleva al sello de ${proof.value.size} registros.`,
      );}
    return 0;
  });
}

async function wantedPosition(
  { source }: Target,
  { event, sale }: { readonly event?: string | undefined; readonly sale?: string | undefined },
): Promise<number> {
  if (event !== undefined && /^\d{1,15}$/.test(event)) return Number(event);
  const pos = await positionOf(source, event === undefined ? { sale: sale ?? "" } : { event });
  if (pos === null) throw new CliError(EXIT.failed, proofRefusalText({ type: "EventUnknown" }));
  return pos;
}

async function check(path: string, vkey: string | undefined, json: boolean): Promise<number> {
  const key = await readKey(required(vkey, "--vkey", "libro.vkey"));
  const text = await Deno.readTextFile(path).catch(() => {
    throw new CliError(EXIT.noInput, `No se puede leer ${path}`);
  });
  const body = parseProof(text)?.extra;
  if (!body) throw new CliError(EXIT.failed, `${path} no es una prueba que lleve su registro dentro`);
  const verified = await verifyProof(text, body, { origin: key.name, keys: [key] });
  if (json) printJson(verified.ok ? { ok: true, envelope: verified.value.envelope } : verified);
  else if (verified.ok) {
    const { envelope, checkpoint } = verified.value;
    print(`Es verdad: ${envelope.type} está en la posición ${envelope.pos} del libro ${envelope.log},`);
    print(`que el sello de ${checkpoint.size} registros firma. El registro:\n`);
    print(JSON.stringify(envelope, null, 2));
  } else print(`La prueba no vale: ${verified.error.type}, ${verified.error.detail}`);
  return verified.ok ? 0 : EXIT.failed;
}
