import { practiceCatalogue } from "../practice_shelf.ts";

/** A laundry: by the kilo and by the piece. What stands by the kilo takes its price from the tariff page. */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Por kilo",
    unit: "kg",
    rows: `
      * Lavado y secado | 7.00
      * Lavado, secado y doblado | 8.00
      Lavado express, mismo día | 12.00
      Solo lavado | 5.00
      Solo secado | 4.00
      Ropa de bebé | 10.00
      Ropa blanca | 9.00
    `,
  },
  {
    category: "Planchado",
    rows: `
      * Camisa o blusa planchada | 4.00
      * Pantalón planchado | 4.50
      Saco planchado | 8.00
      Vestido planchado | 10.00
      Falda planchada | 5.00
      Polo planchado | 3.50
      Sábana planchada | 6.00
      Docena de prendas planchadas | 36.00
    `,
  },
  {
    category: "Lavado al seco",
    rows: `
      * Terno, dos piezas | 28.00
      * Saco | 16.00
      Pantalón de vestir | 12.00
      Vestido | 22.00
      Vestido de fiesta | 40.00
      Vestido de novia | 180.00
      Abrigo | 28.00
      Casaca | 20.00
      Casaca de cuero | 60.00
      Corbata | 8.00
      Chompa | 14.00
      Blusa de seda | 15.00
      Falda | 12.00
      Uniforme escolar | 18.00
      Toga | 30.00
    `,
  },
  {
    category: "Cama y hogar",
    rows: `
      * Edredón 1½ plaza | 22.00
      * Edredón 2 plazas | 26.00
      Edredón king | 32.00
      Frazada | 20.00
      Frazada tigre | 28.00
      Cubrecama | 20.00
      Juego de sábanas | 15.00
      Almohada | 14.00
      Cortina, metro | 8.00
      Mantel | 10.00
      Toalla grande | 6.00
      Alfombra, metro cuadrado | 18.00
      Funda de mueble, por cuerpo | 15.00
      Peluche pequeño | 12.00
      Peluche grande | 28.00
    `,
  },
  {
    category: "Calzado y accesorios",
    rows: `
      * Zapatillas | 18.00
      Zapatillas blancas | 22.00
      Zapatos de gamuza | 28.00
      Mochila | 18.00
      Gorra | 10.00
      Coche de bebé | 60.00
      Silla de auto | 60.00
    `,
  },
  {
    category: "Extras",
    rows: `
      Desmanchado, prenda | 6.00
      Suavizante especial | 2.00
      Cambio de cierre | 15.00
      Basta | 10.00
      Botón | 2.00
      * Recojo y entrega | 8.00
      Colgador y funda | 2.00
    `,
  },
]);
