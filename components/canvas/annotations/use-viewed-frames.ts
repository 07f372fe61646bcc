import { useCallback, useMemo, useState } from "react";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { collapsedFile, frameTitle, withFramesShown } from "../layout/collapsed-file.ts";
import type { Stack } from "../stacks/find-stacks.ts";

/**
 * The frames of a graph that is only looked at: whoever looks collapses and opens them for themselves.
 *
 * @returns `viewed`: the file with its frames as they are shown; `drawn`: the same with each collapsed one as one vertex.
 */
export function useViewedFrames(file: GraphFile) {
  const [shown, setShown] = useState<ReadonlyMap<string, boolean>>(new Map());
  const viewed = useMemo(() => withFramesShown(file, shown), [file, shown]);
  const { file: drawn, collapsed } = useMemo(() => collapsedFile(viewed), [viewed]);
  const frames = useMemo(
    (): readonly Stack[] => collapsed.map((each) => ({ ...each, isFrame: true })),
    [collapsed],
  );
  const show = useCallback((name: string, isCollapsed: boolean) => {
    setShown((now) => new Map(now).set(name, isCollapsed));
  }, []);
  const open = useCallback(
    (id: string) => {
      const frame = annotationOf(id);
      if (frame?.kind === "frame") show(frame.name, false);
    },
    [show],
  );
  return { viewed, drawn, frames, show, open };
}

/** Tells of an open frame as of a collapsed one; notes are only read. */
export function chooseFrame({ annotations }: GraphFile, id: string, onFrame: (frame: Stack) => void): void {
  const drawn = annotationOf(id);
  const frame = drawn?.kind === "frame" ? annotations?.frames.get(drawn.name) : undefined;
  if (drawn === null || frame === undefined) return;
  onFrame({ id, name: frameTitle(drawn.name, frame.title), members: frame.vertices, isFrame: true });
}
