import { type EdgeChange, type NodeChange, useStoreApi } from "@xyflow/react";
import { useCallback, useMemo, useState, useSyncExternalStore } from "react";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { selectionAfter } from "#components/draft/edits/selection-after.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import { viewedDraft } from "../annotations/viewed-draft.ts";
import { withFrameMarks } from "../elements/finding-marks.ts";
import type { GraphEdge, Mark, VertexNode } from "../elements/flow-elements.ts";
import { collapsedFile } from "../layout/collapsed-file.ts";
import { inLane } from "../layout/final-lane.ts";
import { directionOf } from "../layout/tidy.ts";
import type { Stack } from "../stacks/find-stacks.ts";
import { drawnFile } from "./drawn-file.ts";

type Stacks = ReadonlyMap<string, Stack>;

/** The draft as the canvas draws it: final steps in their lane, each collapsed frame as one card, with its marks. */
export function useShownDraft(marks: ReadonlyMap<string, Mark>) {
  const draft = useDrawnFile();
  const openedFrames = useDraft((store) => store.openedFrames);
  const selection = useDraft((store) => store.selection);
  const viewed = useMemo(() => viewedDraft(draft, openedFrames), [draft, openedFrames]);
  const file = useMemo(() => inLane(viewed, directionOf(viewed)), [viewed]);
  const { file: shown, collapsed } = useMemo(() => collapsedFile(file), [file]);
  const stacks = useMemo(
    (): Stacks => new Map(collapsed.map((each) => [each.id, { ...each, isFrame: true }])),
    [collapsed],
  );
  const shownMarks = useMemo(() => withFrameMarks(marks, viewed), [marks, viewed]);
  const selected = useMemo(
    () =>
      selection.annotations.size === 0
        ? selection.vertices
        : new Set([...selection.vertices, ...selection.annotations]),
    [selection],
  );
  return { file, shown, stacks, selected, shownMarks };
}

/** The draft, in which what is only typed follows in pauses. */
function useDrawnFile() {
  const store = useDraftStore();
  const [{ of, drawn }, setDrawn] = useState(() => ({ of: store, drawn: drawnFile(store) }));
  if (of !== store) setDrawn({ of: store, drawn: drawnFile(store) });
  return useSyncExternalStore(drawn.subscribe, drawn.get, drawn.get);
}

/** Selecting cards, which may be those of collapsed frames, edges, and frames and notes. */
export function useSelecting(stacks: Stacks) {
  const store = useDraftStore();
  const flow = useStoreApi();
  /** Open frames and notes are none of the canvas's own: they stay while somebody selects more. */
  const isKept = (id: string) =>
    annotationOf(id) !== null && (stacks.has(id) || flow.getState().multiSelectionActive);
  const selectCards = (changes: readonly NodeChange<VertexNode>[]) => {
    const now = store.getState().selection;
    const chosen = selectionAfter(new Set([...now.vertices, ...now.annotations]), changes);
    if (chosen === null) return;
    const names = [...chosen];
    store.getState().select({
      vertices: new Set(names.filter((name) => annotationOf(name) === null)),
      annotations: new Set(names.filter(isKept)),
    });
  };
  const selectEdges = (changes: readonly EdgeChange<GraphEdge>[]) => {
    const { selection, select } = store.getState();
    const edges = selectionAfter(selection.edges, changes);
    if (edges !== null) select({ edges, annotations: new Set([...selection.annotations].filter(isKept)) });
  };
  const selectDrawn = useCallback(
    (id: string, isMore: boolean) => {
      const { annotations, ...others } = store.getState().selection;
      const left = [...annotations].filter((each) => each !== id);
      store
        .getState()
        .select(
          isMore
            ? { ...others, annotations: new Set(annotations.has(id) ? left : [...left, id]) }
            : { ...NOTHING_SELECTED, annotations: new Set([id]) },
        );
    },
    [store],
  );
  return { selectCards, selectEdges, selectDrawn };
}
