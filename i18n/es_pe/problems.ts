/** What the API says where the request itself is at fault; refusals of commands have their own sentences. */
export const REQUEST_PROBLEMS = {
  MalformedJson: {
    status: 400,
    title: "El JSON llegó mal escrito",
    detail: "No pudimos leer el cuerpo como JSON. Revisa comillas, comas y llaves, y envíalo otra vez.",
  },
  IdempotencyKeyMissing: {
    status: 400,
    title: "Falta la cabecera Idempotency-Key",
    detail:
      "Envía la cabecera Idempotency-Key con un UUID nuevo por cada operación. Si repites el envío, manda el mismo: no se hará dos veces.",
  },
  Unauthenticated: {
    status: 401,
    title: "Falta iniciar sesión",
    detail: "Ingresa a la tienda y repite el envío. Lo que estaba pendiente sigue en tu equipo.",
  },
  KeyWrong: {
    status: 401,
    title: "Esta llave no sirve aquí",
    detail: "La quitaron o es de otra tienda. Pide a la dueña una nueva en Ajustes.",
  },
  BearerWrong: {
    status: 401,
    title: "Esta credencial no sirve aquí",
    detail:
      "No es de un equipo de esta tienda. Vincula el equipo otra vez o ingresa. Lo pendiente sigue en él.",
  },
  ListenerWrong: {
    status: 401,
    title: "Este celular no está vinculado aquí",
    detail:
      "Le quitaron el permiso o es de otra tienda. Vincúlalo otra vez en Ajustes, Yape y Plin. Guarda lo que no se envió.",
  },
  SignatureWrong: {
    status: 401,
    title: "La firma no corresponde a lo enviado",
    detail:
      "Firma con HMAC-SHA256 el texto «t.cuerpo», byte por byte como se envía, con el secreto que se mostró al vincular.",
  },
  DeviceShutOut: {
    status: 401,
    title: "Este equipo ya no está autorizado",
    detail:
      "Quien administra la tienda le quitó el permiso. Lo que vendió sigue guardado en él: se puede pasar a otro equipo.",
  },
  PaymentNeeded: {
    status: 402,
    title: "El plan de la tienda está en pausa",
    detail:
      "La dueña puede activarlo en segundos desde su celular. Cerrar caja y ver tus datos sigue abierto.",
  },
  Forbidden: {
    status: 403,
    title: "Tu cuenta no puede hacer esto",
    detail: "Pide a la dueña que lo haga o que cambie tu rol.",
  },
  ForeignOrigin: {
    status: 403,
    title: "El pedido viene de otro sitio",
    detail: "Hazlo desde la dirección de tu tienda.",
  },
  NotFound: {
    status: 404,
    title: "No existe",
    detail: "No hay nada en esta dirección de tu tienda. Revísala o mira /api/v1/docs.",
  },
  MethodNotAllowed: {
    status: 405,
    title: "Ese método no va aquí",
    detail: "La cabecera Allow dice cuáles sí.",
  },
  BodyTooLarge: {
    status: 413,
    title: "El envío pesa demasiado",
    detail: "El máximo es 1 MB, y 8 MB para importar. Divídelo en partes.",
  },
  MediaUnsupported: {
    status: 415,
    title: "Ese formato no se puede leer",
    detail: "Envía Content-Type: application/json; comprimido con gzip solo donde la guía lo dice.",
  },
  FileMediaUnsupported: {
    status: 415,
    title: "Ese formato no se puede leer",
    detail: "Envía el archivo como multipart/form-data en el campo file.",
  },
  FileMissing: {
    status: 422,
    title: "Falta el archivo",
    detail: "Envía el Excel o CSV en el campo file del formulario.",
  },
  FileUnreadable: {
    status: 422,
    title: "El archivo no se puede leer",
    detail: "Guárdalo como Excel (.xlsx) o CSV y súbelo otra vez.",
  },
  WrongHost: {
    status: 421,
    title: "Esta dirección no es de una tienda",
    detail: "Usa la dirección de tu tienda como te la dieron.",
  },
  TooManyRequests: {
    status: 429,
    title: "Van demasiados pedidos seguidos",
    detail: "Espera lo que dice la cabecera Retry-After e inténtalo otra vez.",
  },
  PrintingElsewhere: {
    status: 409,
    title: "Este servidor no está en la red de tu tienda",
    detail: "Imprime desde el equipo: por Bluetooth, por USB o con la impresión del sistema.",
  },
  PrinterNotSet: {
    status: 409,
    title: "Esta caja no tiene ticketera de red",
    detail: "Pon su dirección en Impresora, por ejemplo 192.168.1.50.",
  },
  PrinterOff: {
    status: 424,
    title: "La ticketera no responde",
    detail:
      "Mira que esté encendida, con su cable de red o en el mismo wifi, y que su dirección no haya cambiado.",
  },
  PrinterRefused: {
    status: 424,
    title: "En esa dirección no hay una ticketera",
    detail: "Imprime la hoja de prueba de la ticketera: ahí dice su dirección (IP).",
  },
  PrinterPaper: {
    status: 424,
    title: "Se acabó el papel",
    detail: "Cambia el rollo, cierra la tapa y reintenta.",
  },
  PrinterCover: {
    status: 424,
    title: "La tapa de la ticketera está abierta",
    detail: "Ciérrala hasta que suene y reintenta.",
  },
  PrinterCut: {
    status: 424,
    title: "La impresión quedó a medias",
    detail: "Mira que el papel no esté atascado y reintenta: el nuevo ticket dirá copia.",
  },
  MembershipUnknown: {
    status: 503,
    title: "No pudimos revisar el plan de la tienda",
    detail:
      "Es falla nuestra. Repite el envío en un minuto con la misma Idempotency-Key. Lo pendiente sigue en tu equipo.",
  },
  Unexpected: {
    status: 500,
    title: "Algo falló de nuestro lado",
    detail: "Lo que ya guardaste está a salvo. Inténtalo otra vez en un minuto con la misma Idempotency-Key.",
  },
} as const satisfies Readonly<Record<string, RequestProblemText>>;

interface RequestProblemText {
  readonly status: number;
  readonly title: string;
  /** What happened and the way out. */
  readonly detail: string;
}

/** RFC 9457 asks for a title that is the same every time; the detail says what is special about this one. */
export const REFUSAL_TITLES = {
  402: "La tienda no puede vender por ahora",
  404: "No existe",
  409: "La tienda ya no está como creías",
  422: "Revisa los datos",
  503: "No se pudo guardar todavía",
} as const;
