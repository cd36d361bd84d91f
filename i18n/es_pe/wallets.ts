import type { StatementField } from "../../commands/wallets/statement/types.ts";
import type { WalletsRefusal } from "../../commands/wallets/refusals.ts";
import type { Refusal } from "../../commands/refusals.ts";
import { unreachable } from "../../kernel/result.ts";

type OwnRefusal = Exclude<WalletsRefusal, { type: "StoreUnavailable" }>;

const OWN: Readonly<Record<OwnRefusal["type"], true>> = {
  WalletSourceUnknown: true,
  WalletSourceExists: true,
  NoticeRewritten: true,
  NoticeTooOld: true,
  StatementTaken: true,
  StatementColumns: true,
  StatementEmpty: true,
};
export const isOfWallets = (refusal: Refusal): refusal is OwnRefusal => Object.hasOwn(OWN, refusal.type);

export const STATEMENT_FIELD_NAMES: Readonly<Record<StatementField, string>> = {
  date: "Fecha",
  time: "Hora",
  amount: "Monto",
  direction: "Entrada o salida",
  name: "Quién pagó",
  operation: "Número de operación",
};

export function walletRefusalText(refusal: OwnRefusal): string {
  switch (refusal.type) {
    case "WalletSourceUnknown":
      return "Este celular no está vinculado a tu tienda. Vincúlalo en Ajustes, Yape y Plin";
    case "WalletSourceExists":
      return "Este celular ya se vinculó. Quítalo y vincúlalo como nuevo";
    case "NoticeRewritten":
      return "Con ese número ya llegó otro aviso. Sigue con el número que viene";
    case "NoticeTooOld":
      return "Ese aviso es de hace más de 90 días. Súbelo con tu estado de cuenta";
    case "StatementTaken":
      return "Este archivo ya se leyó. Abajo está lo que salió de él";
    case "StatementColumns":
      return `No encontramos la columna de ${
        refusal.missing.map((field) => STATEMENT_FIELD_NAMES[field].toLowerCase()).join(" ni la de ")
      }. Elígela abajo y lee otra vez`;
    case "StatementEmpty":
      return "En este archivo no entró dinero. Revisa que sea el de tus cobros";
    default:
      return unreachable(refusal);
  }
}
