import type { Target } from "#components/commands/command-registry.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { edgeId } from "#components/draft/edits/edit.ts";
import { focusCard, focusEdge } from "../adding/focus-card.ts";
import { useShowPlace } from "../find/use-show-place.ts";

/** What the command list can go to on the canvas, as it is now: vertices and edges. What was chosen has the focus. */
export function useCanvasTargets(): () => readonly Target[] {
  const store = useDraftStore();
  const show = useShowPlace();
  return () => {
    const { vertices, edges } = store.getState().draft.file.content;
    const cards = [...vertices.keys()].map(
      (name): Target => ({
        id: `vertex ${name}`,
        text: name,
        note: "Vertex",
        go: () => {
          show({ of: "vertex", name });
          focusCard(name, document.activeElement);
        },
      }),
    );
    const drawn = edges.map((edge): Target => {
      const { tail, head } = edge;
      return {
        id: `edge ${edgeId(edge)}`,
        text: `${tail} → ${head}`,
        note: "Edge",
        words: "branch condition if when follow",
        go: () => {
          show({ of: "edge", tail, head });
          focusEdge(edgeId(edge), document.activeElement);
        },
      };
    });
    return [...cards, ...drawn];
  };
}
