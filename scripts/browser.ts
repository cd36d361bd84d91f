/** Browsers by the names and places in which systems install them; the first that answers is used. */
const CANDIDATES: Readonly<Record<string, readonly string[]>> = {
  linux: ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge"],
  darwin: [
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
  ],
  windows: [
    "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
    "C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe",
  ],
};

/** Path of a Chrome or Chromium on this machine, `CASERITO_BROWSER` first, or null. */
export function findBrowser(): string | null {
  const wished = Deno.env.get("CASERITO_BROWSER");
  if (wished) return isFile(wished) ? wished : null;
  const folders = (Deno.env.get("PATH") ?? "").split(Deno.build.os === "windows" ? ";" : ":");
  for (const name of CANDIDATES[Deno.build.os] ?? []) {
    const paths = name.includes("/") || name.includes("\\")
      ? [name]
      : folders.map((folder) => `${folder}/${name}`);
    const found = paths.find(isFile);
    if (found) return found;
  }
  return null;
}

function isFile(path: string): boolean {
  try {
    return Deno.statSync(path).isFile;
  } catch {
    return false;
  }
}

/** Installs Debian's Chromium, and a font for it, where that takes no question: on Linux with apt, as root. Elsewhere it returns false. */
export async function installBrowser(): Promise<boolean> {
  if (Deno.build.os !== "linux" || Deno.uid() !== 0 || !isFile("/usr/bin/apt-get")) return false;
  for (
    const args of [["update", "-qq"], [
      "install",
      "-y",
      "-qq",
      "--no-install-recommends",
      "chromium",
      "fonts-dejavu-core",
    ]]
  ) {
    const { success } = await new Deno.Command("apt-get", {
      args,
      env: { DEBIAN_FRONTEND: "noninteractive" },
      stdout: "null",
      stderr: "inherit",
    }).output();
    if (!success) return false;
  }
  return findBrowser() !== null;
}
