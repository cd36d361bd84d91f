import type { ReturnFlag } from "../../events/facts/returns.ts";
import type { SaleFlag } from "../../events/facts/sales.ts";

/** What the owner reads beside a sale that someone should look at. */
export const SALE_FLAG_TEXTS: Readonly<Record<SaleFlag, string>> = {
  oversold: "Se vendió más de lo que había según el inventario",
  price_changed: "Se vendió a un precio distinto al de ahora",
  product_unknown: "Trae un producto que no está en el catálogo",
  session_closed: "Llegó después de cerrar su caja",
  session_unknown: "Su caja no se había abierto",
  customer_unknown: "Es un fiado de un cliente que no está en tu lista",
  credit_exceeded: "Pasó el límite de fiado del cliente",
  cashier_unknown: "La cobró alguien que no está en tu equipo",
  after_lease: "Se vendió después de la fecha hasta la que el equipo podía vender sin conexión",
  device_revoked: "La trajo otro equipo: el que la hizo ya no está autorizado",
  discount_unapproved: "Lleva un descuento mayor al permitido y nadie lo aprobó",
  number_reused: "Su número de ticket ya lo tenía otra venta",
};

/** What the owner reads beside a void or a refund that someone should look at. */
export const RETURN_FLAG_TEXTS: Readonly<Record<ReturnFlag, string>> = {
  unapproved: "Nadie con permiso la aprobó",
  session_closed: "Llegó después de cerrar la caja que pagó",
  session_unknown: "La caja que pagó no se había abierto",
};
