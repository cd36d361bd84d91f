import type { Refusal } from "../../commands/refusals.ts";
import type { DevicesRefusal } from "../../commands/devices/refusals.ts";
import type { WalletsRefusal } from "../../commands/wallets/refusals.ts";
import type { SyncRefusal } from "../../commands/sync/refusals.ts";
import type { CatalogueRefusal } from "../../domain/catalogue/decider.ts";
import type { MembershipRefusal } from "../../domain/membership/refusals.ts";
import type { PaymentsRefusal } from "../../domain/payments/decider.ts";
import type { StaffRefusal } from "../../domain/staff/decider.ts";
import type { StockRefusal } from "../../domain/stock/decider.ts";
import { formatSoles } from "../../kernel/money.ts";
import { formatInstant } from "../../kernel/time.ts";
import { fieldMessages } from "./fields.ts";
import { isOfWallets, walletRefusalText } from "./wallets.ts";
import { operatorText } from "./operator_refusals.ts";
import { membershipRefusalText } from "./membership_refusals.ts";

/** What a person reads when something could not be done: what happened and what to do next. Complete by type. */
export function refusalText(refusal: Refusal): string {
  switch (refusal.type) {
    case "InvalidInput":
      return fieldMessages(refusal)[0]?.message ?? "Revisa los datos";
    case "CartEmpty":
      return "El ticket está vacío. Escanea o busca un producto";
    case "CartFull":
      return `Este ticket ya tiene ${refusal.linesMax} líneas. Cóbralo y sigue en otro`;
    case "AmountTooLarge":
      return `Ese monto es demasiado grande. Revisa la cantidad: el máximo es ${
        formatSoles(refusal.maxCentimos)
      }`;
    case "DiscountTooLarge":
      return `El descuento no puede pasar de ${formatSoles(refusal.maxCentimos)}`;
    case "CustomerMissing":
      return "Para fiar, elige a quién";
    case "Underpaid":
      return `Faltan ${formatSoles(refusal.missingCentimos)}`;
    case "Overpaid":
      return `Sobran ${formatSoles(refusal.byCentimos)}: Yape, Plin y tarjeta pagan el monto exacto`;
    case "SaleMalformed":
      return "Las sumas de esta venta no cuadran. La guardamos completa para que la revise la dueña";
    case "SaleAlreadyRegistered":
      return "Esta venta ya está registrada";
    case "CustomerUnknown":
      return "Este cliente no está en tu lista. Búscalo otra vez o agrégalo";
    case "CustomerExists":
      return "Este cliente ya está en tu lista";
    case "CustomerGone":
      return "Los datos de este cliente se borraron. Agrégalo como nuevo";
    case "PaymentTaken":
      return "Este pago ya está registrado";
    case "NothingInNotebook":
      return "No hay ninguna deuda nueva en tu lista. Escribe un nombre y un monto en cada línea";
    case "SaleUnknown":
      return "Esa venta no está en tu libro. Búscala por su número de ticket";
    case "SaleAlreadyVoided":
      return "Esa venta ya está anulada";
    case "SaleAlreadyRefunded":
      return "De esa venta ya se devolvió una parte. Lo que queda se devuelve, ya no se anula";
    case "SaleOfClosedSession":
      return "La caja de esa venta ya se cerró. Ahora se hace como devolución";
    case "RefundTooLarge":
      return "Es más de lo que queda por devolver de esa venta. Revisa las cantidades";
    case "RefundMalformed":
      return "Las sumas de esta devolución no cuadran. La guardamos completa para que la revise la dueña";
    case "RegisterUnknown":
      return "Esta caja no existe en tu tienda. Elige otra de la lista";
    case "RegisterBusy":
      return "Esta caja ya está abierta. Sigue en ella o ciérrala primero";
    case "RegisterExists":
      return "Esta caja ya existe";
    case "SeriesTaken":
      return `La serie ${refusal.series} es de ${refusal.registerName}. Elige otra`;
    case "ApiKeyExists":
      return "Esta llave ya está hecha. Quítala y haz otra";
    case "ApiKeyUnknown":
      return "Esta llave no existe en tu tienda";
    case "ScopeNotYours":
      return "No puedes dar a un programa más de lo que puedes tú. Marca otras";
    case "SessionAlreadyOpened":
      return "La caja ya está abierta";
    case "SessionNotOpened":
      return "La caja todavía no se abrió. Ábrela con su sencillo";
    case "SessionClosed":
      return "Esta caja ya se cerró. Abre una nueva para seguir";
    case "DrawerShort":
      return `En la caja hay ${formatSoles(refusal.inDrawerCentimos)}: no puede salir más que eso`;
    case "MessageUnknown":
    case "MessageNotDead":
    case "MessageRetriedBefore":
    case "HoldUnknown":
    case "HoldStands":
    case "HoldEndWrong":
    case "HoldNeedsAnother":
    case "HoldProposalLapsed":
    case "HoldOver":
      return operatorText(refusal);
    default:
      return goodsText(refusal);
  }
}

