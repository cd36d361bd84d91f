const TAG = /^\[-(\d{1,2})\]$/;

/** What the reference of an intent says of the céntimos taken off its amount so that it can be told from others. */
export const tagText = (centimos: number): string | null => centimos === 0 ? null : `[-${centimos}]`;

/** What an intent of a membership asks less than the debt; 0 where it asks all of it. */
export const taggedCentimos = (reference: string | null): number =>
  Number(TAG.exec(reference ?? "")?.[1] ?? 0);
