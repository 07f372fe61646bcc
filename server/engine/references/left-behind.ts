import { cutWithMark } from "../text/cut-text.ts";
import type { ExpressionPlace } from "./expression-places.ts";

/** A place that may still mean the old name, because only a person can tell. */
export type LeftBehind = {
  /** Where it is, and its text: ``The script of gate, line 3: `echo next=build` ``. */
  readonly text: string;
  /** The vertices to look at. */
  readonly vertices: readonly string[];
};

const MAX_SHOWN = 100;

/** An expression that may still mean the old name. */
export function leftExpression({ what, vertices }: ExpressionPlace, text: string): LeftBehind {
  return { text: `${what}: \`${cutWithMark(text, MAX_SHOWN)}\``, vertices };
}

/**
 * The lines of a script that a test picks.
 *
 * @param areComments true: also lines that look like nothing but a comment. In a text that a script writes they are none.
 */
export function leftLines(
  vertex: string,
  field: "script" | "revert",
  script: string,
  isMeant: (line: string) => boolean,
  areComments = false,
): readonly LeftBehind[] {
  const what = field === "script" ? "script" : "undo script";
  return script.split("\n").flatMap((line, place) => {
    if ((!areComments && /^\s*(?:#|\/\/)/.test(line)) || !isMeant(line)) return [];
    const text = `The ${what} of ${vertex}, line ${place + 1}: \`${cutWithMark(line.trim(), MAX_SHOWN)}\``;
    return [{ text, vertices: [vertex] }];
  });
}

/** An expression that finds a name where it is not part of another name. `\n` may stand before it. */
export function wordPattern(name: string): RegExp {
  return new RegExp(`(?:(?<![\\p{L}\\p{N}_])|(?<=\\\\[nrt]))${escaped(name)}(?![\\p{L}\\p{N}_])`, "u");
}

/** A text as part of a regular expression. */
export function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
