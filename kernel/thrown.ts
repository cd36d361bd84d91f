/** The words of whatever was thrown: JavaScript lets anything be. */
export const messageOf = (error: unknown): string => error instanceof Error ? error.message : String(error);
