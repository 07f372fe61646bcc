import { writeGraphText } from "#engine/graph-file/write-graph-text.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";

/**
 * The chosen vertices, the edges among them and their places as graph-file text: what copy puts on the clipboard, so
 * that it pastes into another tab, a file or a chat.
 */
export function clipboardText(file: GraphFile, names: Iterable<string>): string {
  return writeGraphText(partOf(file, names));
}

/** The chosen vertices with the edges among them, as a file of their own. */
export function partOf({ content, layout }: GraphFile, names: Iterable<string>): GraphFile {
  const chosen = new Set(names);
  const vertices = new Map([...content.vertices].filter(([name]) => chosen.has(name)));
  const edges = content.edges.filter(({ tail, head }) => chosen.has(tail) && chosen.has(head));
  return {
    content: { signalbox: 1, name: content.name, vertices, edges },
    layout: new Map([...layout].filter(([name]) => chosen.has(name))),
  };
}
