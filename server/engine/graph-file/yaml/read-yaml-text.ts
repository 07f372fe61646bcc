import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseAllDocuments,
  parseDocument,
  visit,
  type YAMLError,
} from "yaml";
import { utf8Length } from "../../text/utf8-length.ts";
import { MAX_NESTING, type ValuePath } from "../../values/untrusted-value.ts";
import { plainValue } from "./plain-value.ts";
import { excessOf, MAX_PARTS } from "./yaml-limits.ts";

/** The longest text that is read, in bytes of UTF-8. A graph with 10,000 short scripts needs a quarter of it. */
export const MAX_GRAPH_TEXT = 2_000_000;

/** Where something is in a text. Lines and columns count from 1. */
type TextPlace = { readonly line?: number; readonly column?: number };

/** One problem of a text. */
export type GraphTextProblem = TextPlace & { readonly path: string; readonly text: string };

/** What a text should be, for its problems. */
export type WantedText = {
  /** `a graph file`. */
  readonly what: string;
  /** Its first line. */
  readonly beginsWith: string;
  /** What to do with several documents; null where a text may hold several. */
  readonly insteadOfMany: string | null;
};

/** One document of a text: its value, and where a part of it is. */
export type YamlDocument = { readonly value: unknown; readonly placeOf: (at: ValuePath) => TextPlace };

export type YamlTextResult =
  | { readonly ok: true; readonly documents: readonly YamlDocument[] }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

/**
 * Reads YAML or JSON text; JSON is read as YAML. A text that is too long, has too many parts or is nested too deep is
 * refused before it is parsed.
 *
 * @param maxParts the most parts, for who cannot wait.
 * @returns the value of each document, at least one; or all problems, each with its line. Never throws.
 */
export function readYamlText(text: string, wanted: WantedText, maxParts = MAX_PARTS): YamlTextResult {
  const whole = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const lines = new LineCounter();
  const problem = earlyProblem(whole, wanted, maxParts);
  if (problem !== null) return { ok: false, problems: [problem] };
  const documents = parsedDocuments(whole, wanted, lines);
  if (documents.length === 0) return { ok: false, problems: [emptyProblem(wanted, whole)] };
  const problems = withoutRepeats(
    documents.flatMap((document) => [
      ...[...document.errors, ...document.warnings].map((error) => parserProblem(error, wanted, lines)),
      ...nodeProblems(document, lines),
    ]),
  );
  if (problems.length > 0) return { ok: false, problems: problems.slice(0, 100) };
  const read: YamlDocument[] = [];
  for (const document of documents) {
    const value = plainValue(document);
    if (!value.ok)
      return {
        ok: false,
        problems: [{ path: "", text: value.text, ...placeAt(startOf(value.node), lines) }],
      };
    read.push({ value: value.value, placeOf: (at) => placeOf(document, at, lines) });
  }
  return { ok: true, documents: read };
}

function parsedDocuments(
  text: string,
  { insteadOfMany }: WantedText,
  lineCounter: LineCounter,
): readonly Document[] {
  const options = {
    lineCounter,
    schema: "core",
    version: "1.2",
    // Keys are names, so `1` and `null` are text.
    stringKeys: true,
    // The parser's search for duplicate keys takes quadratic time; `nodeProblems` does it instead.
    uniqueKeys: false,
    prettyErrors: false,
    // `plainValue` carries out merge keys, because the library follows their aliases without counting.
    merge: false,
  } as const;
  const documents =
    insteadOfMany === null ? parseAllDocuments(text, options) : [parseDocument(text, options)];
  // Comments alone are no document, and a `---` at the end begins one that holds nothing.
  return documents.filter(({ contents, errors }) => errors.length > 0 || !isNothing(contents));
}

function isNothing(node: unknown): boolean {
  return node === null || (isScalar(node) && node.value === null && !node.source);
}

function emptyProblem({ what, beginsWith }: WantedText, text: string): GraphTextProblem {
  const found = text.includes("#") ? "The file has only comments." : "The file is empty.";
  return {
    path: "",
    text: `${found} Wanted ${what}: YAML or JSON that begins with \`${beginsWith}\`.`,
    line: 1,
    column: 1,
  };
}

/** Parser and `nodeProblems` both find most of the names that are no text. */
function withoutRepeats(problems: readonly GraphTextProblem[]): readonly GraphTextProblem[] {
  const keyOf = ({ line, column, text }: GraphTextProblem) => `${line}:${column}:${text}`;
  return [...new Map(problems.map((problem) => [keyOf(problem), problem])).values()];
}

function earlyProblem(text: string, wanted: WantedText, maxParts: number): GraphTextProblem | null {
  // A text has at least as many bytes as UTF-16 units, so the bytes of a huge text need not be counted.
  const bytes = text.length > MAX_GRAPH_TEXT ? text.length : utf8Length(text);
  if (bytes > MAX_GRAPH_TEXT) {
    const met = `${text.length > MAX_GRAPH_TEXT ? "at least " : ""}${bytes.toLocaleString("en")}`;
    return {
      path: "",
      text: `Wanted ${wanted.what} of at most ${MAX_GRAPH_TEXT.toLocaleString("en")} bytes, found ${met}.`,
    };
  }
  if (text.trim() === "") return emptyProblem(wanted, text);
  const nul = text.indexOf("\0");
  if (nul !== -1) {
    const hint = "Is the file UTF-16 or binary? Save it as UTF-8.";
    return { path: "", text: `The file has a NUL character. ${hint}`, ...lineAndColumn(text, nul) };
  }
  const excess = excessOf(text, MAX_NESTING, maxParts);
  return excess && { path: "", text: excess.text, ...lineAndColumn(text, excess.at) };
}

function parserProblem(error: YAMLError, wanted: WantedText, lines: LineCounter): GraphTextProblem {
  return { path: "", text: parserText(error, wanted), ...placeAt(error.pos[0], lines) };
}

function parserText(error: YAMLError, { what, insteadOfMany }: WantedText): string {
  switch (error.code) {
    case "MULTIPLE_DOCS":
      return `The text holds several documents (\`---\`). Wanted ${what}: ${insteadOfMany}.`;
    case "TAB_AS_INDENT":
      return "A tab is used to indent. YAML indents with spaces only: replace the tab.";
    case "TAG_RESOLVE_FAILED":
      return `${error.message.split("\n", 1)[0]}. Tags such as \`!!js/function\` have no meaning here: remove it.`;
    case "NON_STRING_KEY":
      return "A name must be plain text, not a list, a map or an alias.";
    default:
      return `This is not well-formed YAML: ${(error.message.split("\n", 1)[0] ?? "").replace(/[.:]?$/, ".")}`;
  }
}

/** Problems that the parser does not report: duplicate names, names that are not text, aliases without anchor. */
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
        else if (seen.has(name)) tell(`\`${name.slice(0, 80)}\` occurs here twice.`, key);
        seen.add(name);
      }
    },
  });
  return problems;
}

/** The line and column of the deepest part of `at` that the text contains; of its name, if it has one. */
function placeOf(document: Document, at: ValuePath, lines: LineCounter): TextPlace {
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

function placeAt(offset: number | undefined, lines: LineCounter): TextPlace {
  if (offset === undefined) return {};
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

function lineAndColumn(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}
