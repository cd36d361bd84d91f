import { useEffect } from "preact/hooks";
import { LinkButton } from "../../ui/Button.tsx";
import { EmptyState } from "../../ui/Card.tsx";
import { T } from "./texts.ts";

const ASKED = "/caja?red=1";

/** A device that keeps no till: the server's own page makes one, and where there is no network that is said. */
export function NoTill() {
  const wasAsked = location.search.includes("red=1");
  useEffect(() => {
    if (!wasAsked) location.replace(ASKED);
  }, []);
  if (!wasAsked) return null;
  return (
    <div class="p-4">
      <EmptyState
        icon="offline"
        title={T.noTill}
        action={<LinkButton href="/ingresar?ir=/caja">{T.signInAgain}</LinkButton>}
      >
        {T.noTillHint}
      </EmptyState>
    </div>
  );
}
