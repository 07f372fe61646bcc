import * as z from "zod";
import {
  durationField,
  flagField,
  MAX_PRIORITY,
  namedField,
  part,
  proseField,
  recordField,
  scriptField,
  setField,
  withoutDefault,
  wordField,
} from "./fields/fields.ts";
import { withFileForm } from "./fields/file-form.ts";
import { KIND_FIELDS, VERTEX_KINDS, type VertexKind } from "./fields/kind-fields.ts";
import { foreachField, pollField, repeatField, retryField } from "./fields/policy-fields.ts";
import { todoField } from "./fields/todo-field.ts";
import { inputShape, outputShape } from "./input-shape.ts";
import { MAX_RUNNER_LABELS } from "./labels.ts";
import { locksField } from "./lock-shape.ts";
import { inputNameProblem } from "./names/graph-names.ts";

/** A vertex with more labels would never run, because no runner has more than `MAX_RUNNER_LABELS`. */
const labels = () => setField(namedField(labelProblem), MAX_RUNNER_LABELS);

type AllFields<T> = (T extends unknown ? (fields: T) => void : never) extends (fields: infer Fields) => void
  ? Fields
  : never;
type OwnFields = AllFields<(typeof KIND_FIELDS)[VertexKind]>;

/** The fields of all kinds, so that a new kind needs no change here. */
const OWN_FIELDS = Object.assign({}, ...Object.values(KIND_FIELDS)) as {
  [Key in keyof OwnFields]: OwnFields[Key];
};

/** The form in a file: a map, or a list with the names of params; see `graph-file/short-forms.ts`. */
const inputsForm = () => {
  const map = z.record(z.string(), inputShape);
  return z.union([map, z.array(z.union([z.string(), map])), z.null()]);
};

const [USUAL_KIND, ...OTHER_KINDS] = VERTEX_KINDS as readonly ["script", ...Exclude<VertexKind, "script">[]];

const vertexObject = part(
  z.strictObject({
    kind: wordField(USUAL_KIND, OTHER_KINDS).describe("The kind of the vertex."),
    description: proseField().describe("What the vertex does, for people."),
    todo: todoField.describe("What a person still has to do here. Check shows each."),
    inputs: withFileForm(
      recordField(inputNameProblem, inputShape).describe("The values that the vertex reads, by name."),
      inputsForm,
    ),
    outputs: recordField(inputNameProblem, outputShape).describe(
      "The values that the vertex gives, by name.",
    ),
    ...OWN_FIELDS,
    timeout: durationField(1).optional().describe("How long an attempt may take."),
    onTimeout: wordField("fail", ["skip", "retry"]).describe("What happens if an attempt takes longer."),
    retry: retryField,
    poll: pollField,
    onFailure: wordField("fail", ["ignore"]).describe(
      "`ignore`: a failure of the vertex does not fail the pipeline.",
    ),
    onLost: wordField("ask", ["fail", "retry"]).describe(
      "What happens if the runner is lost, so that it is unknown how far the script got.",
    ),
    revert: scriptField().describe("The script that undoes the vertex. `none`: there is nothing to undo."),
    revertFailed: flagField().describe("Whether the vertex is also undone if it failed."),
    labels: labels().describe("Only a runner that has all these labels executes the vertex."),
    priority: withoutDefault(
      z.int().min(-MAX_PRIORITY).max(MAX_PRIORITY),
      (priority) => priority === 0,
    ).describe("Of ready tracks, the one with the smaller number goes first."),
    locks: locksField.describe(
      "Named locks that a track holds while it runs: `db`, `server-{host}` or `{ name: db, slots: 3 }`.",
    ),
    limit: z
      .int()
      .min(1)
      .max(1_000)
      .optional()
      .describe("How many tracks of this vertex run at once, in all pipelines of the graph."),
    foreach: foreachField,
    repeat: repeatField,
    join: wordField("all", ["any", "every"]).describe(
      "Which in-edges must be live before the vertex starts.",
    ),
    branch: z
      .enum(["first", "one", "some"])
      .optional()
      .describe("How many conditions must hold: the first that holds counts, exactly one, or at least one."),
    final: z
      .enum(["always", "failed", "succeeded"])
      .optional()
      .describe(
        "The vertex runs after everything else has ended: always, only after a failure, or only after a success.",
      ),
  }),
);

/** One vertex. Its kind decides which fields it may have; check reports the others. */
export const vertexShape = z.codec(
  withFileForm(z.unknown(), () => vertexObject.nullable()),
  vertexObject,
  {
    // `A:` without a value is a vertex without fields.
    decode: (found) => (found ?? {}) as z.input<typeof vertexObject>,
    encode: (spec) => spec,
  },
);

function labelProblem(name: string): string | null {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,62}$/.test(name)) return null;
  return `${name === "" ? "The label is empty" : `\`${name.slice(0, 70)}\` cannot be a label`}. A label begins with one of A-Z a-z 0-9 \`_\`, goes on with those and \`. : / -\`, and has at most 63 characters.`;
}
