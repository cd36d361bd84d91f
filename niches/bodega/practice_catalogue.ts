import { practiceCatalogue } from "../practice_shelf.ts";

/** A neighbourhood bodega: small formats, loose units, and what is sold by weight from the sack. */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Pan y desayuno",
    rows: `
      * Pan francés | 0.40
      * Pan de yema | 0.50
      * Pan ciabatta | 0.60
      Pan de molde blanco 480 g | 8.50
      Pan de molde integral 480 g | 9.50
      * Huevo suelto | 0.70
      Huevos, docena | 8.00
      Mantequilla con sal 90 g | 5.20
      Margarina 90 g | 2.80
      Mermelada de fresa 100 g | 2.50
      Café instantáneo, sobre | 0.80
      Café pasado 50 g | 4.50
      Cocoa, sobre 11 g | 0.80
      Té filtrante, caja de 25 | 3.20
      Manzanilla, caja de 25 | 3.20
      Avena 150 g | 1.80
      Quinua avena, sobre | 2.00
      Tostadas clásicas, bolsa | 3.50
    `,
  },
  {
    category: "Fiambres y lácteos",
    unit: "kg",
    rows: `
      * Queso fresco | 24.00
      Queso mantecoso | 38.00
      * Jamonada | 19.00
      Jamón del país | 42.00
      Hot dog de pollo | 17.00
      * Aceituna botija | 18.00
      Mortadela | 16.00
    `,
  },
  {
    category: "Lácteos",
    rows: `
      * Leche evaporada azul 390 g | 4.20
      Leche evaporada light 390 g | 4.30
      Leche evaporada 170 g | 2.40
      Leche fresca UHT 1 l | 5.80
      * Yogurt de fresa 1 l | 7.00
      Yogurt de vainilla 1 l | 7.00
      Yogurt personal 180 ml | 2.30
      Leche chocolatada 180 ml | 2.20
      Leche condensada 393 g | 6.80
      Queso crema 108 g | 4.80
    `,
  },
  {
    category: "Abarrotes",
    taxClass: "inafecto",
    rows: `
      * Arroz embolsado 750 g | 3.90
      Arroz embolsado 5 kg | 23.50
      Arroz integral 750 g | 5.90
    `,
  },
  {
    category: "Abarrotes a granel",
    unit: "kg",
    taxClass: "inafecto",
    rows: `
      * Arroz a granel corriente | 3.60
      Arroz a granel extra | 4.40
    `,
  },
  {
    category: "Abarrotes a granel",
    unit: "kg",
    rows: `
      * Azúcar rubia a granel | 3.60
      Azúcar blanca a granel | 4.20
      Avena a granel | 6.50
      Fideos a granel | 5.00
      Sal a granel | 1.50
    `,
  },
  {
    category: "Menestras",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      Lenteja bebé | 7.50
      Frejol canario | 11.00
      Frejol castilla | 8.00
      Pallar | 12.00
      Garbanzo | 10.00
      Arveja partida | 6.50
      Trigo mote | 6.00
      Maíz cancha | 8.00
    `,
  },
  {
    category: "Abarrotes",
    rows: `
      * Azúcar rubia 1 kg | 3.90
      Azúcar blanca 1 kg | 4.50
      * Aceite vegetal 900 ml | 8.50
      Aceite vegetal 200 ml | 2.80
      * Fideos tallarín 450 g | 3.20
      Fideos cabello de ángel 250 g | 1.90
      Fideos canuto 250 g | 1.90
      Fideos codito 250 g | 1.90
      Sal de cocina 1 kg | 1.80
      Atún en trozos 140 g | 5.50
      Filete de atún 140 g | 6.80
      Grated de sardina 155 g | 3.50
      Harina sin preparar 180 g | 1.80
      Harina preparada 180 g | 2.00
      Sémola 200 g | 2.20
      Maicena 90 g | 2.20
      Salsa de tomate, sachet | 1.50
      Pasta de tomate 70 g | 2.00
      Mayonesa 95 g | 2.80
      Kétchup 95 g | 2.00
      Mostaza 95 g | 1.80
      Ají en crema 90 g | 2.50
      Vinagre blanco 500 ml | 2.80
      Sillao 160 ml | 2.80
      Cubito de gallina | 0.50
      Sazonador completo, sobre | 0.30
      Ají panca, sobre | 0.80
      Comino y pimienta, sobre | 0.50
      Palillo, sobre | 0.50
      Gelatina de fresa 150 g | 3.50
      Mazamorra morada 160 g | 3.80
      Flan de vainilla 100 g | 3.20
      Leche de coco en polvo, sobre | 3.50
      Chuño inglés 180 g | 3.00
    `,
  },
  {
    category: "Bebidas",
    rows: `
      * Gaseosa amarilla 500 ml | 3.00
      * Gaseosa negra 500 ml | 3.00
      Gaseosa amarilla 1.5 l | 7.00
      Gaseosa negra 1.5 l | 7.00
      Gaseosa negra 3 l | 12.50
      Gaseosa amarilla 3 l | 12.50
      Gaseosa de naranja 500 ml | 2.50
      Gaseosa económica 3 l | 7.50
      * Agua sin gas 625 ml | 1.80
      Agua con gas 625 ml | 1.80
      Agua sin gas 2.5 l | 4.50
      * Bebida rehidratante 500 ml | 3.00
      Bebida energizante 300 ml | 2.50
      Néctar de durazno 1 l | 5.50
      Néctar de durazno 296 ml | 2.00
      Refresco en sobre, maracuyá | 1.20
      Refresco en sobre, chicha morada | 1.20
      Té helado 500 ml | 2.80
      Chicha morada embotellada 1.5 l | 6.50
    `,
  },
  {
    category: "Cervezas y licores",
    rows: `
      * Cerveza botella 620 ml | 8.00
      Cerveza lata 355 ml | 4.50
      Cerveza six pack | 26.00
      Vino borgoña 750 ml | 18.00
      Pisco quebranta 500 ml | 28.00
      Ron rubio 750 ml | 26.00
    `,
  },
  {
    category: "Golosinas",
    rows: `
      * Galleta soda, paquete | 0.80
      * Galleta de vainilla, paquete | 0.80
      Galleta rellena de chocolate | 1.00
      Galleta wafer | 1.00
      Galleta de animalitos | 1.00
      Chocolate en barra 25 g | 1.50
      Chocolate de leche 90 g | 6.50
      Bombón de chocolate | 0.50
      Caramelo de limón, unidad | 0.10
      * Chupete | 0.50
      Chicle, unidad | 0.20
      Chicle, caja | 2.00
      Gomitas, bolsa | 1.50
      Marshmallow, bolsa | 2.50
      Mentas, tubo | 1.50
      Queque personal | 2.00
      Bizcocho | 1.50
      Alfajor | 1.50
      Turrón, porción | 2.50
    `,
  },
  {
    category: "Piqueos y helados",
    rows: `
      * Papitas fritas 42 g | 2.20
      Papitas fritas 160 g | 7.50
      Tortilla de maíz 40 g | 2.20
      Chizitos 40 g | 1.50
      Camote frito 40 g | 2.20
      Maní salado 30 g | 1.50
      Habas saladas 30 g | 1.50
      Canchita, bolsa | 1.00
      Cuates picantes 40 g | 2.00
      * Helado de palito de agua | 1.50
      Helado de crema con chocolate | 3.50
      Helado en cono | 4.50
      Hielo, bolsa 3 kg | 6.00
    `,
  },
  {
    category: "Verduras de mano",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      * Papa blanca | 2.80
      Papa amarilla | 4.90
      * Cebolla roja | 3.20
      * Tomate | 4.00
      Limón | 6.00
      Zanahoria | 2.80
      Plátano de seda | 3.50
      Manzana | 5.50
      Camote | 2.80
      Ajo | 16.00
    `,
  },
  {
    category: "Limpieza",
    rows: `
      * Detergente, sachet 140 g | 2.00
      Detergente 750 g | 9.50
      Lejía 345 ml | 1.80
      Lejía 1 l | 3.80
      * Jabón de lavar, barra | 2.80
      Lavavajilla en pasta 360 g | 4.80
      Esponja verde | 1.50
      Paño absorbente | 1.80
      Ambientador 360 ml | 9.80
      Suavizante, sachet 80 ml | 1.00
      Desinfectante pino 900 ml | 5.50
      Bolsa de basura, paquete | 3.50
      Fósforos, caja | 0.50
      Vela | 1.00
      Insecticida 360 ml | 12.50
      Escoba | 12.00
    `,
  },
  {
    category: "Aseo personal",
    rows: `
      * Papel higiénico, rollo | 1.30
      Papel higiénico, 4 rollos | 5.00
      Papel toalla, rollo | 3.50
      Servilletas, paquete | 2.50
      Champú, sachet | 0.80
      Champú 180 ml | 8.50
      Acondicionador, sachet | 0.80
      Jabón de tocador | 3.00
      Pasta dental 75 ml | 4.20
      Cepillo dental | 3.00
      Desodorante, sachet | 0.80
      Máquina de afeitar | 2.50
      Toallas higiénicas, paquete | 4.80
      Pañal talla M, unidad | 1.20
      Pañal talla G, unidad | 1.30
      Toallitas húmedas, paquete | 5.50
      Alcohol 70° 120 ml | 3.50
      Algodón, bolsa | 2.50
      Gel para cabello, sachet | 1.00
    `,
  },
  {
    category: "Varios",
    rows: `
      Pila AA, par | 4.00
      Foco LED 9 W | 7.00
      Encendedor | 2.00
      Cuaderno A4 | 5.00
      Lapicero azul | 1.00
      Comida para perro, bolsa 400 g | 5.50
      Comida para gato, sobre | 2.80
      Carbón, bolsa | 6.00
    `,
  },
]);
