import { formatTime, type Instant } from "../../kernel/time.ts";
import type { PushCommandType } from "../../kernel/sync.ts";
import type { CameraFault } from "./camera.ts";

/** What the parts say that come behind the first sale: their words come with them (see texts.ts). */
export const LATER = {
  // Camera
  camera: "Cámara",
  cameraAim: "Pon el código dentro del marco",
  cameraStarting: "Abriendo la cámara",
  cameraIdle: "La cámara se apagó para cuidar la batería",
  cameraAgain: "Seguir leyendo",
  cameraClose: "Cerrar la cámara",
  torchOn: "Encender la luz",
  torchOff: "Apagar la luz",
  cameraFaults: {
    unsupported: "Este navegador no puede leer códigos con la cámara. Escribe el código o usa un lector.",
    denied: "Falta el permiso de la cámara. Dalo en el candado, junto a la dirección, y vuelve a intentarlo.",
    missing: "Este equipo no tiene cámara. Escribe el código o usa un lector.",
    busy: "Otro programa está usando la cámara. Ciérralo y vuelve a intentarlo.",
  } satisfies Readonly<Record<CameraFault, string>>,
  tryAgain: "Intentar otra vez",
  // Installing
  installTitle: "Pon tu caja en la pantalla de inicio",
  installWhy: "Se abre de un toque y vende también sin internet.",
  install: "Instalar",
  installHow: "Cómo se hace",
  notNow: "Ahora no",
  installSteps: [
    ["share", "Toca Compartir, abajo en Safari"],
    ["plus", "Elige «Añadir a inicio»"],
    ["check", "Toca «Añadir»: el ícono queda en tu pantalla"],
  ],
  // A new program
  updateWaiting: "Hay una versión nueva de tu caja",
  updateQuick: "Toma unos segundos. Tus ventas y tu caja abierta se quedan como están.",
  updateAfter: "Se instala cuando termines esta venta.",
  update: "Actualizar",
  updateNeeded: "Actualiza tu caja",
  updateKeeps: "Esta versión tenía una falla. Lo que vendiste está guardado en este equipo y no se pierde.",
  updateNow: "Actualizar ahora",
  updateOffline: "No hay internet para actualizar. Sigue vendiendo y hazlo cuando vuelva.",
  // What waits to be sent
  unsentTitle: "Por enviar",
  unsentNone: "Todo está enviado.",
  unsentKept: "Está guardado en este equipo. Sale solo, en este orden, apenas se pueda.",
  lastSent: (at: Instant) => `Último envío: ${formatTime(at)}`,
  states: {
    idle: "En cola",
    sending: "Enviando",
    offline: "Espera internet",
    "signed-out": "Espera que ingreses",
    blocked: "Espera el pago del plan",
  },
  download: "Descargar ventas pendientes",
  sendNow: "Enviar ahora",
  commands: {
    OpenCashSession: "Abrir caja",
    RegisterSale: "Venta",
    MoveCash: "Efectivo",
    CloseCashSession: "Cerrar caja",
    CountStock: "Conteo",
    AddProduct: "Producto nuevo",
  } as Readonly<Partial<Record<PushCommandType, string>>>,
  other: "Otra operación",
} as const;
