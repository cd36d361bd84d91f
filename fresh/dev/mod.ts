/** `fresh/dev`: building an app for production and serving it while it is developed. */
export {
  Builder,
  type OnTransformArgs,
  type OnTransformOptions,
  type OnTransformResult,
  type TransformFn,
} from "./builder.ts";
export type { BuildOptions, StylesInput } from "./options.ts";
export { loadBuild } from "./load_build.ts";
