import type { TenderMethod } from "../../kernel/sale.ts";

export const PAYMENT_PAGE = {
  title: "Con qué te pagan",
  legend: "Marca cómo cobras",
  hint: "Tu caja muestra un botón por cada una, en este orden.",
  save: "Guardar formas de pago",
  saved: "Guardamos tus formas de pago. La caja ya las muestra",
  none: "Marca al menos una forma de pago",
} as const;

/** What each way to pay asks of the shop. */
export const METHOD_HINTS: Readonly<Record<TenderMethod, string>> = {
  efectivo: "Con vuelto y redondeo a 10 céntimos",
  yape: "Anotas el número de operación",
  plin: "Anotas el número de operación",
  tarjeta: "Con el lector de tu banco",
  fiado: "A clientes de tu cuaderno, hasta su límite",
};

export const HOURS_PAGE = {
  title: "Tu horario",
  lead: "Deja en blanco los días que no abres. El segundo turno es para quien cierra al mediodía.",
  days: ["Lunes", "Martes", "Miércoles", "Jueves", "Viernes", "Sábado", "Domingo"],
  from: "Abres",
  to: "Cierras",
  again: "Vuelves a abrir",
  end: "Cierras de nuevo",
  save: "Guardar horario",
  saved: "Guardamos tu horario",
  wrong:
    "Revisa el horario: la hora de cierre va después de la de apertura, y el segundo turno después del primero",
} as const;

export const ONBOARDING_TEXTS = {
  title: "Pon a punto tu tienda",
  go: "Hacerlo ahora",
  done: "Listo",
  practise: "Practicar sin que cuente",
  practiseWhy: "La misma caja, con tus productos. Nada de lo que hagas ahí entra a tus cuentas.",
  phone: "Confirma tu celular",
  phoneWhy:
    "Te mandamos un código. Con él entras a tu tienda desde otro equipo y nadie más puede usar tu número.",
  phoneGo: "Confirmar",
} as const;
