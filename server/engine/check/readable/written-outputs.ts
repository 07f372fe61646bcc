import type { VertexSpec } from "../../model/graph-content.ts";
import { inputNameProblem } from "../../shape/names/graph-names.ts";

/** What follows the word that writes a line, in any of the languages. */
const WRITING = /\b(?:echo|printf|print|write|appendFileSync)\b(.*)/g;
/** A name at the beginning of what is written, or of one of its lines. */
const NAMED = /(?:^\s*|["'`]|\\n)([A-Za-z_]\w*)=/g;
/** It says which heads go on, and is no output. */
const NEXT = "next";

/**
 * The outputs that a script writes in one line, such as `echo "free=$free" >> "$SIGNALBOX_OUTPUT"`. They need not be declared.
 * It is a guess for those who choose from a list: what a script works out is not seen.
 */
export function writtenOutputs({ kind, script = "" }: VertexSpec): readonly string[] {
  if (kind !== undefined) return [];
  const lines = script.split("\n").filter((line) => line.includes("SIGNALBOX_OUTPUT") && !/^\s*#/.test(line));
  const names = lines.flatMap((line) =>
    [...line.matchAll(WRITING)].flatMap(([, text = ""]) =>
      [...text.matchAll(NAMED)].map(([, name = ""]) => name),
    ),
  );
  return [...new Set(names)].filter((name) => name !== NEXT && inputNameProblem(name) === null);
}