type GoodsRefusal =
  | PaymentsRefusal
  | StaffRefusal
  | CatalogueRefusal
  | StockRefusal
  | ShopOpening
  | SyncRefusal
  | DevicesRefusal
  | Exclude<WalletsRefusal, { type: "StoreUnavailable" }>
  | MembershipRefusal
  | StoreRefusal;
type StoreRefusal = Extract<
  Refusal,
  {
    type:
      | "VersionConflict"
      | "CommandReused"
      | "DeviceOutOfTurn"
      | "EventIdTaken"
      | "SalesBlocked"
      | "EventInvalid"
      | "StoreUnavailable";
  }
>;
type ShopOpening = Extract<Refusal, { type: "ShopAlreadyOpen" | "ShopNotOpen" }>;

function goodsText(refusal: GoodsRefusal): string {
  switch (refusal.type) {
    case "ProductUnknown":
      return refusal.productIds.length === 1
        ? "Este producto no está en tu catálogo"
        : `${refusal.productIds.length} productos no están en tu catálogo`;
    case "ProductExists":
      return "Este producto ya está en tu catálogo";
    case "CodeTaken":
      return `El código ${refusal.code} ya es de ${refusal.otherName}. Quítaselo primero o usa otro`;
    case "ProductsChanged":
      return refusal.products.length === 1
        ? `${namesOf(refusal.products)} cambió mientras tanto. Míralo de nuevo antes de guardar`
        : `${namesOf(refusal.products)} cambiaron mientras tanto. Míralos de nuevo antes de guardar`;
    case "NothingToImport":
      return "El archivo no trae ningún cambio";
    case "ImportNotLast":
      return refusal.lastImportId === null
        ? "No hay ninguna importación que deshacer"
        : "Solo se puede deshacer la última importación";
    case "AlreadyRecorded":
      return "Esto ya estaba registrado";
    case "CountInFuture":
      return "La hora del conteo está adelantada. Corrige la hora de la tableta y cuenta de nuevo";
    case "CountSuperseded":
      return `Ya hay un conteo más nuevo de este producto, del ${formatInstant(refusal.lastCountedAt)}`;
    case "ShopAlreadyOpen":
      return "Esta tienda ya está abierta";
    case "ShopNotOpen":
      return "Primero abre tu tienda";
    case "DeviceOutOfTurn":
    case "SequenceGap":
      return "Faltan ventas anteriores de esta tableta. Las pedimos de nuevo";
    case "StaffUnknown":
      return "Esa persona ya no trabaja en tu tienda";
    case "StaffExists":
      return "Esa persona ya trabaja en tu tienda";
    case "LastOwner":
      return "Es la única dueña. Nombra a otra antes de cambiarla";
    case "VersionConflict":
      return "Alguien guardó al mismo tiempo. Inténtalo otra vez";
    case "CommandReused":
    case "EventIdTaken":
      return "Esto ya se envió con otros datos. Vuelve a abrir la pantalla y revisa si quedó guardado";
    case "SalesBlocked":
      return `Por ahora esta tienda no puede vender: ${refusal.reason}. Cerrar caja y ver tus datos sigue abierto`;
    case "EventInvalid":
      return "No pudimos guardar estos datos. Revísalos e inténtalo otra vez";
    case "StoreUnavailable":
      return "No se pudo guardar todavía. Inténtalo otra vez: no se va a duplicar";
    default:
      return isOfWallets(refusal) ? walletRefusalText(refusal) : deviceText(refusal);
  }
}

