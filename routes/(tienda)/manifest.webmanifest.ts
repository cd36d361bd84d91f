import { HttpError } from "fresh";
import { INSTALLED } from "../../i18n/es_pe/till.ts";
import { COLORS } from "../../ui/theme.ts";
import { define } from "../(_shared)/define.ts";

const icon = (file: string, side: number, purpose = "any") => ({
  src: `/icons/${file}.png`,
  sizes: `${side}x${side}`,
  type: "image/png",
  purpose,
});

const picture = (form: "narrow" | "wide", width: number, height: number) => ({
  src: `/icons/caja-${form}.png`,
  sizes: `${width}x${height}`,
  type: "image/png",
  form_factor: form,
  label: INSTALLED.picture,
});

const shortcut = ({ name, action }: (typeof INSTALLED.shortcuts)[number]) => ({
  name,
  url: `/caja?accion=${action}`,
  icons: [icon("icon-192", 192)],
});

/** What a launcher shows under the icon: whole words, as many as fit (W3C Manifest §1.6 leaves the rest to it). */
const shortName = (name: string): string => /^.{1,12}(?!\S)/.exec(name)?.[0] ?? name.slice(0, 12);

/** One app per shop, as each has an origin of its own. `id` never changes: it is who the installed app is. */
const manifestOf = (name: string) => ({
  id: "/caja",
  name,
  short_name: shortName(name),
  description: INSTALLED.description,
  start_url: "/caja",
  scope: "/",
  lang: "es-PE",
  dir: "ltr",
  display: "standalone",
  display_override: ["window-controls-overlay", "standalone"],
  orientation: "any",
  theme_color: COLORS.toldo,
  background_color: COLORS.surface,
  categories: ["business", "shopping", "productivity"],
  launch_handler: { client_mode: "navigate-existing" },
  icons: [icon("icon-192", 192), icon("icon-512", 512), icon("maskable-512", 512, "maskable")],
  screenshots: [picture("narrow", 360, 740), picture("wide", 1280, 800)],
  shortcuts: INSTALLED.shortcuts.map(shortcut),
});

export const handler = define.handlers({
  GET({ state }) {
    if (!state.shop) throw new HttpError(404);
    return Response.json(manifestOf(state.shop.name), {
      headers: { "content-type": "application/manifest+json", "cache-control": "public, max-age=3600" },
    });
  },
});
