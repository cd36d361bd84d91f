const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const memberOf = (value: unknown, name: string): unknown => isRecord(value) ? value[name] : undefined;

/** The input of a command: the body with what the path says. What is no object is the command's to refuse. */
export const withPath = (body: unknown, path: Readonly<Record<string, unknown>>): unknown =>
  isRecord(body) ? { ...body, ...path } : body;
