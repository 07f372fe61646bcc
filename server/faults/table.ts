import type { Verdict } from "./harness/fault.ts";

const WIDTHS = [30, 46, 62, 8] as const;

/** A table for a terminal. Long cells are broken into lines; a line separates the rows. */
export function tableOf(verdicts: readonly Verdict[]): string {
  const rows = verdicts.map(({ name, promised, happened, verdict }) => [name, promised, happened, verdict]);
  const rule = WIDTHS.map((width) => "─".repeat(width)).join("─┼─");
  const parts = [["fault", "promised", "happened", "verdict"], ...rows].map(rowText);
  const count = (verdict: Verdict["verdict"]) => verdicts.filter((each) => each.verdict === verdict).length;
  const sum = `${count("pass")} passed, ${count("FAIL")} failed, ${count("not here")} not possible on this machine.`;
  return `${parts.join(`\n${rule}\n`)}\n${rule}\n${sum}\n`;
}

function rowText(cells: readonly string[]): string {
  const broken = cells.map((cell, place) => wrapped(cell, WIDTHS[place] ?? 8));
  const height = Math.max(...broken.map((lines) => lines.length));
  return Array.from({ length: height }, (_, line) =>
    broken
      .map((lines, place) => (lines[line] ?? "").padEnd(WIDTHS[place] ?? 8))
      .join(" │ ")
      .trimEnd(),
  ).join("\n");
}

function wrapped(text: string, width: number): string[] {
  const lines = [""];
  for (const word of text.split(/\s+/)) {
    const last = lines.length - 1;
    const longer = lines[last] === "" ? word : `${lines[last]} ${word}`;
    if (longer.length <= width) lines[last] = longer;
    else lines.push(word.slice(0, width));
  }
  return lines;
}
