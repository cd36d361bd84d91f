/**
 * What every page with islands loads, in one file. The bundler gives this module to whoever imports
 * `preact`, `preact/hooks` or `preact/jsx-runtime`: so these and our own start never come as several
 * small files, and the file stays the same when islands change.
 */
import "./boot.ts";

export * from "preact";
export * from "preact/hooks";
export { jsx, jsxDEV, jsxs } from "preact/jsx-runtime";
