import type { PageProps } from "fresh";
import type { State } from "./(_shared)/define.ts";

export default function Document({ Component, state }: PageProps<unknown, State>) {
  return (
    <html lang="es-PE">
      <head>
        <meta charset="utf-8" />
        <meta
          name="viewport"
          content="width=device-width, initial-scale=1, interactive-widget=resizes-content"
        />
        <meta name="theme-color" content="#0B6B4F" />
        <title>{state.shop?.name ?? "Caserito"}</title>
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        {state.shop && <link rel="manifest" href="/manifest.webmanifest" />}
        <link rel="apple-touch-icon" href="/icons/apple-touch-icon.png" />
      </head>
      <body>
        <Component />
      </body>
    </html>
  );
}
