import { useEffect, useRef, useState } from "preact/hooks";
import { Button } from "../../ui/Button.tsx";
import { Notice } from "../../ui/Notice.tsx";
import { type Camera, type CameraFault, openCamera } from "./camera.ts";
import { FrameCollector, framesOf } from "./qr_frames.ts";
import { saveUnsent } from "./save_unsent.ts";
import { Segments } from "./Segments.tsx";
import { Sheet } from "./Sheet.tsx";
import { LATER } from "./texts_later.ts";
import type { Till } from "./till.ts";

/** As fast as a cheap camera follows. */
const FRAME_MS = 220;

interface Props {
  readonly till: Till;
  readonly onClose: () => void;
}

/** A tablet without a network gives its sales to one that has it; nothing is lost and nothing doubled, whoever sends first. */
export function HandOverSheet({ till, onClose }: Props) {
  const [chosen, choose] = useState(0);
  return (
    <Sheet title={LATER.handOver} onClose={onClose}>
      <div class="grid gap-4">
        <Segments
          label={LATER.handOver}
          choices={[LATER.give, LATER.take]}
          chosen={chosen}
          onChoose={choose}
        />
        {chosen === 0 ? <Give till={till} /> : <Take till={till} />}
      </div>
    </Sheet>
  );
}

function Give({ till }: { readonly till: Till }) {
  const [frames, setFrames] = useState<readonly string[]>([]);
  const [at, setAt] = useState(0);
  const [draw, drawn] = useState<{ readonly svg: (frame: string) => string } | null>(null);
  const waiting = till.unsent.value.length + till.carried.value;
  useEffect(() => {
    if (waiting > 0) void till.courier?.give().then(framesOf).then(setFrames);
  }, [waiting]);
  useEffect(() => {
    void import("qr").then(({ default: encodeQR }) =>
      drawn({ svg: (frame) => encodeQR(frame, "svg", { ecc: "low", border: 2 }) })
    );
  }, []);
  useEffect(() => {
    if (frames.length < 2) return;
    const timer = setInterval(() => setAt((now) => (now + 1) % frames.length), FRAME_MS);
    return () => clearInterval(timer);
  }, [frames]);
  if (waiting === 0) return <p>{LATER.unsentNone}</p>;
  const frame = frames[at % Math.max(1, frames.length)];
  return (
    <div class="grid gap-4">
      <p>{LATER.giveHow(waiting)}</p>
      {frame && draw && (
        <figure class="grid gap-2 text-center">
          <div
            class="mx-auto w-full max-w-form bg-paper p-4"
            role="img"
            aria-label={LATER.giveFrame}
            dangerouslySetInnerHTML={{ __html: draw.svg(frame) }}
          />
          <figcaption class="text-14 text-ink-soft tabular-nums">
            {LATER.frame(at % frames.length + 1, frames.length)}
          </figcaption>
        </figure>
      )}
      <Button type="button" kind="secondary" size="till" wide onClick={() => void saveUnsent(till)}>
        {LATER.download}
      </Button>
    </div>
  );
}

function Take({ till }: { readonly till: Till }) {
  const [result, setResult] = useState<string | null>(null);
  const [isRight, setRight] = useState(false);
  const take = async (text: string) => {
    const taken = await till.courier?.take(text).catch(() => "not-kept" as const) ?? "not-kept";
    setRight(typeof taken === "number");
    setResult(typeof taken === "number" ? LATER.taken(taken) : LATER.takeFaults[taken]);
  };
  return (
    <div class="grid gap-4">
      {result && <Notice tone={isRight ? "ok" : "danger"} title={result} />}
      {!isRight && <TakeByCamera onText={take} />}
      <label class="tap-till relative flex items-center justify-center rounded border border-edge bg-paper px-4 text-20 font-semibold text-toldo focus-within:bg-toldo-mist focus-within:border-toldo">
        {LATER.takeFile}
        <input
          type="file"
          accept=".json,application/json"
          class="sr-only"
          onChange={async (event) => {
            const [file] = event.currentTarget.files ?? [];
            if (file) await take(await file.text());
          }}
        />
      </label>
    </div>
  );
}

function TakeByCamera({ onText }: { readonly onText: (text: string) => Promise<void> }) {
  const video = useRef<HTMLVideoElement>(null);
  const [isOn, setOn] = useState(false);
  const [fault, setFault] = useState<CameraFault | null>(null);
  const [progress, setProgress] = useState({ have: 0, total: 0 });
  useEffect(() => {
    if (!isOn) return;
    const frames = new FrameCollector();
    let camera: Camera | null = null, isWanted = true;
    void openCamera({
      video: video.current!,
      formats: ["qr_code"],
      region: "whole",
      onIdle: () => setOn(false),
      onCode: async (frame) => {
        const text = await frames.add(frame);
        setProgress(frames.progress);
        if (text === null || !isWanted) return;
        setOn(false);
        await onText(text);
      },
    }).then((opened) => {
      if (!opened.ok) {
        setFault(opened.error);
        setOn(false);
      } else if (isWanted) camera = opened.value;
      else opened.value.stop();
    });
    return () => {
      isWanted = false;
      camera?.stop();
    };
  }, [isOn]);
  return (
    <div class="grid gap-2">
      <p>{LATER.takeHow}</p>
      {fault && <Notice tone="attention" title={LATER.cameraFaults[fault]} />}
      {isOn && <video ref={video} muted playsInline class="w-full rounded bg-ink" />}
      {isOn && progress.total > 0 && (
        <p role="status" class="tabular-nums">{LATER.takeProgress(progress.have, progress.total)}</p>
      )}
      {!isOn && (
        <Button type="button" size="till" icon="camera" wide onClick={() => setOn(true)}>
          {LATER.takeCamera}
        </Button>
      )}
    </div>
  );
}