function deviceText(refusal: DevicesRefusal | PaymentsRefusal | MembershipRefusal): string {
  switch (refusal.type) {
    case "ProofInvalid":
      return "Este equipo no pudo demostrar que la clave es suya. Recarga la página y vincúlalo otra vez";
    case "PairingCodeWrong":
      return "Ese código no sirve: venció, ya se usó o está mal escrito. Pide uno nuevo";
    case "PairingCodeMissing":
      return "En esta tienda solo venden equipos autorizados. Pide un código a quien administra";
    case "DeviceUnknown":
      return "Ese equipo no está en tu tienda";
    case "DeviceRevoked":
      return "Este equipo ya no está autorizado en la tienda. Lo que vendió sigue guardado en él";
    case "DeviceExists":
      return "Ese equipo ya está vinculado con otra clave. Vincúlalo de nuevo como otro equipo";
    case "SeriesNotYours":
      return `La serie ${refusal.series} es de otro equipo`;
    case "SeriesExhausted":
      return "Ya se usaron las 999 series de tickets. Escríbenos para agregar más";
    default:
      return paymentText(refusal);
  }
}

function paymentText(refusal: PaymentsRefusal | MembershipRefusal): string {
  switch (refusal.type) {
    case "WalletAccountUnknown":
      return "Esa cuenta de Yape, Plin o banco no está activa. Revísala en Ajustes, Pagos";
    case "PaymentIntentUnknown":
      return "Ese cobro no existe. Vuelve a la venta y pídelo de nuevo";
    case "PaymentIntentExists":
      return "Ese cobro ya está pedido. Ábrelo para ver si llegó el pago";
    case "PaymentIntentEnded":
      return refusal.outcome === "canceled"
        ? "Ese cobro se canceló. Pide uno nuevo"
        : "Ese cobro venció. Pide uno nuevo";
    case "PaymentIntentSettled":
      return "Ese cobro ya está pagado. No hace falta nada más";
    case "IncomingPaymentUnknown":
      return "Ese pago no está entre los que llegaron. Actualiza la lista y elígelo otra vez";
    case "IncomingPaymentSpent":
      return refusal.leftCentimos > 0
        ? `De ese pago quedan ${formatSoles(refusal.leftCentimos)}. Escribe un monto que no pase de eso`
        : "De ese pago ya no queda nada. Elige otro";
    case "PaymentEvidenceWeak":
      return "Ese pago todavía no está confirmado. Revisa los movimientos de tu cuenta y espera el aviso";
    case "PaymentExceptionUnknown":
      return "Ese pago ya se revisó. Actualiza la lista";
    case "RefundNoted":
      return "Esa devolución ya está anotada";
    case "SecondPersonNeeded":
      return `Pasa de ${
        formatSoles(refusal.aboveCentimos)
      }: pide el PIN de quien puede dar permiso. El monto se cambia en Ajustes, Yape y Plin`;
    default:
      return membershipRefusalText(refusal);
  }
}

/** `Leche Gloria, Arroz y 3 más`. */
function namesOf(products: readonly { readonly name: string }[]): string {
  const names = products.map(({ name }) => name);
  if (names.length <= 1) return names.join("");
  if (names.length > 3) return `${names.slice(0, 2).join(", ")} y ${names.length - 2} más`;
  return `${names.slice(0, -1).join(", ")} y ${names.at(-1)}`;
}
