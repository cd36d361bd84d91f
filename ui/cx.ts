/**
 * Joins class names, leaving out what is false. A class string written outside a `class` attribute goes through here,
 * so that the build finds it and the theme test can refuse a misspelt one.
 */
export const cx = (...parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(" ");
