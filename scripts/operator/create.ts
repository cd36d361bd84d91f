import { createOperator, type OperatorRefusal } from "../../commands/people/operators.ts";
import { openServices } from "../../compose.ts";
import { readEnvironment } from "../../config.ts";
import { CliError, EXIT, HELP_OPTION, print, printJson, readFlags, required, UsageError } from "../cli.ts";
import { passwordFrom } from "../tenant/owner_password.ts";

export const HELP = `Uso: deno task operator create --email <correo> [--name <nombre>]

Hace un operador de la plataforma. Entra en /operador con correo, contraseña y el código de su aplicación (TOTP), o con
una llave. La contraseña va en la variable CASERITO_OPERATOR_PASSWORD o por la entrada, en una línea. Su secreto y sus
códigos de recuperación se muestran una sola vez.

  --email <correo>   Con este correo entra; no puede ser de una persona de una tienda
  --name <nombre>    Por omisión, lo que va antes de la arroba
  --json             Lo hecho como JSON
  --help             Esta ayuda`;

export async function main(args: readonly string[]): Promise<number> {
  const text = { type: "string" } as const;
  const flags = readFlags(args, { email: text, name: text, json: { type: "boolean" }, ...HELP_OPTION });
  if (flags.help) {
    print(HELP);
    return 0;
  }
  const email = required(flags.email, "--email", "ana@caserito.pe");
  if (!/^[^\s@]+@[^\s@]+$/.test(email)) throw new UsageError(`--email no es un correo: "${email}"`);
  const environment = readEnvironment(Deno.env.toObject());
  const password = await passwordFrom("CASERITO_OPERATOR_PASSWORD", "del operador");
  const services = await openServices(environment);
  try {
    const name = flags.name ?? email.slice(0, email.indexOf("@"));
    const made = await createOperator(services, { name, email, password });
    if (!made.ok) throw refused(made.error, email);
    const { secret, otpauth, recoveryCodes } = made.value;
    if (flags.json) printJson(made.value);
    else {
      print(`${name} entra en ${environment.CASERITO_BASE_DOMAIN}/operador con ${email}.`);
      print(`Su secreto para la aplicación de códigos, que no se vuelve a mostrar:\n${secret}\n${otpauth}`);
      print(`Códigos de recuperación, cada uno sirve una vez:\n${recoveryCodes.join("\n")}`);
    }
    return 0;
  } finally {
    await services.close();
  }
}

const refused = (refusal: OperatorRefusal, email: string): CliError =>
  refusal.type === "EmailTaken"
    ? new CliError(
      EXIT.cannotCreate,
      `${email} ya es de otra persona del sistema. Usa otro correo con --email`,
    )
    : new UsageError("Esa contraseña es de las que todos prueban primero. Usa otra");
