import type { Role } from "../../commands/people/permissions.ts";

/** What each role may do, by example: an owner chooses by what somebody does all day. */
export const ROLE_EXAMPLES: Readonly<Record<Role, { readonly title: string; readonly does: string }>> = {
  cashier: { title: "Solo vende", does: "Cobra y fía. No ve ganancias ni cambia precios" },
  manager: {
    title: "Está a cargo",
    does: "Vende, cambia precios, recibe mercadería, ve las cifras y autoriza con su PIN",
  },
  professional: { title: "Atiende", does: "Peluquera, veterinario, psicóloga: atiende y cobra lo suyo" },
  auditor: {
    title: "Revisa los libros",
    does: "Tu contador: lee y comprueba. No cambia nada y cada visita queda anotada",
  },
  owner: { title: "Es dueña", does: "Puede todo, también agregar y quitar personas" },
};

export const STAFF = {
  title: "Personas",
  says: "Quién trabaja aquí, qué puede hacer y con qué PIN",
  add: "Agregar persona",
  list: "Quienes trabajan aquí",
  left: "Ya no trabaja",
  erased: "Persona borrada",
  hasPin: "con PIN",
  noPin: "sin PIN",
  seen: (when: string) => `vista el ${when}`,
  neverSeen: "todavía no entra",
  name: "Nombre",
  nameHint: "Como la llamas en la tienda",
  role: "¿Qué hace?",
  phone: "Celular",
  phoneHint: "Para que entre a su cuenta con un código. Déjalo vacío si solo usa la caja",
  pin: "PIN para la caja",
  pinHint: "De 4 a 6 números, que no sean 1234 ni todos iguales. Puedes ponerlo después",
  newPinHint: "De 4 a 6 números, que no sean 1234 ni todos iguales",
  save: "Guardar",
  changeRole: "Cambiar",
  roleEndsSessions: "Al cambiarlo se cierran sus sesiones y vuelve a entrar.",
  pinTitle: "PIN de la caja",
  setPin: "Poner PIN",
  changePin: "Cambiar PIN",
  newPin: "PIN nuevo",
  leaving: "Dejó de trabajar aquí",
  leavingHint: "Se cierran sus sesiones y su PIN deja de servir. Sus ventas quedan.",
  deactivate: "Ya no trabaja aquí",
  reactivate: "Volvió a trabajar",
  data: "Sus datos",
  dataHint:
    "Nombre, celular y correo. Al borrarlos nadie los lee más, ni en las copias. Sus ventas quedan sin nombre.",
  download: "Descargar",
  erase: "Borrar sus datos",
  eraseSure: "Sé que no se puede deshacer",
  done: {
    nueva: "La persona ya puede trabajar",
    rol: "Listo, cambió lo que puede hacer",
    pin: "El PIN nuevo ya sirve",
    baja: "Ya no puede entrar",
    alta: "Puede entrar otra vez. Ponle un PIN si usa la caja",
    borrar: "Sus datos se borraron",
  } as Readonly<Record<string, string>>,
} as const;
