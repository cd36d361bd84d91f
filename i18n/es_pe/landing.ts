/** Text of the pages that win a stranger over: the landing and one page per trade. */

export interface TradePage {
  /** Path of the page and slug of the niche. */
  readonly slug: string;
  /** As a sign over the door says it. */
  readonly name: string;
  /** One line on the landing. */
  readonly line: string;
  readonly title: string;
  readonly description: string;
  readonly heading: string;
  readonly lead: string;
  readonly points: readonly (readonly [title: string, text: string])[];
  readonly questions: readonly Question[];
  /** What is still missing for this trade, said before anybody pays. */
  readonly later: string | null;
}
type Question = readonly [question: string, answer: string];

export const LANDING = {
  title: "Caserito: la caja de tu tienda, desde S/ 30 al mes",
  description:
    "Sistema de caja para bodegas, minimarkets y negocios del Perú. Vende sin internet, cobra con Yape y Plin, y cuadra tu caja. Sin RUC y sin tarjeta para empezar.",
  heading: "La caja que cuadra y dice por qué",
  lead:
    "Cobra en efectivo, Yape o Plin desde el celular o la tableta que ya tienes. Al cerrar sabes cuánto debe haber, cuánto falta y de qué venta salió cada sol.",
  create: "Crea tu tienda gratis",
  createHint: "Celular y rubro. Sin RUC, sin correo y sin tarjeta.",
  demo: "Mira una tienda de prueba",
  enter: "Ingresar",
  tradesTitle: "Hecha para tu rubro",
  tradesLead: "Empiezas con los productos o servicios de tu rubro ya cargados. Los cambias cuando quieras.",
  points: [
    [
      "Vende en dos toques",
      "Escanea con lector, busca por nombre o cobra solo el monto. Peso, descuento, pago dividido y vuelto, sin salir de la pantalla.",
    ],
    [
      "Tu Excel entra tal cual",
      "Sube tu lista en cualquier orden de columnas. Ves qué cambia antes de aceptar, y lo deshaces en un toque.",
    ],
    [
      "Cierre a ciegas",
      "Quien atiende cuenta billetes y monedas sin ver cuánto debe haber. La diferencia queda escrita y nadie la borra.",
    ],
    [
      "Libros que cualquiera comprueba",
      "Cada venta queda sellada en tu propio libro. Tu contador lo revisa sin tener que creernos.",
    ],
  ],
  startTitle: "Tu primera venta, en minuto y medio",
  start: [
    ["Deja tu celular y elige tu rubro", "No pedimos RUC, correo ni tarjeta."],
    ["Abre tu caja", "Cuenta tu sencillo, o empieza en cero."],
    ["Cobra", "Escribe el monto o toca un producto. Listo: ya tienes tu ticket."],
  ],
  startNote: "¿Prefieres ensayar? El modo práctica es igual a la caja de verdad y se borra con un toque.",
  otherTrade: { name: "¿Otro negocio?", line: "Empieza cobrando por monto y arma tu lista" },
  pointsTitle: "Lo que hace por ti, todos los días",
  pointsLead: "Y de noche, desde tu celular: cuánto se vendió, contra qué se compara y qué falta.",
} as const;

export const PRICES = {
  title: "Precios claros, en soles y con IGV",
  lead: "Todos los planes venden sin límite de ventas ni de productos. Cambias de plan cuando quieras.",
  month: "al mes",
  plans: [
    {
      name: "Puesto",
      soles: 30,
      who: "Atiendes tú",
      holds: [
        "1 caja",
        "Hasta 2 personas",
        "Venta por monto, por código y por peso",
        "Cuaderno de fiado",
        "Cierre y reporte Z",
      ],
    },
    {
      name: "Tienda",
      soles: 50,
      who: "Atienden dos o tres",
      holds: [
        "Hasta 3 cajas",
        "Hasta 6 personas con su PIN",
        "Inventario, conteos y mermas",
        "Cifras por hora y por producto",
      ],
    },
    {
      name: "Negocio",
      soles: 80,
      who: "Tienes un equipo",
      holds: [
        "Hasta 10 cajas",
        "Personas sin límite",
        "Acceso para tu contador",
        "API para conectar otros programas",
      ],
    },
  ],
  more: [
    {
      name: "Edición de escritorio",
      price: "S/ 300 a S/ 500, un solo pago",
      text:
        "La misma caja instalada en tu computadora, para quien prefiere comprar una vez. Incluye la instalación.",
    },
    {
      name: "Soporte y capacitación",
      price: "aparte, a tu medida",
      text: "Te ayudamos a cargar tus productos, a instalar tu impresora y a enseñar a tu equipo.",
    },
  ],
  create: "Empezar gratis",
} as const;

