import { asset } from "fresh/runtime";
import { err, ok, type Result } from "../../kernel/result.ts";
import { Sightings } from "./sightings.ts";

export const CAMERA_FORMATS = ["ean_13", "ean_8", "upc_a", "code_128", "qr_code"] as const;
export type CameraFormat = (typeof CAMERA_FORMATS)[number];

/** Why nothing is seen: the browser cannot, nobody allowed it, there is no camera, or another program has it. */
export type CameraFault = "unsupported" | "denied" | "missing" | "busy";

export interface CameraOptions {
  /** Where the picture is shown: `muted` and `playsInline`. */
  readonly video: HTMLVideoElement;
  readonly formats: readonly CameraFormat[];
  /** `band`: what stands in the middle, as bars do. `whole`: all of the picture, as a QR fills it. */
  readonly region: "band" | "whole";
  /** Each code once as long as it stays in sight. */
  readonly onCode: (code: string) => void;
  /** Nothing was read for {@link IDLE_MS}, or the page was hidden: the camera is off. */
  readonly onIdle: () => void;
}

export interface Camera {
  readonly hasTorch: boolean;
  setTorch(on: boolean): Promise<void>;
  stop(): void;
}

interface Detector {
  detect(image: HTMLCanvasElement): Promise<readonly { readonly rawValue: string }[]>;
}
type DetectorClass = (new (options: { formats: readonly CameraFormat[] }) => Detector) & {
  getSupportedFormats(): Promise<readonly string[]>;
};

/** Ten looks a second: more only warms the tablet. */
const LOOK_MS = 100;
/** A camera nobody points at anything empties the battery. */
export const IDLE_MS = 15_000;
/** Of the picture's width, and of its height: bars are wide and low. */
const BAND = { width: .8, height: .5 };
const SIDE_MAX = 960;

/** Opens the camera that looks away from the person, and reads codes until it is stopped or idle. */
export async function openCamera(options: CameraOptions): Promise<Result<Camera, CameraFault>> {
  if (!navigator.mediaDevices?.getUserMedia) return err("unsupported");
  let stream: MediaStream;
  try {
    stream = await navigator.mediaDevices.getUserMedia({
      audio: false,
      video: { facingMode: "environment", width: { ideal: 1280 }, height: { ideal: 720 } },
    });
  } catch (error) {
    return err(faultOf(error));
  }
  try {
    const detector = await detectorOf(options.formats);
    options.video.srcObject = stream;
    await options.video.play();
    return ok(watch(stream, detector, options));
  } catch {
    stream.getTracks().forEach((track) => track.stop());
    return err("unsupported");
  }
}

/** Names that browsers give (Media Capture §10.2). */
function faultOf(error: unknown): CameraFault {
  const name = error instanceof DOMException ? error.name : "";
  if (name === "NotAllowedError" || name === "SecurityError") return "denied";
  return name === "NotReadableError" || name === "AbortError" ? "busy" : "missing";
}

/** The browser's own where it reads all of these; else one in WebAssembly from our own origin (no Windows or iOS has it). */
async function detectorOf(formats: readonly CameraFormat[]): Promise<Detector> {
  const native = (globalThis as { BarcodeDetector?: DetectorClass }).BarcodeDetector;
  const known = await native?.getSupportedFormats().catch(() => []) ?? [];
  if (native && formats.every((format) => known.includes(format))) return new native({ formats });
  const { BarcodeDetector, prepareZXingModule } = await import("barcode-detector/ponyfill");
  prepareZXingModule({ overrides: { wasmBinary: await reader(asset("/zxing_reader.wasm")) } });
  return new BarcodeDetector({ formats: [...formats] });
}

/** Kept on the device once it came: the next time there may be no network. */
async function reader(url: string): Promise<ArrayBuffer> {
  const cache = await globalThis.caches?.open("lector").catch(() => null);
  const found = await cache?.match(url);
  if (found) return await found.arrayBuffer();
  const response = await fetch(url);
  if (!response.ok) throw new Error(`the reader answers ${response.status}`);
  for (const old of await cache?.keys() ?? []) await cache?.delete(old);
  await cache?.put(url, response.clone());
  return await response.arrayBuffer();
}

function watch(stream: MediaStream, detector: Detector, options: CameraOptions): Camera {
  const { video, onCode, onIdle } = options;
  const canvas = document.createElement("canvas"), sightings = new Sightings();
  const [track] = stream.getVideoTracks();
  const canTorch = "torch" in (track?.getCapabilities?.() ?? {});
  let timer: ReturnType<typeof setTimeout> | undefined, isOpen = true, readAt = performance.now();

  const stop = () => {
    isOpen = false;
    clearTimeout(timer);
    document.removeEventListener("visibilitychange", hide);
    stream.getTracks().forEach((one) => one.stop());
    video.srcObject = null;
  };
  const idle = () => {
    stop();
    onIdle();
  };
  const hide = () => document.hidden && idle();
  const look = async () => {
    const startedAt = performance.now();
    if (startedAt - readAt > IDLE_MS) return idle();
    const found = draw(video, canvas, options.region) ? await detector.detect(canvas).catch(() => []) : [];
    if (!isOpen) return;
    const now = performance.now();
    if (found.length > 0) readAt = now;
    for (const code of sightings.fresh(found.map(({ rawValue }) => rawValue), now)) onCode(code);
    if (isOpen) timer = setTimeout(look, Math.max(0, LOOK_MS - (now - startedAt)));
  };
  document.addEventListener("visibilitychange", hide);
  void look();
  return {
    hasTorch: canTorch,
    setTorch: (on) => track!.applyConstraints({ advanced: [{ torch: on } as MediaTrackConstraintSet] }),
    stop,
  };
}

/** False while there is no picture yet. */
function draw(video: HTMLVideoElement, canvas: HTMLCanvasElement, region: CameraOptions["region"]): boolean {
  const { videoWidth, videoHeight } = video;
  if (videoWidth === 0) return false;
  const part = region === "band" ? BAND : { width: 1, height: 1 };
  const width = videoWidth * part.width, height = videoHeight * part.height;
  const scale = Math.min(1, SIDE_MAX / Math.max(width, height));
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d", { willReadFrequently: true })!;
  context.drawImage(
    video,
    (videoWidth - width) / 2,
    (videoHeight - height) / 2,
    width,
    height,
    0,
    0,
    canvas.width,
    canvas.height,
  );
  return true;
}
