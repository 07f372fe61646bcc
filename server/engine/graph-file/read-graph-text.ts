import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import type { GraphFile } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";
import { MAX_NESTING, type ValuePath } from "../values/untrusted-value.ts";
import { parseGraphFile } from "./graph-file.ts";
import { tooDeepAt } from "./yaml-nesting.ts";

/** The longest text that is read, in bytes of UTF-8. A graph of 10,000 short scripts has a quarter of it. */
export const MAX_GRAPH_TEXT = 2_000_000;

/** One thing that is wrong with a text, and where: lines and columns count from 1. */
export type GraphTextProblem = {
  readonly path: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
};

export type GraphTextResult =
  | { readonly ok: true; readonly file: GraphFile }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

/**
 * Reads a graph file from YAML or JSON (which is YAML as far as this reader cares). Never throws: a text that is no
 * graph file gives every problem at once, each with its line. A text that is too long or nested too deep is refused
 * before a parser sees it.
 */
export function readGraphText(text: string): GraphTextResult {
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineCounter();
  const problem = earlyProblem(whole);
  if (problem !== null) return { ok: false, problems: [problem] };
  const document = parseDocument(whole, {
    lineCounter: lines,
    schema: "core",
    version: "1.2",
    // Keys are names: `1` and `null` are the text they look like.
    stringKeys: true,
    // The parser's own search for keys that stand twice compares each with each.
    uniqueKeys: false,
    prettyErrors: false,
    merge: false,
  });
  const problems = [
    ...document.errors.map((error) => parserProblem(error, lines)),
    ...document.warnings.map((warning) => parserProblem(warning, lines)),
    ...nodeProblems(document, lines),
  ];
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 100) };
  const value = plainValue(document);
  if (!value.ok) return { ok: false, problems: [{ path: "", text: value.text, line: 1, column: 1 }] };
  const parsed = parseGraphFile(value.value);
  if (parsed.ok) return parsed;
  return {
    ok: false,
    problems: parsed.problems.map(({ path, text: said, at }) => ({
      path,
      text: said,
      ...placeOf(document, at, lines),
    })),
  };
}

function earlyProblem(text: string): GraphTextProblem | null {
  // A text is never shorter in bytes than in units, so that 50 MB are refused without being counted.
  const bytes = text.length > MAX_GRAPH_TEXT ? text.length : utf8Length(text);
  if (bytes > MAX_GRAPH_TEXT) {
    const met = `${text.length > MAX_GRAPH_TEXT ? "at least " : ""}${bytes.toLocaleString("en")}`;
    return {
      path: "",
      text: `Wanted a graph file of at most ${MAX_GRAPH_TEXT.toLocaleString("en")} bytes, met ${met}.`,
    };
  }
  if (text.trim() === "")
    return {
      path: "",
      text: "The file is empty. Wanted a graph file: YAML or JSON that begins with `signalbox: 1`.",
    };
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    const hint = "Is the file UTF-16 or binary? Save it as UTF-8.";
    return { path: "", text: `The file has a NUL character. ${hint}`, ...lineAndColumn(text, nul) };
  }
  const deep = tooDeepAt(text, MAX_NESTING);
  if (deep === null) return null;
  return {
    path: "",
    text: `Nested deeper than ${MAX_NESTING} levels, which is the most that is allowed.`,
    ...lineAndColumn(text, deep),
  };
}

function parserProblem(error: YAMLError, lines: LineCounter): GraphTextProblem {
  return { path: "", text: parserText(error), ...placeAt(error.pos[0], lines) };
}

function parserText(error: YAMLError): string {
  switch (error.code) {
    case "MULTIPLE_DOCS":
      return "The text holds several documents (`---`). Wanted one graph file: put each graph into a file of its own.";
    case "TAB_AS_INDENT":
      return "A tab is used to indent. YAML indents with spaces only: replace the tab.";
    case "TAG_RESOLVE_FAILED":
      return `${error.message.split("\n", 1)[0]}. Graph files have no tags such as \`!!js/function\`: remove it.`;
    case "NON_STRING_KEY":
      return "A name must be plain text, not a list, a map or an alias.";
    default:
      return `This is not well-formed YAML: ${(error.message.split("\n", 1)[0] ?? "").replace(/[.:]?$/, ".")}`;
  }
}

/** What the parser lets pass: names that stand twice or are no text, aliases that point nowhere. */
function nodeProblems(document: Document, lines: LineCounter): readonly GraphTextProblem[] {
  const problems: GraphTextProblem[] = [];
  const anchors = new Set<string>();
  const tell = (text: string, node: unknown) =>
    problems.push({ path: "", text, ...placeAt(startOf(node), lines) });
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) {
        if (!anchors.has(node.source))
          tell(`The alias \`*${node.source}\` has no anchor \`&${node.source}\` before it.`, node);
        return;
      }
      if (node.anchor !== undefined) anchors.add(node.anchor);
      if (!isMap(node)) return;
      const seen = new Set<unknown>();
      for (const { key } of node.items) {
        const name = isScalar(key) ? key.value : undefined;
        if (typeof name !== "string") tell("A name must be plain text, not a list, a map or an alias.", key);
        else if (seen.has(name)) tell(`\`${name.slice(0, 80)}\` stands here twice.`, key);
        seen.add(name);
      }
    },
  });
  return problems;
}

/** The text's value as plain JavaScript. Aliases are followed, a few: not as many as make a small file a huge one. */
function plainValue(document: Document): { ok: true; value: unknown } | { ok: false; text: string } {
  try {
    return { ok: true, value: document.toJS({ maxAliasCount: 100 }) };
  } catch (error) {
    // The one thing the library throws here: more aliases, or aliases of aliases, than allowed.
    if (!(error instanceof ReferenceError)) throw error;
    return {
      ok: false,
      text: `The aliases (\`*name\`) cannot be followed: ${error.message}. Write the text out instead.`,
    };
  }
}

/** The place of the deepest part of `at` that the text has: of a name where there is one, so that the line is its line. */
function placeOf(document: Document, at: ValuePath, lines: LineCounter): { line?: number; column?: number } {
  let node: unknown = document.contents;
  let found: number | undefined = startOf(node);
  for (const step of at) {
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => isScalar(key) && key.value === step);
      if (!isPair(pair)) break;
      found = startOf(pair.key) ?? found;
      node = pair.value;
    } else if (isSeq(node) && typeof step === "number") {
      node = node.items[step];
      found = startOf(node) ?? found;
    } else break;
  }
  return placeAt(found, lines);
}

function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}

function placeAt(offset: number | undefined, lines: LineCounter): { line?: number; column?: number } {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
