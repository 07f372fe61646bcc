import { diffLines } from "diff";

export type DiffedLine = { readonly id: number; readonly sign: "+" | "-" | " " | "…"; readonly text: string };

/** How many lines around a change are shown. */
const AROUND = 3;
/** Where more lines than so differ, those of one text are followed by those of the other: to pair them would take too long. */
export const MAX_EDITS = 200;
/** So many lines are shown. */
const MAX_LINES = 2_000;

/**
 * The lines of both texts in one order, each with its sign; of very many the first, and how many more there are.
 *
 * @param maxEdits where more lines differ, they are not paired. The work grows with its square.
 */
export function diffedLines(before: string, after: string, maxEdits = MAX_EDITS): readonly DiffedLine[] {
  const parts = partsOf(before, after, maxEdits);
  if (parts === undefined) {
    const half = MAX_LINES / 2;
    return numbered([...firstOf(signed("-", before), half), ...firstOf(signed("+", after), half)]);
  }
  const lines: Unnumbered[] = [];
  for (const [place, part] of parts.entries()) {
    if (part.added || part.removed) {
      lines.push(...signed(part.added ? "+" : "-", part.value));
      continue;
    }
    const own = signed(" ", part.value);
    const head = place === 0 ? 0 : AROUND;
    const tail = place === parts.length - 1 ? 0 : AROUND;
    if (own.length <= head + tail + 1) lines.push(...own);
    else
      lines.push(
        ...own.slice(0, head),
        { sign: "…", text: `${own.length - head - tail} lines are the same` },
        ...(tail === 0 ? [] : own.slice(-tail)),
      );
  }
  return numbered(firstOf(lines, MAX_LINES));
}

/** A last line with a line break and one without are the same line, but where nothing else differs. */
function partsOf(before: string, after: string, maxEditLength: number) {
  const parts = diffLines(before, after, { maxEditLength, ignoreNewlineAtEof: true });
  const isSame = parts?.every(({ added, removed }) => !added && !removed) === true;
  return isSame && before !== after ? diffLines(before, after, { maxEditLength }) : parts;
}

type Unnumbered = Omit<DiffedLine, "id">;

function signed(sign: DiffedLine["sign"], text: string): readonly Unnumbered[] {
  const lines = text.replace(/\n$/, "").split("\n");
  return lines.map((line) => ({ sign, text: line }));
}

function firstOf(lines: readonly Unnumbered[], max: number): readonly Unnumbered[] {
  if (lines.length <= max) return lines;
  const more = (lines.length - max).toLocaleString("en");
  return [...lines.slice(0, max), { sign: "…", text: `${more} more lines` }];
}

function numbered(lines: readonly Unnumbered[]): readonly DiffedLine[] {
  return lines.map((line, id) => ({ id, ...line }));
}
