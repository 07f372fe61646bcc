import { fittedAnnotations } from "#engine/graph-file/annotations.ts";
import { vertexJson } from "#engine/graph-file/graph-file-json.ts";
import type { GraphFile, VertexSpec } from "#engine/model/graph-content.ts";
import { withRenamedInput, withRenamedOutput, withRenamedParam } from "#engine/references/renamed-values.ts";
import { withRenamedVertices } from "#engine/references/renamed-vertices.ts";
import { vertexNameOf } from "#engine/shape/names/graph-names.ts";
import { placeKeyOf } from "#engine/transfers/place-key.ts";
import { type Edit, type Edited, refused } from "./edit.ts";
import { nameProblem } from "./edit-vertices.ts";
import { readVertex } from "./file-part.ts";
import { inputProblem } from "./input-edits.ts";

type EditTo<What extends Edit["do"]> = Extract<Edit, { readonly do: What }>;
type EditOfValue = EditTo<"rename-input" | "rename-output">;

/** Gives a vertex another name; its edges, its place and its number stay, and what reads it reads it by the new name. */
export function renameVertex(file: GraphFile, { from, to }: EditTo<"rename">): Edited {
  const { content, layout, annotations } = file;
  if (!content.vertices.has(from)) return refused(`There is no vertex ${from} any more.`);
  const problem = nameProblem(file, to, from);
  if (problem !== null) return refused(problem);
  const name = vertexNameOf(to);
  if (name === from) return { ok: true, file };
  const renamed = withRenamedVertices(content, new Map([[from, name]]));
  const places = [...layout].map(([each, place]) => [each === from ? name : each, place] as const);
  return {
    ok: true,
    file: {
      content: renamed.content,
      layout: new Map(places),
      annotations: fittedAnnotations(annotations, renamed.content.vertices, (each) =>
        each === from ? name : each,
      ),
    },
    select: [name],
    renaming: {
      text: `${from} is called ${name} now.`,
      left: renamed.left,
      elsewhere: placeElsewhere(name, content.vertices.get(from)),
    },
  };
}

/** The place of a transfer is known by the name of its vertex, and is not in the graph. */
function placeElsewhere(vertex: string, spec: VertexSpec | undefined): string | null {
  if (spec?.transfer === undefined || placeKeyOf(spec.transfer, vertex) === null) return null;
  return `If ${vertex} has run, it begins again at the first row: how far it has read stays under its old name. To go on there, rename the key in Redis that the log of its last attempt names.`;
}

/** Gives a param another name. Inputs that read it keep theirs. */
export function renameParam(file: GraphFile, { from, to }: EditTo<"rename-param">): Edited {
  const { content } = file;
  const { params = {} } = content;
  if (!Object.hasOwn(params, from)) return refused(`There is no parameter ${from} any more.`);
  const problem = inputProblem(params, to, from);
  if (problem !== null) return refused(problem);
  if (from === to) return { ok: true, file };
  const renamed = withRenamedParam(content, from, to);
  const text = `The parameter ${from} is called ${to} now.`;
  return { ok: true, file: { ...file, content: renamed.content }, renaming: { text, left: renamed.left } };
}

/** Gives an input or an output of a vertex another name. */
export function renameValue(file: GraphFile, { do: what, vertex, from, to }: EditOfValue): Edited {
  const { content } = file;
  const spec = content.vertices.get(vertex);
  if (spec === undefined) return refused(`There is no vertex ${vertex} any more.`);
  const [noun, values, rename] =
    what === "rename-input"
      ? (["input", spec.inputs ?? {}, withRenamedInput] as const)
      : (["output", spec.outputs ?? {}, withRenamedOutput] as const);
  if (!Object.hasOwn(values, from)) return refused(`${vertex} has no ${noun} ${from} any more.`);
  const problem = inputProblem(values, to, from);
  if (problem !== null) return refused(problem);
  if (from === to) return { ok: true, file };
  const renamed = rename(content, vertex, from, to);
  // A text can be too long with the new name.
  const read = readVertex(vertex, vertexJson(renamed.content.vertices.get(vertex) ?? {}));
  if (!read.ok) return refused(read.text);
  const text = `The ${noun} ${from} of ${vertex} is called ${to} now.`;
  return { ok: true, file: { ...file, content: renamed.content }, renaming: { text, left: renamed.left } };
}
