import { type Centimos, centimos, formatSoles } from "../../kernel/money.ts";
import { zName } from "../../kernel/z_name.ts";

/** Text of the till's pages that the server renders. What the till itself says stands with it: islands/till/texts. */
export const TICKET = {
  bytes: "Descargar para la ticketera",
  paper: "Ancho del papel",
  width: (millimetres: 80 | 58) => `${millimetres} mm`,
  howToPrint: "Imprime desde el menú del navegador: sale solo el ticket.",
  back: "Volver a la caja",
} as const;

export const CLOSING = {
  title: (z: number) => `Reporte ${zName(z)}`,
  who: (register: string, person: string, when: string) =>
    [register, person && `cerró ${person}`, when].filter(Boolean).join(" · "),
  back: "Volver a la caja",
  drawer: "El cajón",
  float: "Efectivo inicial",
  cashSales: "Ventas en efectivo",
  in: "Entradas",
  out: "Salidas",
  expected: "Debía haber",
  counted: "Contado",
  difference: "Diferencia",
  sales: "Ventas",
  tickets: "Tickets",
  total: "Total vendido",
  movements: "Entradas y salidas",
  counts: "Lo contado",
  denomination: "Billete o moneda",
  pieces: "Cuántos",
  amount: "Monto",
  late: (tickets: number, amount: string) =>
    tickets === 1
      ? `Llegó 1 venta después del cierre: ${amount}`
      : `Llegaron ${tickets} ventas después del cierre: ${amount}`,
  lateHint: "El reporte queda como se imprimió. Lo que llegó después va en su adenda.",
  addenda: "Adendas",
  addendum: (z: number, addendum: number) => zName(z, addendum),
  addendumDetail: (tickets: number, when: string) =>
    `${tickets === 1 ? "1 venta" : `${tickets} ventas`} · ${when}`,
  withAddenda: "Reporte y adendas",
  seal: "Sello del libro",
  size: (size: number) => `${size} hechos sellados`,
  sealHint: "Guarda o imprime este sello: con él cualquiera comprueba que nada se cambió después.",
  unsealed: "El libro se sella en menos de un minuto. Vuelve a abrir este reporte para ver el sello.",
} as const;

export const differenceText = (difference: Centimos): string =>
  difference === 0
    ? "La caja cuadra"
    : difference < 0
    ? `Faltan ${formatSoles(centimos(-difference))}`
    : `Sobran ${formatSoles(difference)}`;

/** The till as an app of the home screen. `action` is what islands/till/launched.ts does on arrival. */
export const INSTALLED = {
  description: "La caja de tu tienda: vende también sin internet.",
  picture: "La caja con sus productos y el ticket",
  shortcuts: [
    { name: "Nueva venta", action: "nueva-venta" },
    { name: "Cerrar caja", action: "cerrar-caja" },
  ],
} as const;

export const PRINTER_PAGE = {
  title: "Impresora",
  back: "Volver a la caja",
  lead:
    "Prueba cada forma, de la mejor a la más simple. Cuando una imprima bien, queda elegida en este equipo. Vender nunca espera a la impresora.",
  saved: "Guardado. Ahora pruébala",
  network: "Dirección de las ticketeras de red",
  networkHint:
    "Apaga la ticketera, enciéndela con el botón de avance apretado y suéltalo: la hoja que sale dice su dirección (IP).",
  address: "Dirección en tu red",
  addressHint: "Por ejemplo 192.168.1.50. Vacía, esta caja no imprime por la red.",
  paper: "Ancho del papel",
  cutter: "Cortador",
  cutters: [{ value: "1", label: "Con cortador" }, { value: "0", label: "Sin cortador" }],
  save: "Guardar",
} as const;
