import type { ValuePath } from "../values/untrusted-value.ts";
import type { GraphFileProblem } from "./graph-file-problem.ts";
import { type GraphTextProblem, readYamlText, type YamlDocument } from "./yaml/read-yaml-text.ts";

/** The most things of one text. */
const MAX_IN_TEXT = 1_000;

/** What a text holds, several of them. */
export type WantedDocuments<File> = {
  /** `a schedule file`. */
  readonly what: string;
  /** Its first line. */
  readonly beginsWith: string;
  /** One of them, and several: `schedule`, `schedules`. */
  readonly one: string;
  readonly several: string;
  readonly parse: (
    value: unknown,
  ) =>
    | { readonly ok: true; readonly file: File }
    | { readonly ok: false; readonly problems: readonly GraphFileProblem[] };
};

/** One of them, and where a part of it stands. Lines and columns count from 1. */
export type ReadDocument<File> = {
  readonly file: File;
  /** Of the deepest part of the path that the text has; at least of its beginning. */
  readonly placeOf: (at: ValuePath) => ReturnType<YamlDocument["placeOf"]>;
};

export type DocumentsResult<File> =
  | { readonly ok: true; readonly documents: readonly ReadDocument<File>[] }
  | { readonly ok: false; readonly problems: readonly GraphTextProblem[] };

/**
 * Reads things that have a name from YAML or JSON text: one, several documents (`---`), or a list.
 *
 * @returns all of them, in their order; or all problems, each with its line. Never throws.
 */
export function readDocuments<File extends { readonly name: string }>(
  text: string,
  { what, beginsWith, one, several, parse }: WantedDocuments<File>,
): DocumentsResult<File> {
  const read = readYamlText(text, { what, beginsWith, insteadOfMany: null });
  if (!read.ok) return read;
  const documents: ReadDocument<File>[] = [];
  const problems: GraphTextProblem[] = [];
  const names = new Set<string>();
  const parts = read.documents.flatMap(({ value, placeOf }) =>
    Array.isArray(value)
      ? value.map((each: unknown, place) => ({ value: each, start: [place], placeOf }))
      : [{ value, start: [], placeOf }],
  );
  if (parts.length === 0) problems.push({ path: "", text: `The list is empty. Wanted ${several}.` });
  if (parts.length > MAX_IN_TEXT) {
    const max = MAX_IN_TEXT.toLocaleString("en");
    const text = `Wanted at most ${max} ${several}, found ${parts.length.toLocaleString("en")}.`;
    return { ok: false, problems: [{ path: "", text }] };
  }
  for (const { value, start, placeOf } of parts) {
    const placeIn = (at: ValuePath) => placeOf([...start, ...at]);
    const parsed = parse(value);
    if (!parsed.ok) {
      problems.push(...parsed.problems.map(({ at, ...problem }) => ({ ...problem, ...placeIn(at) })));
      continue;
    }
    const { file } = parsed;
    if (names.has(file.name))
      problems.push({
        path: "name",
        text: `The ${one} \`${file.name}\` occurs here twice.`,
        ...placeIn(["name"]),
      });
    names.add(file.name);
    documents.push({ file, placeOf: placeIn });
  }
  return problems.length === 0 ? { ok: true, documents } : { ok: false, problems: problems.slice(0, 100) };
}
