import type { GraphFile } from "#engine/model/graph-content.ts";
import { escaped } from "#engine/references/left-behind.ts";
import { otherTexts, type Place, type SearchedText, textsOfVertex } from "./searched-texts.ts";

/** A line of a draft that has what was looked for. */
export type Hit = Pick<SearchedText, "label" | "field"> & {
  readonly place: Place;
  /** The line of its text, from 1; null where the text has one line only. */
  readonly line: number | null;
  /** Where it is in its text, all line breaks counted as one character, and what stands there. */
  readonly from: number;
  readonly found: string;
  /** What stands around it in its line, cut to what a row has room for. */
  readonly before: string;
  readonly after: string;
};

/** Nobody steps through more; whoever has more types another letter. */
export const MAX_HITS = 500;
/** So many characters are looked through in one step: a few milliseconds. */
const STEP = 250_000;
/** More of a line is not shown. */
const MAX_BEFORE = 32;
const MAX_FOUND = 80;
const MAX_AFTER = 80;

/**
 * Every line of a draft that has a text, in whatever case and however its accents are written: names first, then what is
 * in the vertices, in the order of the file, then conditions, frames, notes and what the graph says of itself.
 *
 * @returns step by step what was found so far, at last all; at most `MAX_HITS`.
 */
export function* searchSteps(file: GraphFile, query: string): Generator<readonly Hit[]> {
  const pattern = patternOf(query);
  const hits: Hit[] = [];
  if (pattern === null) return yield hits;
  let searched = 0;
  for (const [place, text] of textsInOrder(file, query)) {
    for (const hit of hitsIn(text, pattern, MAX_HITS - hits.length)) hits.push({ place, ...hit });
    if (hits.length >= MAX_HITS) break;
    searched += text.text.length;
    if (searched < STEP) continue;
    searched = 0;
    yield [...hits];
  }
  yield hits;
}

/** The same in one step. */
export function searchDraft(file: GraphFile, query: string): readonly Hit[] {
  return [...searchSteps(file, query)].at(-1) ?? [];
}

function* textsInOrder(file: GraphFile, query: string): Generator<readonly [Place, SearchedText]> {
  const { vertices } = file.content;
  const wanted = query.trim().toLowerCase();
  const names = [...vertices.keys()];
  const isWanted = (name: string) => name.toLowerCase() === wanted;
  // Whoever types a whole name means that vertex.
  for (const name of [...names.filter(isWanted), ...names.filter((each) => !isWanted(each))])
    yield [
      { of: "vertex", name },
      { label: "Name", text: name },
    ];
  for (const [name, spec] of vertices)
    for (const text of textsOfVertex(spec)) yield [{ of: "vertex", name }, text];
  yield* otherTexts(file);
}

/** What was typed as a pattern: as it is, composed and decomposed; null for nothing. */
function patternOf(query: string): RegExp | null {
  if (query.trim() === "") return null;
  const forms = new Set([query, query.normalize("NFC"), query.normalize("NFD")]);
  return new RegExp([...forms].map(escaped).join("|"), "giu");
}

type LineHit = Omit<Hit, "place">;

/** The first place in each line of a text. */
function hitsIn(
  { label, text: raw, field }: SearchedText,
  pattern: RegExp,
  most: number,
): readonly LineHit[] {
  if (most <= 0) return [];
  const text = raw.includes("\r") ? raw.replace(/\r\n?/g, "\n") : raw;
  const hasLines = text.includes("\n");
  const hits: LineHit[] = [];
  let line = 1;
  let counted = 0;
  pattern.lastIndex = 0;
  for (let met = pattern.exec(text); met !== null && hits.length < most; met = pattern.exec(text)) {
    const from = met.index;
    for (
      let next = text.indexOf("\n", counted);
      next >= 0 && next < from;
      next = text.indexOf("\n", counted)
    ) {
      line += 1;
      counted = next + 1;
    }
    const end = text.indexOf("\n", from + met[0].length);
    const lineEnd = end < 0 ? text.length : end;
    hits.push({
      label,
      ...(field !== undefined && { field }),
      line: hasLines ? line : null,
      from,
      found: met[0],
      ...excerpt(text, counted, from, met[0], lineEnd),
    });
    // On with the next line.
    pattern.lastIndex = Math.max(lineEnd, from + 1);
  }
  return hits;
}

function excerpt(text: string, lineStart: number, from: number, found: string, lineEnd: number) {
  const start = Math.max(lineStart, from - MAX_BEFORE);
  const end = Math.min(lineEnd, from + found.length + MAX_AFTER);
  const before = whole(text.slice(start, from)).trimStart();
  const after = whole(text.slice(from + found.length, end)).trimEnd();
  return {
    before: start > lineStart ? `…${before}` : before,
    after: end < lineEnd ? `${after}…` : after,
  };
}

/** Without the half of a character that was cut. */
function whole(text: string): string {
  return text.replace(/^[\uDC00-\uDFFF]/, "").replace(/[\uD800-\uDBFF]$/, "");
}

/** What of a hit is shown as found: a text that is looked for may be long. */
export function shownFound({ found }: Hit): string {
  return found.length > MAX_FOUND ? `${whole(found.slice(0, MAX_FOUND))}…` : found;
}
