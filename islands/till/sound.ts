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
  if (kind === "ok") tone(1760, 0, 0.06);
  else {
    tone(220, 0, 0.12);
    tone(220, 0.18, 0.12);
  }
}

/** Nothing before the first tap. `delay` and `seconds` as the audio clock counts them. */
export function tone(hertz: number, delay: number, seconds: number): void {
  if (!audio) return;
  const oscillator = audio.createOscillator(), gain = audio.createGain();
  const start = audio.currentTime + delay;
  oscillator.frequency.value = hertz;
  gain.gain.value = 0.1;
  oscillator.connect(gain).connect(audio.destination);
  oscillator.start(start);
  oscillator.stop(start + seconds);
}
