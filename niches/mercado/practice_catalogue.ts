import { practiceCatalogue } from "../practice_shelf.ts";

/**
 * A market stall that sells by the kilo, the bunch and the piece. Fresh fruit, vegetables, tubers, dry pulses and fish
 * are exonerados (TUO of the IGV law, DS 055-99-EF, Apéndice I, literal A).
 */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Tubérculos",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      * Papa blanca | 2.20
      * Papa amarilla | 4.00
      Papa canchán | 2.60
      Papa huayro | 3.50
      Papa negra | 3.20
      Papa seca | 9.50
      * Camote amarillo | 2.20
      Camote morado | 2.50
      Yuca | 2.80
      Olluco | 4.00
      Oca | 4.50
      Mashua | 4.50
    `,
  },
  {
    category: "Verduras por kilo",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      * Cebolla roja | 2.50
      Cebolla blanca | 3.00
      * Tomate | 3.20
      * Zanahoria | 2.00
      * Limón | 5.00
      Zapallo macre | 2.50
      Zapallo loche | 9.00
      Zapallito italiano | 3.50
      Caigua | 3.50
      Pepinillo | 2.80
      Beterraga | 2.20
      Nabo | 2.50
      Vainita | 5.00
      Arveja verde | 6.50
      Haba verde | 4.50
      Pimiento rojo | 6.00
      Ají amarillo | 6.00
      Ají panca fresco | 7.00
      Ají limo | 9.00
      Rocoto | 7.00
      Ajo entero | 14.00
      Ajo pelado | 18.00
      Kion | 8.00
      Brócoli | 4.50
      Berenjena | 4.50
      Alcachofa pelada | 16.00
      Pallar verde | 8.00
      Frejol verde | 8.00
      Holantao | 10.00
      Champiñón | 18.00
    `,
  },
  {
    category: "Por unidad y atado",
    taxClass: "exonerado",
    rows: `
      * Choclo | 1.50
      * Lechuga | 1.80
      Lechuga orgánica | 2.50
      Col, cuarto | 1.50
      Coliflor | 4.00
      * Culantro, atado | 1.00
      Perejil, atado | 1.00
      Apio, atado | 1.50
      Poro, atado | 1.50
      Espinaca, atado | 2.00
      Acelga, atado | 1.80
      Albahaca, atado | 2.00
      Hierbabuena, atado | 1.00
      Huacatay, atado | 1.00
      Cebolla china, atado | 1.50
      Rabanito, atado | 1.50
      Paico, atado | 1.00
      Muña, atado | 1.00
      Manzanilla fresca, atado | 1.50
      Alcachofa | 2.00
      Palta fuerte | 3.00
      Verduras picadas para sopa, bolsa | 2.50
      Ensalada picada, bolsa | 3.00
    `,
  },
  {
    category: "Frutas por kilo",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      * Plátano de seda | 2.80
      Plátano de isla | 4.00
      * Manzana israel | 4.50
      Manzana delicia | 4.00
      Manzana verde | 7.00
      * Naranja de jugo | 2.50
      Naranja de mesa | 3.50
      * Mandarina | 3.00
      Papaya | 3.50
      Mango edward | 4.50
      Mango kent | 5.00
      * Palta hass | 9.00
      Uva red globe | 6.50
      Uva blanca | 8.00
      Pera de agua | 5.00
      Durazno | 6.50
      Melocotón | 6.00
      Fresa | 8.00
      Maracuyá | 5.00
      Granadilla | 7.50
      Chirimoya | 9.00
      Lúcuma | 10.00
      Tuna | 4.00
      Higo | 9.00
      Ciruela | 6.50
      Arándano | 18.00
      Aguaymanto | 10.00
      Tumbo | 6.00
      Toronja | 3.50
      Granada | 8.00
      Kiwi | 12.00
      Pepino dulce | 4.50
      Guanábana | 9.00
      Cocona | 6.00
      Camu camu | 8.00
    `,
  },
  {
    category: "Frutas por unidad",
    taxClass: "exonerado",
    rows: `
      * Piña golden | 5.00
      Sandía, cuarto | 6.00
      Melón | 6.00
      Coco | 4.00
      Plátano de freír, mano | 4.50
      Lima, docena | 4.00
      Limón, ciento | 12.00
    `,
  },
  {
    category: "Menestras y granos",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      Lenteja | 6.50
      Lenteja bebé | 7.50
      Frejol canario | 10.00
      Frejol panamito | 8.00
      Frejol castilla | 7.50
      Frejol negro | 8.00
      Pallar | 11.00
      Pallar bebé | 9.50
      Garbanzo | 9.00
      Arveja partida | 6.00
      Haba seca | 7.00
      Tarwi | 9.00
      Maíz cancha | 7.50
      Maíz morado | 5.50
      Maíz mote | 8.00
      Quinua blanca | 11.00
      Quinua roja | 13.00
      Trigo pelado | 5.50
      Morón | 5.50
      Kiwicha | 11.00
    `,
  },
  {
    category: "Arroz y azúcar a granel",
    unit: "kg",
    taxClass: "inafecto",
    rows: `
      * Arroz corriente | 3.40
      * Arroz extra | 4.20
      Arroz integral | 5.50
    `,
  },
  {
    category: "Abarrotes a granel",
    unit: "kg",
    rows: `
      * Azúcar rubia | 3.40
      Azúcar blanca | 4.00
      Fideos | 4.80
      Avena | 6.00
      Harina | 4.50
      Sal | 1.20
      Maní crudo | 11.00
      Pasas | 14.00
      Ají panca seco | 28.00
      Ají mirasol seco | 30.00
      Hongos secos | 38.00
      Aceituna verde | 16.00
      Aceituna botija | 16.00
    `,
  },
  {
    category: "Huevos y lácteos",
    rows: `
      * Huevos, kilo | 8.50
      Huevos, plancha de 30 | 16.50
      Huevo de codorniz, docena | 3.50
      Queso fresco, molde | 14.00
      Leche evaporada 390 g | 4.00
    `,
  },
  {
    category: "Pollo y carnes",
    unit: "kg",
    rows: `
      * Pollo entero | 9.50
      * Pechuga de pollo | 15.00
      Pierna con encuentro | 11.00
      Alitas de pollo | 11.50
      Menudencia | 6.00
      Gallina | 14.00
      Bistec de res | 34.00
      Carne molida de res | 24.00
      Hueso para sopa | 9.00
      Sancochado de res | 22.00
      Chuleta de cerdo | 22.00
      Panceta de cerdo | 24.00
      Mondongo | 16.00
      Hígado de res | 14.00
    `,
  },
  {
    category: "Pescados y mariscos",
    unit: "kg",
    taxClass: "exonerado",
    rows: `
      * Bonito | 14.00
      Jurel | 9.00
      Caballa | 8.00
      Perico | 22.00
      Merluza | 12.00
      Pejerrey | 14.00
      Pota | 14.00
      Trucha | 24.00
      Choros, docena en kilo | 8.00
    `,
  },
  {
    category: "Condimentos y bolsas",
    rows: `
      Ají panca molido, bolsa | 1.00
      Ají amarillo molido, bolsa | 1.00
      Ajo molido, bolsa | 1.00
      Culantro molido, bolsa | 1.00
      Comino, sobre | 0.50
      Palillo, sobre | 0.50
      Hierbas para sopa, atado | 1.00
      * Bolsa de asa | 0.20
      Bolsa grande | 0.50
    `,
  },
]);
