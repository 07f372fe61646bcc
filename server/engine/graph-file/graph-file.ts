import { jsonFrom } from "../json/json.ts";
import type { GraphContent, GraphFile, Layout } from "../model/graph-content.ts";
import { fieldsOf, filled } from "../shape/fields/fields.ts";
import { graphShape } from "../shape/graph-shape.ts";
import { untrustedValueProblem } from "../values/untrusted-value.ts";
import { fittedAnnotations, frameProblems } from "./annotations.ts";
import { type GraphFileProblem, pathText, problemText } from "./graph-file-problem.ts";
import { type WrittenOut, writtenOut } from "./short-forms.ts";

export type GraphFileResult =
  | { readonly ok: true; readonly file: GraphFile }
  | { readonly ok: false; readonly problems: readonly GraphFileProblem[] };

/** The most problems that are reported. One more entry gives the number of the others. */
const MAX_PROBLEMS = 100;

/**
 * Reads a graph file from a value (from JSON, YAML or the canvas) into its normal form: without defaults, with aliases
 * resolved, short forms written out, durations in milliseconds, and names in NFC. A position of a vertex that does not exist is dropped.
 *
 * @returns the graph file; or all problems, each with its place. Never throws.
 */
export function parseGraphFile(value: unknown): GraphFileResult {
  const foreign = untrustedValueProblem(value);
  if (foreign !== null) return { ok: false, problems: [{ path: pathText(foreign.at), ...foreign }] };
  const whole = writtenOut(jsonFrom(value));
  const parsed = graphShape.safeParse(fieldsOf(whole.value), { error: problemText });
  const problems = [
    ...whole.problems,
    ...(parsed.error?.issues ?? []).map((issue) => problemOf(issue, whole.originOf)),
  ];
  if (!parsed.success || problems.length > 0) return { ok: false, problems: reported(problems) };
  const { layout: places, frames, notes, triggers: _, edges, vertices, ...head } = parsed.data;
  const annotations = { frames, notes };
  const wrong = frameProblems(annotations, vertices);
  if (wrong.length > 0)
    return { ok: false, problems: reported(wrong.map(({ at, text }) => ({ at, path: pathText(at), text }))) };
  const content: GraphContent = { ...filled(head), vertices, edges };
  const layout: Layout = new Map(
    [...vertices.keys()].flatMap((name) => {
      const place = places.get(name);
      return place === undefined ? [] : [[name, place] as const];
    }),
  );
  const fitted = fittedAnnotations(annotations, vertices);
  return { ok: true, file: { content, layout, ...(fitted !== undefined && { annotations: fitted }) } };
}

type Issue = {
  readonly path: readonly PropertyKey[];
  readonly message: string;
  readonly keys?: readonly string[];
};

function problemOf(issue: Issue, originOf: WrittenOut["originOf"]): GraphFileProblem {
  const at = originOf(issue.path.map((step) => (typeof step === "number" ? step : String(step))));
  // The place of the problem is the unknown key itself.
  const unknownKey = issue.keys?.[0];
  return {
    at: unknownKey === undefined ? at : [...at, unknownKey],
    path: pathText(at),
    text: issue.message,
  };
}

function reported(problems: readonly GraphFileProblem[]): readonly GraphFileProblem[] {
  const more = problems.length - MAX_PROBLEMS;
  if (more <= 0) return problems;
  const text = `There are ${more.toLocaleString("en")} more problems of this kind.`;
  return [...problems.slice(0, MAX_PROBLEMS), { at: [], path: "", text }];
}
