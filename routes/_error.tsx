import { HttpError, type PageProps } from "fresh";
import { sorryFor } from "../i18n/es_pe/pages.ts";
import { LinkButton } from "../ui/Button.tsx";
import { PublicShell } from "../ui/Shell.tsx";
import type { State } from "./(_shared)/define.ts";

export default function Sorry({ error }: PageProps<unknown, State>) {
  const { title, text } = sorryFor(error instanceof HttpError ? error.status : 500);
  return (
    <PublicShell>
      <div class="mx-auto max-w-form px-4 py-16 grid gap-4">
        <h1 class="text-28 font-extrabold">{title}</h1>
        <p>{text}</p>
        <p>
          <LinkButton href="/" kind="secondary">Volver al inicio</LinkButton>
        </p>
      </div>
    </PublicShell>
  );
}
