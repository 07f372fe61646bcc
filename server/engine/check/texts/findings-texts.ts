import { warningFinding } from "../../model/finding.ts";
import type { Finding, GraphContent } from "../../model/graph-content.ts";
import { type Untidiness, untidyPlaces } from "../../text/plain-text.ts";
import { type ChangeText, mapGraphTexts, mapVertexTexts } from "./graph-texts.ts";

const CODES = { "line-ends": "text-line-ends", characters: "text-characters" } as const;

/**
 * Warnings about texts that a graph file cannot show as they are, with a fix that tidies them: they would be one long line
 * in quotes. Values (defaults, allowed values) are data and are left alone.
 */
export function textFindings(content: GraphContent): readonly Finding[] {
  const ofVertices = [...content.vertices].flatMap(([name, spec]) =>
    findingsOf(name, (look) => mapVertexTexts(name, spec, look)),
  );
  return [...findingsOf(null, (look) => mapGraphTexts(content, look)), ...ofVertices];
}

function findingsOf(vertex: string | null, visit: (look: ChangeText) => void): readonly Finding[] {
  const found = new Map<Untidiness, string>();
  visit((text, what) => {
    for (const [sort, place] of untidyPlaces(text))
      if (!found.has(sort)) found.set(sort, `${what}${lineOf(text, place)} has ${named(text, place)}`);
    return text;
  });
  return [...found].map(([sort, problem]) => {
    const of = vertex === null ? "of the graph" : `of ${vertex}`;
    const isScript = sort === "line-ends" && /^the (?:undo )?script/.test(problem);
    const why = isScript
      ? "A shell reads a CR as part of the command, and a graph file shows the text as one line in quotes."
      : "A graph file can show the text only as one line in quotes.";
    const [todo, label] =
      sort === "line-ends"
        ? ["Convert the line ends to LF.", "Convert line ends to LF"]
        : ["Remove the characters, or write them as escapes of the language.", "Remove these characters"];
    const text = `A text ${of} is not plain: ${problem}. ${why} ${todo}`;
    return warningFinding(CODES[sort], text, {
      vertices: vertex === null ? [] : [vertex],
      fix: { label, change: "tidy", vertex, what: sort },
    });
  });
}

function lineOf(text: string, place: number): string {
  const before = text.slice(0, place).split(/\r\n?|\n/);
  return before.length === 1 && !/[\r\n]/.test(text) ? "" : `, line ${before.length},`;
}

const NAMES: Readonly<Record<string, string>> = {
  "\n": "spaces after its last line",
  "\f": "a form feed (U+000C)",
  "\u001b": "an escape character (U+001B)",
  "\u0085": "a line end (U+0085)",
  "\u2028": "a line separator (U+2028)",
  "\u2029": "a paragraph separator (U+2029)",
  "\uFEFF": "a byte order mark (U+FEFF)",
};

function named(text: string, place: number): string {
  const character = text[place] ?? "";
  if (character === "\r")
    return text[place + 1] === "\n" ? "a Windows line end (CR LF)" : "a carriage return (CR)";
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return NAMES[character] ?? `a character that no editor shows (U+${code})`;
}
