/** Films for a fake camera: Chromium plays a `.y4m` file in place of the device's own (`--use-file-for-fake-video-capture`). */
const WIDTH = 640, HEIGHT = 360, PER_SECOND = 5;
const LEFT = [
  "0001101",
  "0011001",
  "0010011",
  "0111101",
  "0100011",
  "0110001",
  "0101111",
  "0111011",
  "0110111",
  "0001011",
];
/** Which of the six left digits are mirrored says the first digit (GS1 General Specifications §5.2.1.2.2). */
const PARITY = [
  "LLLLLL",
  "LLGLGG",
  "LLGGLG",
  "LLGGGL",
  "LGLLGG",
  "LGGLLG",
  "LGGGLL",
  "LGLGLG",
  "LGLGGL",
  "LGGLGL",
];

const inverted = (bits: string) => [...bits].map((bit) => bit === "1" ? "0" : "1").join("");
const mirrored = (bits: string) => [...bits].reverse().join("");

/** The 95 modules of an EAN-13, `1` for a bar. */
function modulesOf(code: string): string {
  const [first, ...rest] = [...code].map(Number);
  const left = rest.slice(0, 6).map((digit, i) =>
    PARITY[first!]![i] === "L" ? LEFT[digit]! : mirrored(inverted(LEFT[digit]!))
  );
  const right = rest.slice(6).map((digit) => inverted(LEFT[digit]!));
  return `101${left.join("")}01010${right.join("")}101`;
}

/** One picture in 4:2:0: the code in the middle of a white wall, or the wall alone. */
function picture(code: string | null): Uint8Array {
  const frame = new Uint8Array(WIDTH * HEIGHT * 3 / 2).fill(128, WIDTH * HEIGHT).fill(220, 0, WIDTH * HEIGHT);
  if (code === null) return frame;
  const modules = modulesOf(code), wide = 4, from = (WIDTH - modules.length * wide) >> 1;
  for (let y = HEIGHT / 3; y < HEIGHT * 2 / 3; y++) {
    for (let x = 0; x < modules.length * wide; x++) {
      if (modules[Math.floor(x / wide)] === "1") frame[y * WIDTH + from + x] = 20;
    }
  }
  return frame;
}

/** Shows each code for `seconds`, with a bare wall as long behind it, over and over. */
export async function filmOf(path: string, codes: readonly string[], seconds: number): Promise<void> {
  const text = new TextEncoder();
  using file = await Deno.open(path, { write: true, create: true, truncate: true });
  const writer = file.writable.getWriter();
  await writer.write(text.encode(`YUV4MPEG2 W${WIDTH} H${HEIGHT} F${PER_SECOND}:1 Ip A1:1 C420mpeg2\n`));
  for (const shown of codes.flatMap((code) => [code, null])) {
    const frame = picture(shown);
    for (let i = 0; i < seconds * PER_SECOND; i++) {
      await writer.write(text.encode("FRAME\n"));
      await writer.write(frame);
    }
  }
  await writer.close();
}
