import { Builder } from "fresh/dev";
import { stylesOf } from "./ui/theme.ts";

const root = import.meta.dirname!;

/** The one place that configures the web framework. `serverFlags` are the permissions of the development server. */
export const newBuilder = (outDir = "_build"): Builder =>
  new Builder({
    root,
    outDir,
    islandSpecifiers: ["niches/*/islands/**"],
    styleSources: ["ui/**", "niches/**"],
    styles: ({ classSources }) => stylesOf(classSources),
    serverFlags: ["-P=server"],
  });