export const QUESTIONS: readonly Question[] = [
  [
    "¿Necesito RUC para empezar?",
    "No. Empiezas con tu celular y tu rubro. Tus tickets son de control interno; cuando te formalices, tu historia sigue contigo.",
  ],
  [
    "¿Y si se va el internet?",
    "Sigues vendiendo. Lo vendido se guarda en tu equipo y se envía cuando vuelve la señal, sin que hagas nada.",
  ],
  [
    "¿Qué equipo necesito?",
    "Un celular, una tableta o una computadora con un navegador al día. El lector de códigos y la ticketera son opcionales.",
  ],
  [
    "¿Cobra con Yape y Plin?",
    "Sí. Eliges con qué te pagan, anotas el número de operación y al cerrar ves cuánto entró por cada uno.",
  ],
  [
    "¿Qué pasa si un mes no pago?",
    "Te avisamos con días de anticipación. Sin plan no haces ventas nuevas, pero siempre puedes cerrar tu caja, ver tus cifras y descargar todo lo tuyo.",
  ],
  [
    "¿Mis datos son míos?",
    "Sí. Tu tienda tiene su propia base de datos, separada de las demás. La descargas completa cuando quieras.",
  ],
  [
    "¿Emite boletas electrónicas?",
    "Todavía no. Hoy imprimes tickets de control. Lo que vendas desde ahora queda guardado para cuando las emitas.",
  ],
];

export const QUESTIONS_TITLE = "Lo que nos preguntan";

