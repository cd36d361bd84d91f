import { epochMsOf } from "../../kernel/time.ts";
import { keep, kept } from "./kept.ts";
import type { Till } from "./till.ts";

/** What Chromium offers a page it would install (Web App Manifest incubations, `beforeinstallprompt`). */
export interface InstallPrompt extends Event {
  prompt(): Promise<{ readonly outcome: "accepted" | "dismissed" }>;
}

const KEY = "caserito.instalar.1";
/** Who said no is asked again after a season, not tomorrow. */
const ASK_AGAIN_MS = 90 * 86_400_000;

interface Navigated {
  readonly standalone?: boolean;
  readonly userAgent: string;
  readonly maxTouchPoints: number;
}

/** How this browser installs: by its own prompt, by hand as on an iPhone, or not (any more). */
export function wayToInstall(till: Till, browser: Navigated = navigator): "prompt" | "ios" | null {
  if (matchMedia("(display-mode: standalone)").matches || browser.standalone) return null;
  if (epochMsOf(till.now()) < kept(KEY, 0) + ASK_AGAIN_MS) return null;
  if (till.installPrompt.value) return "prompt";
  return isIos(browser) ? "ios" : null;
}

/** An iPad calls itself a Mac, and is told by its fingers. */
const isIos = ({ userAgent, maxTouchPoints }: Navigated): boolean =>
  /iPhone|iPad|iPod/.test(userAgent) || /Macintosh/.test(userAgent) && maxTouchPoints > 1;

export async function install(till: Till): Promise<void> {
  const prompt = till.installPrompt.value as InstallPrompt | null;
  till.installPrompt.value = null; // it can be used once
  const answer = await prompt?.prompt();
  if (answer?.outcome !== "accepted") notNow(till);
}

export function notNow(till: Till): void {
  keep(KEY, epochMsOf(till.now()));
  till.installPrompt.value = null;
}
