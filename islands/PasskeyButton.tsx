import { startAuthentication, startRegistration } from "@simplewebauthn/browser";
import { useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { Button } from "../ui/Button.tsx";
import { Notice } from "../ui/Notice.tsx";

interface PasskeyButtonProps {
  /** Makes a passkey for who is signed in, or signs in with one. */
  readonly does: "register" | "enter";
  /** Answers the options to a POST; takes the browser's answer at `done`. */
  readonly options: string;
  readonly done: string;
  readonly label: string;
  /** What is said where it did not work. */
  readonly failed: string;
}

/** There only in a browser that knows passkeys. Where the person says no, nothing happens and nothing is said. */
export default function PasskeyButton({ does, options, done, label, failed }: PasskeyButtonProps) {
  const known = useSignal(false), busy = useSignal(false), problem = useSignal("");
  useEffect(() => {
    known.value = "PublicKeyCredential" in globalThis;
  }, []);
  if (!known.value) return null;

  const run = async () => {
    busy.value = true;
    problem.value = "";
    try {
      const optionsJSON = await posted(options);
      const signed = does === "register"
        ? await startRegistration({ optionsJSON })
        : await startAuthentication({ optionsJSON });
      const { to } = await posted(done, signed) as { to: string };
      location.assign(to);
    } catch (error) {
      if (!(error instanceof Error) || error.name !== "NotAllowedError") problem.value = failed;
      busy.value = false;
    }
  };
  return (
    <div class="grid gap-2">
      <Button type="button" kind="secondary" icon="lock" wide disabled={busy.value} onClick={run}>
        {label}
      </Button>
      <div role="status">{problem.value && <Notice tone="danger" title={problem.value} />}</div>
    </div>
  );
}

// deno-lint-ignore no-explicit-any -- what the library asked the server for, it reads itself
async function posted(path: string, body?: unknown): Promise<any> {
  const response = await fetch(path, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body ?? {}),
  });
  if (!response.ok) throw new Error(String(response.status));
  return await response.json();
}
