import { asset } from "fresh/runtime";

/** The id of this build, which Fresh puts behind the path of every asset: an audit can tell which program sold. */
export const buildId = (): string =>
  new URL(asset("/"), "http://localhost").searchParams.values().next().value ?? "dev";
