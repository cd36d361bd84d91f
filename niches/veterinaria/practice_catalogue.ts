import { practiceCatalogue } from "../practice_shelf.ts";

/** A small veterinary clinic with grooming and a shelf of food and medicine. */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Consultas",
    rows: `
      * Consulta general | 50.00
      * Control | 30.00
      Consulta de emergencia | 90.00
      Consulta a domicilio | 90.00
      Consulta de exóticos | 70.00
      Consulta de dermatología | 80.00
      Consulta de traumatología | 90.00
      Consulta de oftalmología | 90.00
      Certificado de salud | 60.00
      Certificado de viaje | 120.00
    `,
  },
  {
    category: "Vacunas y desparasitación",
    rows: `
      * Vacuna antirrábica | 35.00
      * Vacuna quíntuple canina | 60.00
      Vacuna séxtuple canina | 70.00
      Vacuna KC (tos de las perreras) | 70.00
      * Vacuna triple felina | 75.00
      Vacuna leucemia felina | 90.00
      * Desparasitación hasta 5 kg | 20.00
      Desparasitación de 5 a 15 kg | 30.00
      Desparasitación más de 15 kg | 40.00
      Pipeta antipulgas, perro pequeño | 40.00
      Pipeta antipulgas, perro grande | 55.00
      Pipeta antipulgas, gato | 40.00
    `,
  },
  {
    category: "Cirugías",
    rows: `
      * Esterilización de gata | 180.00
      Castración de gato | 130.00
      Esterilización de perra hasta 10 kg | 280.00
      Esterilización de perra más de 10 kg | 380.00
      Castración de perro hasta 10 kg | 220.00
      Castración de perro más de 10 kg | 300.00
      Limpieza dental con anestesia | 250.00
      Sutura de herida | 120.00
      Cesárea | 650.00
    `,
  },
  {
    category: "Exámenes",
    rows: `
      * Hemograma | 60.00
      Perfil bioquímico | 120.00
      Examen de heces | 35.00
      Examen de orina | 40.00
      Raspado de piel | 40.00
      Ecografía | 100.00
      Radiografía, una toma | 90.00
      Test de distemper | 80.00
      Test de parvovirus | 80.00
      Test de leucemia e inmunodeficiencia | 120.00
    `,
  },
  {
    category: "Procedimientos",
    rows: `
      Aplicación de inyectable | 15.00
      Fluidoterapia | 60.00
      Hospitalización, día | 100.00
      Curación simple | 30.00
      Corte de uñas | 15.00
      Limpieza de oídos | 20.00
      Vaciado de glándulas | 20.00
      Microchip | 90.00
      Nebulización | 30.00
    `,
  },
  {
    category: "Baño y peluquería",
    rows: `
      * Baño perro pequeño | 35.00
      * Baño perro mediano | 45.00
      Baño perro grande | 65.00
      Baño de gato | 60.00
      * Baño y corte pequeño | 55.00
      Baño y corte mediano | 70.00
      Baño y corte grande | 95.00
      Baño medicado | 60.00
      Deslanado | 50.00
      Guardería, día | 40.00
    `,
  },
  {
    category: "Alimento",
    rows: `
      * Croquetas perro adulto 1 kg | 14.00
      Croquetas perro adulto 15 kg | 165.00
      Croquetas cachorro 1 kg | 16.00
      Croquetas raza pequeña 2 kg | 45.00
      * Croquetas gato adulto 1 kg | 18.00
      Croquetas gatito 1 kg | 20.00
      Alimento renal gato 1.5 kg | 95.00
      Alimento hipoalergénico perro 2 kg | 120.00
      * Sobre húmedo gato | 5.00
      Lata húmeda perro | 9.00
      Snack dental | 12.00
      Galletas para perro 200 g | 10.00
    `,
  },
  {
    category: "Farmacia",
    rows: `
      Antipulgas, tableta hasta 10 kg | 65.00
      Antipulgas, tableta más de 10 kg | 80.00
      Desparasitante, tableta | 10.00
      Antibiótico, blíster | 25.00
      Antiinflamatorio, gotas | 35.00
      Champú medicado 250 ml | 45.00
      Champú antipulgas 250 ml | 30.00
      Gotas óticas | 38.00
      Colirio | 35.00
      Vitaminas, jarabe | 30.00
      Suero oral | 12.00
    `,
  },
  {
    category: "Accesorios",
    rows: `
      Collar | 20.00
      Correa | 25.00
      Pechera | 40.00
      Collar isabelino | 20.00
      Arena para gato 5 kg | 22.00
      Bandeja sanitaria | 35.00
      Plato | 15.00
      Juguete | 15.00
      Cama mediana | 80.00
      Transportadora | 110.00
    `,
  },
]);
