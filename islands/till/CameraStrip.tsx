import { useEffect, useRef, useState } from "preact/hooks";
import { formatSoles } from "../../kernel/money.ts";
import { Button, IconButton } from "../../ui/Button.tsx";
import { type Camera, CAMERA_FORMATS, type CameraFault, openCamera } from "./camera.ts";
import { netOf } from "./cart.ts";
import { scan } from "./selling.ts";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

type State = "starting" | "reading" | "idle" | CameraFault;

/** The lens above the products: what it reads is rung up, one after another, while everything else stays at hand. */
export function CameraStrip({ till, onClose }: { readonly till: Till; readonly onClose: () => void }) {
  const video = useRef<HTMLVideoElement>(null), camera = useRef<Camera | null>(null);
  const [state, setState] = useState<State>("starting");
  const [attempt, setAttempt] = useState(0);
  const [isLit, setLit] = useState(false);
  useEffect(() => {
    let isWanted = true;
    setState("starting");
    setLit(false);
    void openCamera({
      video: video.current!,
      formats: CAMERA_FORMATS,
      region: "band",
      onCode: (code) => scan(till, code),
      onIdle: () => setState("idle"),
    }).then((opened) => {
      if (!opened.ok) return isWanted && setState(opened.error);
      if (!isWanted) return opened.value.stop();
      camera.current = opened.value;
      setState("reading");
    });
    return () => {
      isWanted = false;
      camera.current?.stop();
    };
  }, [attempt]);
  const light = () => {
    camera.current?.setTorch(!isLit).then(() => setLit(!isLit), () => undefined);
  };
  const isOff = state !== "starting" && state !== "reading";
  return (
    <section aria-label={LATER.camera} class="relative flex-none h-48 bg-ink text-paper overflow-hidden">
      <video ref={video} muted playsInline class="w-full h-full object-cover" />
      {!isOff && <div aria-hidden="true" class="lens-frame" />}
      {isOff && (
        <div class="absolute inset-0 grid content-center justify-items-center gap-2 bg-ink p-3 pr-16 text-center">
          <p role="status">{state === "idle" ? LATER.cameraIdle : LATER.cameraFaults[state]}</p>
          <Button type="button" kind="secondary" onClick={() => setAttempt(attempt + 1)}>
            {state === "idle" ? LATER.cameraAgain : LATER.tryAgain}
          </Button>
        </div>
      )}
      {!isOff && (
        <p class="absolute inset-x-0 bottom-0 bg-ink px-3 py-1 truncate">
          {state === "starting" ? LATER.cameraStarting : lastRead(till)}
        </p>
      )}
      <div class="absolute top-1 right-1 grid gap-1 bg-ink rounded ring-current">
        <IconButton icon="close" label={LATER.cameraClose} onClick={onClose} />
        {state === "reading" && camera.current?.hasTorch && (
          <IconButton
            icon="light"
            label={isLit ? LATER.torchOff : LATER.torchOn}
            aria-pressed={isLit}
            onClick={light}
          />
        )}
      </div>
    </section>
  );
}

function lastRead(till: Till): string {
  const { lines, selected } = till.draft.value;
  const line = lines.find(({ lineId }) => lineId === selected);
  return line ? `${line.name} · ${formatSoles(netOf(line))}` : LATER.cameraAim;
}
