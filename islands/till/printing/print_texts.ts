import type { PrintFault, Way } from "./ways.ts";

/** Why there is no paper, and the way out, in the words of who stands before the printer. Complete by type. */
export const PRINT_FAULTS: Readonly<Record<PrintFault, { readonly cause: string; readonly wayOut: string }>> =
  {
    unsupported: {
      cause: "Este navegador no puede imprimir así",
      wayOut:
        "En Android usa Chrome. En iPhone y en Windows usa la ticketera de red o la impresión del sistema.",
    },
    denied: {
      cause: "No se eligió ninguna ticketera",
      wayOut:
        "Toca otra vez y elígela en la lista. Si no sale, dale a Chrome permiso de «Dispositivos cercanos» y enciende la ticketera.",
    },
    needs_tap: {
      cause: "Falta decir cuál es la ticketera",
      wayOut: "Toca Reintentar y elígela en la lista: el navegador lo pide cada vez que se abre la caja.",
    },
    radio_off: {
      cause: "El Bluetooth está apagado",
      wayOut: "Enciéndelo en los ajustes del equipo y reintenta.",
    },
    off: {
      cause: "La ticketera no responde",
      wayOut:
        "Mira que esté encendida, cerca y en la misma red. Si cambió de dirección, corrígela en Impresora.",
    },
    busy: {
      cause: "Otro programa tiene la ticketera",
      wayOut:
        "Cierra la otra aplicación. En Windows el sistema se la queda: usa la de red o la impresión del sistema.",
    },
    not_printer: {
      cause: "Ese equipo no es una ticketera que entendamos",
      wayOut: "Elige otro de la lista. En la red, mira su dirección en la hoja de prueba de la ticketera.",
    },
    paper: { cause: "Se acabó el papel", wayOut: "Cambia el rollo, cierra la tapa y reintenta." },
    cover: { cause: "La tapa está abierta", wayOut: "Ciérrala hasta que suene y reintenta." },
    cut: {
      cause: "La impresión quedó a medias",
      wayOut: "Mira que el papel no esté atascado y reintenta. El nuevo ticket dirá COPIA.",
    },
    no_address: {
      cause: "Esta caja no tiene ticketera de red",
      wayOut: "La dueña o la encargada pone su dirección en Impresora, por ejemplo 192.168.1.50.",
    },
    elsewhere: {
      cause: "El servidor no está en la red de tu tienda",
      wayOut: "Imprime desde este equipo: por Bluetooth, por USB o con la impresión del sistema.",
    },
    no_network: {
      cause: "No hay conexión con el servidor",
      wayOut: "La ticketera de red necesita conexión. Mientras tanto imprime con el sistema o por Bluetooth.",
    },
    unsent: {
      cause: "La venta todavía no llegó al servidor",
      wayOut: "Apenas se envíe, reintenta. La venta está guardada.",
    },
  };

export const WAY_TEXTS: Readonly<Record<Way, { readonly name: string; readonly what: string }>> = {
  lan: {
    name: "Ticketera de red",
    what: "Con cable de red o wifi. La mejor: sirve a todos los equipos de la tienda.",
  },
  bluetooth: { name: "Bluetooth", what: "Ticketera portátil, desde Chrome en Android o en una laptop." },
  usb: { name: "Cable USB", what: "Con adaptador OTG a una tableta Android." },
  system: {
    name: "Impresión del sistema",
    what: "La ventana de imprimir del equipo, en papel de 80 o 58 mm.",
  },
  share: { name: "Sin papel", what: "El ticket como PDF o mensaje, por WhatsApp o lo que tenga el equipo." },
};

export const PRINTING = {
  paper: "Ancho del papel",
  cutter: "Cortador de papel",
  withCutter: "Con cortador",
  withoutCutter: "Sin cortador",
  auto: "Imprimir cada ticket al cobrar",
  register: "Caja",
  try: "Probar",
  trying: "Probando",
  asking: "¿Salió completo, con tildes y eñes?",
  yes: "Sí, usar esta",
  no: "No salió bien",
  chosen: "Elegida en este equipo",
  printed: "Imprimió",
  failed: "No imprimió",
  badPrint:
    "Revisa el ancho del papel. Si salen signos raros, elige en la ticketera la página de códigos 850.",
  address: (text: string | null) => text === null ? "Todavía sin dirección" : `En ${text}`,
} as const;
