/** A catalogue of 20,000 products is under 3 MB in XLSX; above these it is another kind of file, or an attack. */
export const MAX_BYTES = 8 * 1024 * 1024;
export const MAX_ROWS = 20_000;
/** Rows read before the headers are found: products, and what may stand above them. */
export const MAX_READ_ROWS = MAX_ROWS + 20;
export const MAX_COLUMNS = 60;
/** All parts of a workbook once unpacked. */
export const MAX_UNPACKED_BYTES = 64 * 1024 * 1024;
/** Visible sheets looked at before the first one with rows is taken. */
export const MAX_SHEETS = 10;
