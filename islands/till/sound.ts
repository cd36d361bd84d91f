let audio: AudioContext | null = null;

/** Browsers let a page sound only after a tap: the one that opens the till. */
export function unlockSound(): void {
  if (typeof AudioContext === "undefined") return;
  audio ??= new AudioContext();
  audio.resume().catch(() => undefined);
}

/** High once for a product, low twice for a code nobody knows: heard without looking. */
export function beep(kind: "ok" | "unknown"): void {
  if (kind === "unknown") navigator.vibrate?.([60, 60, 60]);
  if (!audio) return;
  if (kind === "ok") tone(audio, 1760, 0, 0.06);
  else {
    tone(audio, 220, 0, 0.12);
    tone(audio, 220, 0.18, 0.12);
  }
}

function tone(context: AudioContext, hertz: number, delay: number, seconds: number): void {
  const oscillator = context.createOscillator(), gain = context.createGain();
  const start = context.currentTime + delay;
  oscillator.frequency.value = hertz;
  gain.gain.value = 0.1;
  oscillator.connect(gain).connect(context.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}
