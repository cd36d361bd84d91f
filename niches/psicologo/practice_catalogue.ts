import { practiceCatalogue } from "../practice_shelf.ts";

/** A psychologist's practice: sessions, assessments and packages. */
export const PRACTICE_CATALOGUE = practiceCatalogue([
  {
    category: "Sesiones",
    rows: `
      * Sesión individual, adulto | 100.00
      * Sesión individual, adolescente | 100.00
      * Sesión infantil | 100.00
      * Terapia de pareja | 150.00
      Terapia familiar | 180.00
      * Sesión en línea | 90.00
      Primera entrevista | 80.00
      Sesión de urgencia | 150.00
      Orientación a padres | 100.00
      Sesión a domicilio | 180.00
      Taller grupal, por persona | 50.00
    `,
  },
  {
    category: "Evaluaciones e informes",
    rows: `
      Evaluación psicológica completa | 450.00
      Evaluación de inteligencia | 300.00
      Evaluación de personalidad | 250.00
      Evaluación de atención | 300.00
      Orientación vocacional | 350.00
      * Informe psicológico | 150.00
      Constancia de atención | 30.00
      Certificado de salud mental | 120.00
      Perfil para colegio | 200.00
    `,
  },
  {
    category: "Paquetes",
    rows: `
      Paquete de 4 sesiones | 360.00
      Paquete de 8 sesiones | 680.00
      Paquete de pareja, 4 sesiones | 540.00
    `,
  },
  {
    category: "Otros cobros",
    rows: `
      Inasistencia sin aviso | 50.00
      Adelanto de reserva | 50.00
    `,
  },
]);
