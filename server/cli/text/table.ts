import { displayWidth } from "./display-width.ts";
import { shownText } from "./shown-text.ts";

/** A cell: its text, and how it is painted once its width is known. */
export type Cell = string | { readonly text: string; readonly paint: (text: string) => string };

const GAP = "  ";

/**
 * Aligned columns under a head. Control characters in a cell are made visible.
 *
 * @param width the terminal's width: the last column is cut where it does not fit; null: nothing is cut.
 * @returns lines, each with its line end.
 */
export function tableText(
  head: readonly string[],
  rows: readonly (readonly Cell[])[],
  width: number | null,
): string {
  const lines = [head, ...rows].map((cells) =>
    cells.map((cell) => (typeof cell === "string" ? { text: shownText(cell), paint: plain } : painted(cell))),
  );
  const widths = head.map((_, column) =>
    Math.max(...lines.map((cells) => displayWidth(cells[column]?.text ?? ""))),
  );
  const before = widths.slice(0, -1).reduce((sum, each) => sum + each + GAP.length, 0);
  const rule = width === null ? null : Math.max(width - before, 10);
  return lines
    .map((cells) =>
      cells
        .map(({ text, paint }, column) => {
          if (column === cells.length - 1) return paint(cut(text, rule));
          return paint(text) + " ".repeat((widths[column] ?? 0) - displayWidth(text));
        })
        .join(GAP)
        .trimEnd(),
    )
    .map((line) => `${line}\n`)
    .join("");
}

function painted(cell: Exclude<Cell, string>): Exclude<Cell, string> {
  return { text: shownText(cell.text), paint: cell.paint };
}

function plain(text: string): string {
  return text;
}

function cut(text: string, rule: number | null): string {
  if (rule === null || displayWidth(text) <= rule) return text;
  let kept = "";
  let width = 0;
  for (const character of text) {
    width += displayWidth(character);
    if (width > rule - 1) break;
    kept += character;
  }
  return `${kept}…`;
}
