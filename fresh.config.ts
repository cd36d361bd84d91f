import { Builder } from "fresh/dev";
import { stylesOf } from "./ui/theme.ts";

/** The one place that configures the web framework. `serverFlags` are the permissions of the development server. */
export const newBuilder = (root = import.meta.dirname!): Builder =>
  new Builder({
    root,
    islandSpecifiers: ["niches/*/islands/**"],
    styleSources: ["ui/**"],
    styles: ({ classSources }) => stylesOf(classSources),
    serverFlags: ["-P=server"],
  });
