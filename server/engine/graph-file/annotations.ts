import * as z from "zod";
import { jsonFrom } from "../json/json.ts";
import type { Annotations, FrameSpec } from "../model/graph-content.ts";
import { annotationShape } from "../shape/annotation-shape.ts";
import { fieldsOf } from "../shape/fields/fields.ts";
import type { FileFields } from "../shape/file-part.ts";
import type { ValuePath } from "../values/untrusted-value.ts";
import { problemText } from "./graph-file-problem.ts";

export const NO_ANNOTATIONS: Annotations = { frames: new Map(), notes: new Map() };

/** A place in the frames of a file that names what it must not. */
type FrameProblem = { readonly at: ValuePath; readonly text: string };

/** Vertices of frames that the graph does not have, or that are in a frame already. */
export function frameProblems(
  { frames }: Annotations,
  vertices: { readonly has: (name: string) => boolean },
): readonly FrameProblem[] {
  const frameOf = new Map<string, string>();
  const problems: FrameProblem[] = [];
  for (const [id, { vertices: members }] of frames)
    for (const [place, name] of members.entries()) {
      const at = ["frames", id, "vertices", place];
      const other = frameOf.get(name);
      if (!vertices.has(name))
        problems.push({
          at,
          text: `The frame names the vertex \`${name}\`, which the graph does not have. Remove the name, or add the vertex.`,
        });
      else if (other === id) problems.push({ at, text: `The frame names the vertex \`${name}\` twice.` });
      else if (other !== undefined)
        problems.push({
          at,
          text: `The vertex \`${name}\` is in the frame \`${other}\` already. A vertex is in one frame at most.`,
        });
      frameOf.set(name, id);
    }
  return problems;
}

/**
 * Frames and notes that fit to a graph: names of vertices that it does not have are left out, a vertex stays in the first
 * frame that names it, and a frame without vertices goes.
 *
 * @param nameOf the new name of a vertex.
 * @returns undefined where there are none; the same object where nothing changes.
 */
export function fittedAnnotations(
  annotations: Annotations | undefined,
  vertices: { readonly has: (name: string) => boolean },
  nameOf: (name: string) => string = (name) => name,
): Annotations | undefined {
  if (annotations === undefined) return undefined;
  const taken = new Set<string>();
  let isSame = true;
  const frames = new Map<string, FrameSpec>();
  for (const [id, frame] of annotations.frames) {
    const members = frame.vertices.map(nameOf).filter((name) => {
      if (!vertices.has(name) || taken.has(name)) return false;
      taken.add(name);
      return true;
    });
    const isKept =
      members.length === frame.vertices.length && members.every((name, at) => name === frame.vertices[at]);
    if (!isKept || members.length === 0) isSame = false;
    if (members.length > 0) frames.set(id, isKept ? frame : { ...frame, vertices: members });
  }
  if (frames.size + annotations.notes.size === 0) return undefined;
  return isSame ? annotations : { ...annotations, frames };
}

/** Frames and notes as in a graph file; neither field where there are none of it. */
export function annotationsJson(annotations: Annotations | undefined): FileFields {
  const { frames, notes } = annotations ?? NO_ANNOTATIONS;
  if (frames.size + notes.size === 0) return {};
  const json = z.encode(annotationShape, { frames: new Map(frames), notes: new Map(notes) }, {
    skipChecks: true,
  } as object) as FileFields;
  return Object.fromEntries(
    Object.entries(json).filter(([key]) => (key === "frames" ? frames : notes).size > 0),
  );
}

/**
 * Frames and notes from a part of a graph file that has nothing else.
 *
 * @param vertices those of the graph.
 */
export function readAnnotations(
  json: FileFields,
  vertices: { readonly has: (name: string) => boolean },
):
  | { readonly ok: true; readonly annotations: Annotations | undefined }
  | { readonly ok: false; readonly text: string } {
  const parsed = annotationShape.safeParse(fieldsOf(jsonFrom(json)), { error: problemText });
  if (!parsed.success)
    return { ok: false, text: parsed.error.issues[0]?.message ?? "This does not fit into a graph file." };
  const [problem] = frameProblems(parsed.data, vertices);
  if (problem !== undefined) return { ok: false, text: problem.text };
  return { ok: true, annotations: fittedAnnotations(parsed.data, vertices) };
}
