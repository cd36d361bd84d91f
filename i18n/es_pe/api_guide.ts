/** Words of the page that tells people how to write a program against their shop. */
export const API_GUIDE = {
  title: "La API de tu tienda",
  intro: [
    "Tus programas leen y escriben aquí lo mismo que ves en pantalla, en la dirección de tu tienda y solo de tu tienda.",
    "Los montos van en céntimos y las cantidades en milésimas, siempre números enteros: S/ 3.50 es 350 y 0.575 kg es 575.",
    "Cada operación lleva en Idempotency-Key un UUID nuevo. Si no supiste la respuesta, repítela con el mismo: no se hace dos veces.",
    "Las listas vienen por páginas: envía en cursor el nextCursor que recibiste, hasta que sea null.",
    "Lo que no se puede hacer se dice en application/problem+json, con un type que no cambia (https://caserito.pe/problemas/ y su nombre) y un detail que dice qué hacer.",
  ],
  document: "Descargar openapi.json (OpenAPI 3.1)",
  access: "Puede",
  query: "En la dirección",
  key: "Lleva la cabecera Idempotency-Key.",
  body: "Se envía",
} as const;
