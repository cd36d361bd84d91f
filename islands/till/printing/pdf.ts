/** Points of PostScript in a millimetre. */
const POINT = 72 / 25.4;
/** Courier is 0.6 of its size wide. */
const WIDE = .6, LINE = 1.25, MARGIN = 4 * POINT;

/** One page of a PDF with these lines, as wide as the roll they are set for: `columns` letters on `millimetres`. */
export function pdfOf(
  lines: readonly string[],
  columns: number,
  millimetres: number,
): Uint8Array<ArrayBuffer> {
  const width = millimetres * POINT, size = (width - 2 * MARGIN) / columns / WIDE;
  const height = lines.length * size * LINE + 2 * MARGIN;
  const rows = lines.map((line) => `(${escaped(line)}) Tj T*`).join("\n");
  const content = `BT /F1 ${fixed(size)} Tf ${fixed(size * LINE)} TL ${fixed(MARGIN)} ${
    fixed(height - MARGIN - size)
  } Td\n${rows}\nET`;
  const objects = [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    `<< /Type /Page /Parent 2 0 R /MediaBox [0 0 ${fixed(width)} ${
      fixed(height)
    }] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>`,
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>",
  ];
  let text = "%PDF-1.4\n";
  const offsets: number[] = [];
  for (const [index, object] of objects.entries()) {
    offsets.push(text.length);
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
  }
  const table = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`).join("");
  const count = objects.length + 1;
  text +=
    `xref\n0 ${count}\n0000000000 65535 f \n${table}trailer\n<< /Size ${count} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}

const fixed = (value: number): string => String(Math.round(value * 100) / 100);

/** WinAnsi is Latin-1 for every letter of Spanish; what it has not becomes a question mark. */
const escaped = (line: string): string =>
  line.replace(/[\\()]/g, "\\$&").replace(/[^\x20-\x7e]/g, (letter) => {
    const code = letter.charCodeAt(0);
    return code >= 0xa0 && code <= 0xff ? `\\${code.toString(8).padStart(3, "0")}` : "?";
  });
