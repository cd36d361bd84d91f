import { setWalletAccount } from "../../commands/payments/set_wallet_account.ts";
import type { CommandContext } from "../../commands/handle.ts";
import { systemContext } from "../../commands/shops/create_shop.ts";
import { pairSource, revokeSource } from "../../commands/wallets/pair_source.ts";
import { openServices, type Services } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { refusalText } from "../../i18n/es_pe/refusals.ts";
import type { Refusal } from "../../commands/refusals.ts";
import { platformOrigin } from "../../routes/(_shared)/origins.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required, UsageError } from "../cli.ts";

export const HELP =
  `Uso: deno task operator wallet --kind <signed|simple|mail> --name <nombre> [--account <id>] [--recipient <correo>]
     deno task operator wallet --revoke <id>

Vincula lo que avisa de los pagos a la plataforma: un celular que firma, una app de reenvío o un buzón para las
constancias del banco (docs/wallets.md). Su secreto se muestra una sola vez.

  --kind <cómo>          signed, simple o mail
  --name <nombre>        Cómo se llama; también la cuenta, si se hace una
  --wallet <cuál>        yape o plin; por omisión, yape
  --account <id>         Cuenta de la que avisa; por omisión se hace una nueva
  --recipient <correo>   Con mail: el correo al que escribe el banco
  --revoke <id>          Quita uno: ya no se le cree nada
  --json                 Lo hecho como JSON
  --help                 Esta ayuda`;

const KINDS = ["signed", "simple", "mail"], WALLETS = ["yape", "plin"];

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const options = { kind: text, name: text, wallet: text, account: text, recipient: text, revoke: text };
  const flags = readFlags(args, { ...options, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const { kind, wallet = "yape", account, recipient = null, revoke } = flags;
  if (revoke === undefined && !KINDS.includes(kind ?? "")) {
    throw new UsageError("--kind es signed, simple o mail");
  }
  if (!WALLETS.includes(wallet)) throw new UsageError("--wallet es yape o plin");
  const name = revoke === undefined ? required(flags.name, "--name", "Celular de la oficina") : "";
  const services = await openServices(readEnvironment(Deno.env.toObject()));
  try {
    const { control, ids, platform } = services, context = systemContext(services, platform);
    const place = { control, owner: null, context }, asked = { id: ids.next() };
    if (revoke !== undefined) {
      held(await revokeSource(place, asked, { sourceId: revoke }));
      print(flags.json ? "{}" : "Quitado: ya no se le cree nada.");
      return 0;
    }
    const accountId = account ?? await newAccount(services, context, wallet, name);
    const source = { sourceId: ids.next(), kind, name, accounts: { [wallet]: accountId }, recipient };
    const { sourceId, secret } = held(await pairSource(place, asked, source));
    const origin = platformOrigin(services.environment);
    const url = kind === "mail" ? `${origin}/avisos/correo/${secret}` : `${origin}/api/v1/wallet`;
    if (flags.json) printJson({ sourceId, accountId, url, secret });
    else {print(
        `Dirección: ${url}\nId: ${sourceId}\nCuenta: ${accountId}\nSecreto, que no se vuelve a mostrar:\n${secret}`,
      );}
    return 0;
  } finally {
    await services.close();
  }
}

async function newAccount(
  { ids }: Services,
  context: CommandContext,
  wallet: string,
  name: string,
): Promise<string> {
  const account = { accountId: ids.next(), wallet, name, qrText: null, injectAmount: false, active: true };
  const set = await setWalletAccount(context, { id: ids.next() }, { ...account, strictAboveCentimos: null });
  return held(set).outcome.accountId;
}

function held<T>(result: { ok: true; value: T } | { ok: false; error: Refusal }): T {
  if (result.ok) return result.value;
  throw new CliError(EXIT.cannotCreate, refusalText(result.error));
}
