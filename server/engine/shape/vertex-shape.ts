import * as z from "zod";
import {
  durationField,
  flagField,
  leftOut,
  namedField,
  part,
  proseField,
  recordField,
  scriptField,
  setField,
  wordField,
} from "./fields.ts";
import { markedAs } from "./file-form.ts";
import { inputNameProblem } from "./graph-names.ts";
import { inputShape, outputShape } from "./input-shape.ts";
import { KIND_FIELDS, VERTEX_KINDS, type VertexKind } from "./kind-fields.ts";
import { MAX_RUNNER_LABELS } from "./labels.ts";
import { foreachField, pollField, repeatField, retryField } from "./policy-fields.ts";

/** No runner has more labels than `MAX_RUNNER_LABELS`, so that a vertex that asks for more would never run. */
const labels = () => setField(namedField(labelProblem), MAX_RUNNER_LABELS);

type AllFields<T> = (T extends unknown ? (fields: T) => void : never) extends (fields: infer Fields) => void
  ? Fields
  : never;
type OwnFields = AllFields<(typeof KIND_FIELDS)[VertexKind]>;

/** The fields of every kind, so that no kind can be forgotten here. */
const OWN_FIELDS = Object.assign({}, ...Object.values(KIND_FIELDS)) as {
  [Key in keyof OwnFields]: OwnFields[Key];
};

const [USUAL_KIND, ...OTHER_KINDS] = VERTEX_KINDS as readonly ["script", ...Exclude<VertexKind, "script">[]];

const vertexObject = part(
  z.strictObject({
    kind: wordField(USUAL_KIND, OTHER_KINDS).describe("What kind of step it is."),
    description: proseField().describe("What it does, for people."),
    inputs: recordField(inputNameProblem, inputShape).describe("What it is given, by name."),
    outputs: recordField(inputNameProblem, outputShape).describe("What it gives, by name."),
    ...OWN_FIELDS,
    timeout: durationField(1).optional().describe("How long an attempt may take."),
    onTimeout: wordField("fail", ["skip", "retry"]).describe("What happens where it takes longer."),
    retry: retryField,
    poll: pollField,
    onFailure: wordField("fail", ["ignore"]).describe("`ignore`: its failure does not fail the pipeline."),
    onLost: wordField("ask", ["fail", "retry"]).describe(
      "What happens where its runner is gone and nobody knows whether it was executed.",
    ),
    revert: scriptField().describe("The script that undoes it."),
    revertFailed: flagField().describe("Whether it is undone even where it failed."),
    labels: labels().describe("Only a runner that has all these labels executes it."),
    priority: leftOut(z.int().min(-1_000).max(1_000), (priority) => priority === 0).describe(
      "Higher is executed first.",
    ),
    locks: labels().describe("Named locks: nothing else that names one of them runs at the same time."),
    limit: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe("How many tracks of this vertex run at once, of all pipelines of the graph."),
    foreach: foreachField,
    repeat: repeatField,
    join: wordField("all", ["any", "every"]).describe("Which of its in-edges have to be live."),
    branch: z.enum(["first", "one"]).optional().describe("Which of its out-edges may be live."),
  }),
);

/** One vertex. Which fields a kind may carry is the kind's own law; check says so. */
export const vertexShape = z.codec(
  markedAs(z.unknown(), () => vertexObject.nullable()),
  vertexObject,
  {
    // `A:` with nothing behind it is a vertex that says nothing yet.
    decode: (met) => (met ?? {}) as z.input<typeof vertexObject>,
    encode: (spec) => spec,
  },
);

function labelProblem(name: string): string | null {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,62}$/.test(name)) return null;
  return `${name === "" ? "The label is empty" : `\`${name.slice(0, 70)}\` cannot be a label`}. A label begins with one of A-Z a-z 0-9 \`_\`, goes on with those and \`. : / -\`, and has at most 63 characters.`;
}