export const TRADE_PAGES: readonly TradePage[] = [
  {
    slug: "minimarket",
    name: "Minimarket",
    line: "Escanea, pesa y cobra con dos cajas a la vez",
    title: "Sistema de caja para minimarket en Perú | Caserito",
    description:
      "Punto de venta para minimarket: lector de códigos, balanza, inventario, arqueo por denominación y reporte Z. Funciona sin internet. Desde S/ 30 al mes.",
    heading: "Tu minimarket, caja por caja y sol por sol",
    lead:
      "Escanea a la velocidad de tu lector, pesa por kilo o por soles, y cierra cada caja sabiendo qué falta y por qué.",
    points: [
      [
        "Escanear primero",
        "El lector funciona en cualquier pantalla. Si un código no existe, lo creas ahí mismo y sigues vendiendo.",
      ],
      [
        "Peso y monto",
        "Vende 0.575 kg o S/ 3.00 de papa: el precio sale igual en la caja, en el ticket y en el libro.",
      ],
      ["Dos cajas o más", "Cada una con su serie, su sencillo, su cierre y su responsable."],
      [
        "Inventario que se explica",
        "Cada cifra del kardex abre la venta, el ingreso o el conteo que la hizo. Cuentas con la tienda abierta.",
      ],
    ],
    questions: [
      [
        "¿Puedo subir mis 2,000 productos?",
        "Sí, desde Excel o CSV y en cualquier orden de columnas. Ves qué cambia antes de aceptar y lo deshaces con un toque.",
      ],
      [
        "¿Sirve mi lector y mi ticketera?",
        "Cualquier lector que escriba como teclado, y ticketeras de 58 u 80 mm.",
      ],
    ],
    later: null,
  },
  {
    slug: "bodega",
    name: "Bodega",
    line: "Vende por monto, suelto o por peso, sin enredos",
    title: "Sistema para bodega: caja y ventas sin RUC | Caserito",
    description:
      "Caja para tu bodega de barrio: vende por monto, suelto y al fiado, cobra con Yape y Plin, y cierra con una sola cuenta. Sin RUC. Desde S/ 30 al mes.",
    heading: "Tu bodega, sin cuaderno que se pierda",
    lead:
      "Cobra por monto cuando hay cola y por producto cuando hay tiempo. Al final del día cuentas tu plata una sola vez y el resto se calcula solo.",
    points: [
      [
        "Por monto, al toque",
        "No hace falta cargar nada para vender: escribe cuánto es y cobra. El producto se lo pones después.",
      ],
      [
        "Suelto y a granel",
        "Pan, huevos, queso por kilo, arroz del saco: 190 productos de bodega ya cargados con su precio.",
      ],
      [
        "El cuaderno de fiado",
        "Cada caserita con su límite y su deuda. Cobras una parte cuando te paga y el saldo cuadra solo, también sin internet.",
      ],
      [
        "Cierre de un minuto",
        "Cuentas billetes y monedas. Nosotros decimos si sobra, si falta y desde cuándo.",
      ],
    ],
    questions: [
      [
        "Atiendo sola, ¿me complica?",
        "No. Una caja, tu PIN y listo. Puedes vender desde tu celular detrás del mostrador.",
      ],
      ["¿Puedo vender sin cargar productos?", "Sí. La venta por monto está desde el primer minuto."],
    ],
    later: null,
  },
  {
    slug: "mercado",
    name: "Puesto de mercado",
    line: "Por kilo, atado o ciento, toda la mañana sin señal",
    title: "Caja para puesto de mercado: kilo, atado y ciento | Caserito",
    description:
      "Vende por kilo, atado, docena o ciento en tu puesto del mercado, con botones grandes y sin señal toda la mañana. Cobra Yape y Plin. Desde S/ 30 al mes.",
    heading: "Tu puesto, rápido como tu casera",
    lead:
      "Botones grandes para el sol y el ruido. Dices los kilos o los soles, cobras y das el vuelto. La señal puede esperar.",
    points: [
      [
        "Kilo, atado, docena, ciento",
        "Frutas, verduras, menestras y carnes ya cargadas, cada una como se vende en el mercado.",
      ],
      [
        "El precio del día",
        "Cambias el precio de la mañana en un momento y la caja vende con el nuevo desde ese instante.",
      ],
      [
        "Sin señal no pasa nada",
        "Vendes toda la mañana sin internet y todo se envía cuando sales del mercado.",
      ],
      ["Merma con nombre", "Lo que se malogra queda anotado con su causa: ves cuánto se te va y en qué."],
    ],
    questions: [
      ["¿Gasta muchos datos?", "Casi nada: lo que pesa se carga una vez y luego solo viajan tus ventas."],
      [
        "¿Puedo ponerle el precio en soles y que calcule el peso?",
        "Sí. Escribes S/ 3.00 y sale cuánto es en kilos al precio del día.",
      ],
    ],
    later: null,
  },
  {
    slug: "peluqueria",
    name: "Peluquería y barbería",
    line: "Cobra cortes, color y productos en un solo ticket",
    title: "Sistema de caja para peluquería y barbería | Caserito",
    description:
      "Cobra cortes, tintes, manicure y productos en un solo ticket, con Yape, Plin o efectivo, y cierra la caja de tu salón cada día. Desde S/ 30 al mes.",
    heading: "Tu salón cobra en un solo ticket",
    lead:
      "Servicios y productos juntos, cada uno con su precio. Tu equipo cobra con su propio PIN y tú ves el día desde tu celular.",
    points: [
      [
        "Servicios listos",
        "Cortes, barba, color, uñas y tratamientos ya cargados. Ajustas precios y duración a tu salón.",
      ],
      [
        "Servicio y producto juntos",
        "El corte, el champú y la propina en soles, en un ticket y con pago dividido.",
      ],
      ["Cada quien con su PIN", "Sabes quién cobró qué, sin compartir claves."],
      ["Caja que cuadra", "Cierras a ciegas y la diferencia queda escrita."],
    ],
    questions: [
      [
        "¿Puedo cobrar con adelanto?",
        "Sí: cobras el adelanto como un monto con su nombre y queda en el libro.",
      ],
    ],
    later:
      "La agenda con citas y las comisiones por persona están en camino. Hoy Caserito cobra, cuadra y cuenta.",
  },
  {
    slug: "veterinaria",
    name: "Veterinaria",
    line: "Consultas, vacunas, baño y alimento en una cuenta",
    title: "Sistema de caja para veterinaria y pet shop | Caserito",
    description:
      "Cobra consultas, vacunas, baños, medicinas y alimento en una sola cuenta. Controla tu stock y cierra tu caja cada día. Para veterinarias del Perú, desde S/ 30.",
    heading: "Consulta, vacuna y croquetas en una cuenta",
    lead:
      "Todo lo que se hizo y lo que se lleva, en un ticket claro. El stock de tu farmacia y tu alimento se descuenta solo.",
    points: [
      [
        "Más de 90 servicios y productos",
        "Consultas, vacunas, cirugías, exámenes, baño y tienda ya cargados. Ajustas los precios a tu clínica.",
      ],
      [
        "Tus especialidades y tu horario",
        "Dices qué atiendes y cuándo, para que tu equipo y tu caja hablen de lo mismo.",
      ],
      ["Stock de farmacia y tienda", "Ingresos con costo, conteos y mermas. Cada cifra abre lo que la hizo."],
      ["Pago dividido", "Parte en Yape, parte en efectivo, y el vuelto bien dado."],
    ],
    questions: [
      ["¿Guarda la historia de cada mascota?", "Todavía no. Hoy cobra, controla tu stock y cuadra tu caja."],
    ],
    later: "La agenda, las historias de cada mascota y los recordatorios de vacuna están en camino.",
  },
  {
    slug: "psicologo",
    name: "Psicólogo",
    line: "Sesiones, paquetes e informes, con reserva",
    title: "Sistema de cobros para psicólogos y consultorios | Caserito",
    description:
      "Cobra sesiones, paquetes e informes de tu consultorio con Yape, Plin o efectivo, sin anotar nada de tus pacientes en el ticket. Desde S/ 30 al mes.",
    heading: "Tus cobros en orden, tus pacientes en reserva",
    lead:
      "Cobra cada sesión, paquete o informe sin escribir nada de quien atiendes. El ticket solo dice lo que hace falta.",
    points: [
      [
        "Sesiones y paquetes listos",
        "Individual, pareja, familia, en línea, evaluaciones e informes, con precios que ajustas a los tuyos.",
      ],
      ["Reserva desde el ticket", "No pide nombres ni motivos: el ticket dice qué se cobró y cuánto."],
      ["Tu horario y la duración", "Dices cuánto dura cada sesión y en qué horas atiendes."],
      [
        "Tu mes, claro",
        "Ves cuánto entró por día y por tipo de atención, y tu contador lo revisa por su cuenta.",
      ],
    ],
    questions: [
      [
        "¿Guarda notas clínicas?",
        "No. Hoy Caserito cobra y lleva tu caja; ninguna nota de tus pacientes pasa por aquí.",
      ],
    ],
    later: "La agenda y las notas cifradas que solo tú abres están en camino.",
  },
  {
    slug: "lavanderia",
    name: "Lavandería",
    line: "Por kilo y por prenda en un mismo ticket",
    title: "Sistema de caja para lavandería: kilo y prenda | Caserito",
    description:
      "Cobra por kilo y por prenda en un mismo ticket, con tus tarifas y tu mínimo. Yape, Plin o efectivo, y cierre de caja diario. Para lavanderías, desde S/ 30.",
    heading: "Kilos y prendas, en un mismo ticket",
    lead:
      "Pones tu tarifa por kilo y por prenda una vez y la caja cobra igual siempre, atienda quien atienda.",
    points: [
      [
        "Tus tarifas",
        "Por kilo con su mínimo, por prenda y express. Cambias una y la caja vende con ella al instante.",
      ],
      [
        "Sesenta prendas cargadas",
        "Edredones, ternos, cortinas, zapatillas y planchado, con precios que ajustas a tu barrio.",
      ],
      ["Peso exacto", "3.450 kg a S/ 7.00 da lo mismo en la caja, en el ticket y en el libro."],
      ["Quién cobró qué", "Cada persona con su PIN y cada cierre con su diferencia."],
    ],
    questions: [
      ["¿Puedo cobrar al recoger?", "Sí. Hoy cobras cuando quieras, al recibir o al entregar."],
    ],
    later: "Las órdenes con etiqueta, estado y aviso de recojo están en camino.",
  },
];
