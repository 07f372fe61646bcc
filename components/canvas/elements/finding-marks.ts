import { annotationId } from "#components/draft/edits/annotation-id.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import type { Finding, GraphFile } from "#engine/model/graph-content.ts";
import { membersInBox } from "../layout/frame-boxes.ts";
import type { Mark } from "./flow-elements.ts";

/** What check found, as the canvas shows it: one mark a vertex (the worst finding first), and the edges at fault. */
export function findingMarks(findings: readonly Finding[]): {
  readonly marks: ReadonlyMap<string, Mark>;
  readonly wrongEdges: ReadonlySet<string>;
} {
  const byVertex = new Map<string, Finding[]>();
  const wrongEdges = new Set<string>();
  for (const finding of findings) {
    // A card is marked where something may go wrong.
    if (finding.level === "hint") continue;
    for (const name of finding.vertices) byVertex.set(name, [...(byVertex.get(name) ?? []), finding]);
    if (finding.level === "error") for (const edge of finding.edges) wrongEdges.add(edgeId(edge));
  }
  const marks = new Map(
    [...byVertex].map(([name, all]): [string, Mark] => {
      const errors = all.filter(({ level }) => level === "error");
      const first = errors[0] ?? all[0];
      const more = all.length > 1 ? ` (And ${all.length - 1} more.)` : "";
      return [name, { level: errors.length > 0 ? "error" : "warning", text: `${first?.text ?? ""}${more}` }];
    }),
  );
  return { marks, wrongEdges };
}

/** The marks with one for each frame, by its id: how many of the vertices in it have errors, how many warnings. */
export function withFrameMarks(marks: ReadonlyMap<string, Mark>, file: GraphFile): ReadonlyMap<string, Mark> {
  const frames = file.annotations?.frames;
  if (frames === undefined || frames.size === 0) return marks;
  const all = new Map(marks);
  for (const [name, frame] of frames) {
    const inside = membersInBox(file, frame).flatMap((each) => marks.get(each) ?? []);
    const errors = inside.filter(({ level }) => level === "error").length;
    const warnings = inside.length - errors;
    if (inside.length === 0) continue;
    const texts = [
      ...(errors > 0 ? [`${errors} ${errors === 1 ? "vertex has an error" : "vertices have errors"}`] : []),
      ...(warnings > 0
        ? [`${warnings} ${warnings === 1 ? "vertex has a warning" : "vertices have warnings"}`]
        : []),
    ];
    all.set(annotationId("frame", name), {
      level: errors > 0 ? "error" : "warning",
      text: `${texts.join(", ")}.`,
    });
  }
  return all;
}
