import { type Block, type Inline, readNote } from "../annotations/text/note-markup.ts";
import { columnsOf, pictureText, shortened } from "./picture-text.ts";

/** A part of a line that looks the same from its begin to its end. */
export type Run = { readonly text: string; readonly look: Look };
type Look = {
  readonly isStrong?: true;
  readonly isEmphasis?: true;
  readonly isCode?: true;
  readonly isLink?: true;
};

/** A line of a note: how far it is moved in, the sign before it, and what stands in it. */
export type NoteLine = { readonly indent: number; readonly sign: string; readonly runs: readonly Run[] };

const PLAIN: Look = {};
const CODE: Look = { isCode: true };
const LIST_INDENT = 18;
/** So many columns of a line are the room before an item of a list. */
const INDENT_COLUMNS = 3;
/** A letter of a script is that much broader than others. */
const CODE_SHARE = 0.88;

/** The text of a note as the lines of a picture: Markdown is drawn as on the canvas. */
export function noteLines(text: string, columns: number): readonly NoteLine[] {
  return readNote(text).flatMap((block) => linesOf(block, columns));
}

function linesOf(block: Block, columns: number): readonly NoteLine[] {
  switch (block.is) {
    case "heading":
      return wrapped(runsOf(block.parts, { isStrong: true }), columns).map(plainLine);
    case "paragraph":
      return wrapped(runsOf(block.parts, PLAIN), columns).map(plainLine);
    case "code":
      return block.text
        .split("\n")
        .map((line) => plainLine([{ text: cut(line, Math.floor(columns * CODE_SHARE)), look: CODE }]));
    case "list":
      return block.items.flatMap((parts, item) =>
        wrapped(runsOf(parts, PLAIN), columns - INDENT_COLUMNS).map((runs, at) => ({
          indent: LIST_INDENT,
          sign: at > 0 ? "" : block.isOrdered ? `${item + 1}.` : "•",
          runs,
        })),
      );
  }
}

function plainLine(runs: readonly Run[]): NoteLine {
  return { indent: 0, sign: "", runs };
}

function runsOf(parts: readonly Inline[], look: Look): readonly Run[] {
  return parts.flatMap((part) => runsOfPart(part, look));
}

function runsOfPart(part: Inline, look: Look): readonly Run[] {
  switch (part.is) {
    case "text":
      return [{ text: part.text, look }];
    case "code":
      return [{ text: part.text, look: { ...look, ...CODE } }];
    case "strong":
      return runsOf(part.parts, { ...look, isStrong: true });
    case "emphasis":
      return runsOf(part.parts, { ...look, isEmphasis: true });
    case "link":
      return runsOf(part.parts, { ...look, isLink: true });
  }
}

/** The parts in lines of so many columns: broken where the text has a line break, else at a space, else anywhere. */
function wrapped(runs: readonly Run[], columns: number): readonly (readonly Run[])[] {
  const lines: Run[][] = [];
  let line: Run[] = [];
  let width = 0;
  const end = () => {
    lines.push(line);
    line = [];
    width = 0;
  };
  for (const { text, look } of runs)
    for (const word of text.split(/(\n|[^\S\n]+)/)) {
      if (word === "\n") {
        end();
        continue;
      }
      const shown = pictureText(word);
      const isSpace = shown.trim() === "";
      if (width + widthOf(shown) > columns && width > 0 && !isSpace) end();
      if (isSpace && width === 0) continue;
      for (const piece of pieces(shown, columns)) {
        if (width + widthOf(piece) > columns && width > 0) end();
        const before = line.at(-1);
        if (before?.look === look) line[line.length - 1] = { text: before.text + piece, look };
        else line.push({ text: piece, look });
        width += widthOf(piece);
      }
    }
  if (line.length > 0) end();
  return lines;
}

function widthOf(text: string): number {
  return [...text].reduce((sum, character) => sum + columnsOf(character), 0);
}

/** A line of a script, which is scrolled on the canvas: its indentation stays. */
function cut(line: string, columns: number): string {
  const indent = " ".repeat(line.length - line.trimStart().length).slice(0, columns - 1);
  return indent + shortened(line, columns - indent.length);
}

/** A word, cut where it is broader than a line. */
function pieces(word: string, columns: number): readonly string[] {
  if (widthOf(word) <= columns) return [word];
  const all: string[] = [""];
  for (const character of word) {
    const last = all.at(-1) ?? "";
    if (widthOf(last) + columnsOf(character) > columns) all.push(character);
    else all[all.length - 1] = last + character;
  }
  return all;
}
