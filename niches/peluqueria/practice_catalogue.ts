import { practiceCatalogue } from "../practice_shelf.ts";

/** A hair salon and barber's: what it does, and what it sells from the shelf. */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Cortes",
    rows: `
      * Corte de caballero | 20.00
      * Corte de dama | 35.00
      * Corte de niño | 15.00
      Corte y barba | 35.00
      Degradado (fade) | 25.00
      Corte de puntas | 20.00
      Corte de flequillo | 10.00
      Rapado a máquina | 12.00
    `,
  },
  {
    category: "Barba y rostro",
    rows: `
      * Perfilado de barba | 15.00
      Afeitado con toalla caliente | 25.00
      * Cejas con hilo | 12.00
      Cejas con cera | 15.00
      Diseño de cejas con henna | 35.00
      Bigote con hilo | 8.00
      Limpieza facial | 60.00
      Mascarilla negra | 20.00
    `,
  },
  {
    category: "Peinados y lavado",
    rows: `
      * Lavado y secado | 25.00
      * Cepillado | 35.00
      Planchado | 30.00
      Ondas | 40.00
      Peinado de fiesta | 80.00
      Trenzas | 40.00
      Peinado y maquillaje de novia | 350.00
      Maquillaje social | 100.00
    `,
  },
  {
    category: "Color",
    rows: `
      * Tinte completo | 90.00
      Retoque de raíz | 60.00
      Mechas | 150.00
      Balayage | 280.00
      Decoloración | 120.00
      Matizado | 60.00
      Tinte sin amoníaco | 120.00
    `,
  },
  {
    category: "Tratamientos",
    rows: `
      * Hidratación profunda | 60.00
      Botox capilar | 150.00
      Keratina | 180.00
      Laceado brasileño | 200.00
      Alisado japonés | 300.00
      Cauterización | 120.00
      Ampolla capilar | 25.00
      Tratamiento anticaída, sesión | 70.00
    `,
  },
  {
    category: "Manos y pies",
    rows: `
      * Manicure tradicional | 25.00
      * Manicure en gel | 45.00
      * Pedicure tradicional | 35.00
      Pedicure spa | 55.00
      Uñas acrílicas | 90.00
      Retoque de acrílicas | 60.00
      Retiro de gel | 15.00
      Esmaltado | 12.00
      Parafina | 25.00
    `,
  },
  {
    category: "Depilación",
    rows: `
      Axilas con cera | 20.00
      Media pierna con cera | 35.00
      Pierna entera con cera | 55.00
      Bikini con cera | 40.00
      Rostro completo con hilo | 30.00
    `,
  },
  {
    category: "Productos",
    rows: `
      Champú profesional 300 ml | 45.00
      Acondicionador profesional 300 ml | 45.00
      Mascarilla capilar 250 g | 55.00
      Crema para peinar 200 ml | 35.00
      Aceite de argán 60 ml | 40.00
      Cera mate 100 g | 30.00
      Gel fijador 250 g | 15.00
      Aceite para barba 30 ml | 35.00
      Ampolla para llevar | 12.00
      Esmalte | 12.00
      Peine | 8.00
      Ganchos, paquete | 5.00
    `,
  },
]);
