import { NO_ANNOTATIONS } from "#engine/graph-file/annotations.ts";
import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { annotationId } from "./annotation-id.ts";

/**
 * The chosen vertices, the edges among them and their places as graph-file text: what copy puts on the clipboard, so
 * that it pastes into another tab, a file or a chat.
 */
export function clipboardText(
  file: GraphFile,
  names: Iterable<string>,
  drawn: Iterable<string> = [],
): string {
  return writeGraphText(partOf(file, names, drawn));
}

/**
 * The chosen vertices with the edges among them, as a file of their own; with the frames of which all vertices are chosen.
 *
 * @param drawn frames and notes, by `annotationId`: a frame brings its vertices.
 */
export function partOf(
  { content, layout, annotations = NO_ANNOTATIONS }: GraphFile,
  names: Iterable<string>,
  drawn: Iterable<string> = [],
): GraphFile {
  const ids = new Set(drawn);
  const ofFrames = [...annotations.frames].filter(([name]) => ids.has(annotationId("frame", name)));
  const chosen = new Set([...names, ...ofFrames.flatMap(([, frame]) => frame.vertices)]);
  const vertices = new Map([...content.vertices].filter(([name]) => chosen.has(name)));
  const edges = content.edges.filter(({ tail, head }) => chosen.has(tail) && chosen.has(head));
  return {
    content: { signalbox: 1, name: content.name, vertices, edges },
    layout: new Map([...layout].filter(([name]) => chosen.has(name))),
    annotations: {
      frames: new Map(
        [...annotations.frames].filter(([, frame]) => frame.vertices.every((name) => chosen.has(name))),
      ),
      notes: new Map([...annotations.notes].filter(([name]) => ids.has(annotationId("note", name)))),
    },
  };
}
