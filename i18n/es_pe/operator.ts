/** The room of the platform's own people. */
export const OPERATOR = {
  funnel: "Hasta dónde llegan en sus primeros días",
  title: "Operación de Caserito",
  code: "Código de tu aplicación",
  codeHint: "6 números, o uno de tus códigos de recuperación",
  shops: "Tiendas",
  shop: "Tienda",
  trade: "Rubro",
  since: "Desde",
  people: "Personas",
  seen: "Vista por última vez",
  never: "nunca",
  none: "Todavía no hay ninguna tienda",
  security: "Tu llave",
  addPasskey: "Crear una llave aquí",
  passkeyKept: "Tu llave quedó guardada",
  leave: "Salir",
} as const;
