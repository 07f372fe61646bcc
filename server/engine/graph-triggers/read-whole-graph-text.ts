import { pathText } from "../graph-file/graph-file-problem.ts";
import { type ReadGraphDocument, readGraphDocument } from "../graph-file/read-graph-text.ts";
import type { GraphTextProblem } from "../graph-file/yaml/read-yaml-text.ts";
import { hasMoreParts } from "../graph-file/yaml/yaml-limits.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { everDueOf } from "../schedules/is-ever-due.ts";
import { valueInWords } from "../text/value-in-words.ts";
import type { ValuePath } from "../values/untrusted-value.ts";
import { declaredProblems } from "./declared-problems.ts";
import { type DeclaredTrigger, entryPathOf, parseDeclaredTrigger } from "./declared-trigger.ts";

/** The most schedules and triggers of one graph file. */
export const MAX_DECLARED = 1_000;
/** The most problems that are reported. */
const MAX_PROBLEMS = 100;

/** A declared trigger, and where the text says what the API calls `path`. Lines and columns count from 1. */
export type ReadDeclaredTrigger = DeclaredTrigger & {
  readonly placeOf: (path: string) => { readonly line?: number; readonly column?: number };
};

export type WholeGraphResult =
  | {
      readonly ok: true;
      readonly file: GraphFile;
      readonly triggers: readonly ReadDeclaredTrigger[];
      /** The text has the key `triggers`, perhaps with an empty list. */
      readonly hasTriggersKey: boolean;
    }
  | {
      readonly ok: false;
      readonly problems: readonly GraphTextProblem[];
      /** It was not read, because it has more than `maxParts`. */
      readonly isTooLarge: boolean;
    };

/**
 * Reads a graph file with the schedules and triggers that it declares.
 *
 * @param maxParts the most parts, for who cannot wait. Each character of a trigger counts as one.
 * @returns both, the triggers in their order; or all problems, each with its line. Never throws.
 */
export function readWholeGraphText(text: string, maxParts?: number): WholeGraphResult {
  if (maxParts !== undefined && hasMoreParts(text, maxParts)) {
    const { graph: unread } = readGraphDocument(text, maxParts);
    return { ok: false, problems: unread.ok ? [] : unread.problems, isTooLarge: true };
  }
  const document = readGraphDocument(text, maxParts);
  const { graph } = document;
  const areTriggersTooLarge =
    maxParts !== undefined &&
    document.triggers !== undefined &&
    hasMoreParts(text, maxParts - sizeOf(document.triggers));
  if (areTriggersTooLarge) {
    const problems = [tooLarge(document), ...(graph.ok ? [] : graph.problems)];
    return { ok: false, problems: problems.slice(0, MAX_PROBLEMS), isTooLarge: true };
  }
  const { triggers, problems } = declaredIn(document);
  if (graph.ok && problems.length === 0) {
    const hasTriggersKey = document.triggers !== undefined;
    return { ok: true, file: graph.file, triggers, hasTriggersKey };
  }
  return {
    ok: false,
    problems: [...(graph.ok ? [] : graph.problems), ...problems].slice(0, MAX_PROBLEMS),
    isTooLarge: false,
  };
}

/** To judge a rule or an expression takes as long for each of its characters as to parse a part of the text. */
function sizeOf(value: unknown): number {
  if (typeof value === "string") return value.length;
  if (Array.isArray(value)) return value.reduce((sum: number, each) => sum + sizeOf(each), 0);
  if (value instanceof Map)
    return [...value].reduce((sum, [key, each]) => sum + sizeOf(key) + sizeOf(each), 0);
  return 1;
}

function tooLarge({ placeOf }: ReadGraphDocument): GraphTextProblem {
  const text =
    "Its triggers are too many to be read here. Take some out, or use `graph triggers -f FILE` of the command line.";
  return { path: "triggers", text, ...placeOf(["triggers"]) };
}

function declaredIn({ graph, triggers: value, placeOf }: ReadGraphDocument): {
  readonly triggers: readonly ReadDeclaredTrigger[];
  readonly problems: readonly GraphTextProblem[];
} {
  const problems: GraphTextProblem[] = [];
  const say = (at: ValuePath, text: string) => problems.push({ path: pathText(at), text, ...placeOf(at) });
  const triggers: ReadDeclaredTrigger[] = [];
  if (value === undefined) return { triggers, problems };
  if (!Array.isArray(value))
    say(["triggers"], `Wanted a list (\`- name: …\`), found ${valueInWords(value)}.`);
  else if (value.length > MAX_DECLARED) {
    const max = MAX_DECLARED.toLocaleString("en");
    say(["triggers"], `Wanted at most ${max} triggers, found ${value.length.toLocaleString("en")}.`);
  } else {
    const isEverDue = everDueOf();
    const names = new Set<string>();
    for (const [place, each] of value.entries()) {
      // More are not reported, and a wrong expression takes long to be told.
      if (problems.length >= MAX_PROBLEMS) break;
      const start = ["triggers", place];
      const parsed = parseDeclaredTrigger(each, graph.ok ? graph.file.content.name : "");
      if (!parsed.ok) {
        for (const { at, text } of parsed.problems) say([...start, ...at], text);
        continue;
      }
      const { declared } = parsed;
      const { of, file } = declared;
      if (names.has(`${of} ${file.name}`))
        say([...start, "name"], `The ${of} \`${file.name}\` occurs here twice.`);
      names.add(`${of} ${file.name}`);
      const specs = graph.ok ? (graph.file.content.params ?? {}) : null;
      for (const { path, text } of specs === null ? [] : declaredProblems(declared, specs, isEverDue))
        say([...start, ...entryPathOf(declared, path)], text);
      triggers.push({ ...declared, placeOf: (path) => placeOf([...start, ...entryPathOf(declared, path)]) });
    }
  }
  return { triggers, problems };
}
