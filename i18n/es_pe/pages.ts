import type { Permission } from "../../commands/people/permissions.ts";

/** Text of the pages that anyone may open, and of the ones that say no. */
export const SIGN_IN = {
  title: "Ingresar",
  cashierHeading: "Soy de caja",
  ownerHeading: "Soy la dueña o el contador",
  who: "¿Quién eres?",
  pin: "PIN de 4 a 6 números",
  email: "Correo",
  password: "Contraseña",
  enterTill: "Abrir la caja",
  enter: "Ingresar",
  byAccount: "Con mi celular o mi llave",
  passOver: "Ese pase ya venció. Ingresa otra vez",
  noCashiers: "Todavía no hay nadie con PIN en esta tienda. Ingresa con tu correo.",
} as const;

interface Sorry {
  readonly title: string;
  readonly text: string;
}

const SORRY: Readonly<Record<number, Sorry>> = {
  400: { title: "No entendimos lo que llegó", text: "Vuelve atrás y envíalo otra vez." },
  403: { title: "Esto lo ve otra persona", text: "Pide a la dueña que entre, o ingresa con otra cuenta." },
  404: { title: "Aquí no hay nada", text: "Revisa la dirección o vuelve al inicio." },
  405: { title: "Eso no se puede hacer aquí", text: "Vuelve al inicio y entra por el menú." },
  413: {
    title: "El archivo pesa demasiado",
    text: "El máximo es 8 MB. Divide tu lista en dos y súbela por partes.",
  },
  421: {
    title: "Esta dirección no es de una tienda",
    text: "Escribe la dirección de tu tienda como te la dieron.",
  },
};

/** What to tell a person for an HTTP status; anything unknown is ours to fix, and says so. */
export const sorryFor = (status: number): Sorry =>
  SORRY[status] ??
    {
      title: "Algo falló de nuestro lado",
      text: "Lo que ya guardaste está a salvo. Inténtalo otra vez en un minuto.",
    };

export const waitText = (seconds: number): string =>
  `Llegan demasiados pedidos desde tu conexión. Espera ${seconds} s y vuelve a cargar la página. Lo que ya guardaste está a salvo.\n`;

export const PERMISSION_NAMES: Readonly<Record<Permission, string>> = {
  sell: "vender",
  see_figures: "ver las cifras",
  edit_catalogue: "cambiar productos",
  move_stock: "mover inventario",
  audit: "revisar los libros",
  override: "aprobar lo que un cajero no hace solo",
  manage_people: "cambiar quién trabaja aquí",
  manage_devices: "autorizar equipos",
  manage_customers: "ver y cambiar clientes",
  manage_keys: "dar llaves a otros programas",
  manage_wallets: "cambiar Yape y Plin",
  resolve_payments: "resolver pagos de Yape y Plin",
  manage_data: "exportar o borrar los datos de una persona",
  manage_plan: "ver y pagar el plan",
};
