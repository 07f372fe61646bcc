import type { NodeChange } from "@xyflow/react";
import { useCallback, useMemo } from "react";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { NOTHING_SELECTED } from "#components/draft/draft-store.ts";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { selectionAfter } from "#components/draft/edits/selection-after.ts";
import { viewedDraft } from "../annotations/viewed-draft.ts";
import { withFrameMarks } from "../elements/finding-marks.ts";
import type { Mark, VertexNode } from "../elements/flow-elements.ts";
import { collapsedFile } from "../layout/collapsed-file.ts";
import { inLane } from "../layout/final-lane.ts";
import { directionOf } from "../layout/tidy.ts";
import type { Stack } from "../stacks/find-stacks.ts";

type Stacks = ReadonlyMap<string, Stack>;

/** The draft as the canvas draws it: final steps in their lane, each collapsed frame as one card, with its marks. */
export function useShownDraft(marks: ReadonlyMap<string, Mark>) {
  const draft = useDraft((store) => store.draft.file);
  const openedFrames = useDraft((store) => store.openedFrames);
  const selection = useDraft((store) => store.selection);
  const viewed = useMemo(() => viewedDraft(draft, openedFrames), [draft, openedFrames]);
  const file = useMemo(() => inLane(viewed, directionOf(viewed)), [viewed]);
  const { file: shown, collapsed } = useMemo(() => collapsedFile(file), [file]);
  const stacks = useMemo(
    (): Stacks => new Map(collapsed.map((each) => [each.id, { ...each, isFrame: true }])),
    [collapsed],
  );
  const shownMarks = useMemo(() => withFrameMarks(marks, collapsed), [marks, collapsed]);
  const selected = useMemo(
    () =>
      selection.annotations.size === 0
        ? selection.vertices
        : new Set([...selection.vertices, ...selection.annotations]),
    [selection],
  );
  return { file, shown, stacks, selected, shownMarks };
}

/** Selecting cards, which may be those of collapsed frames, and frames and notes. */
export function useSelecting(stacks: Stacks) {
  const store = useDraftStore();
  const selectCards = (changes: readonly NodeChange<VertexNode>[]) => {
    const now = store.getState().selection;
    const chosen = selectionAfter(new Set([...now.vertices, ...now.annotations]), changes);
    if (chosen === null) return;
    const names = [...chosen];
    store.getState().select({
      vertices: new Set(names.filter((name) => annotationOf(name) === null)),
      annotations: new Set(names.filter((name) => stacks.has(name))),
    });
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
  return { selectCards, selectDrawn };
}
