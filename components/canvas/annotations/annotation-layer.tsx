import { useStore, ViewportPortal } from "@xyflow/react";
import { useMemo } from "react";
import { annotationId } from "#components/draft/edits/annotation-id.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { NO_ANNOTATIONS } from "#engine/graph-file/annotations.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { frameBoxes } from "../layout/frame-boxes.ts";
import { FrameBox } from "./frame-box.tsx";
import { NoteCard } from "./note-card.tsx";
import type { Moving } from "./use-movable.ts";

type Props = {
  /** The graph with all of its frames and notes, and the places of all vertices. */
  file: GraphFile;
  /** Where vertices are that are being moved, and notes by their ids. */
  moved?: ReadonlyMap<string, Point>;
  selected?: ReadonlySet<string>;
  /** `isMore`: what is selected already stays. */
  onSelect?: (id: string, isMore: boolean) => void;
  onCollapse: (name: string) => void;
  /** Left out, nothing can be moved. */
  moving?: Moving | null;
};

const NOWHERE: ReadonlyMap<string, Point> = new Map();
const NONE: ReadonlySet<string> = new Set();
/** Below this zoom a title in a frame could not be read. */
const FAR_ZOOM = 0.55;

/** Frames behind the cards, and notes beside them. */
export function AnnotationLayer({
  file,
  moved = NOWHERE,
  selected = NONE,
  onSelect,
  onCollapse,
  moving = null,
}: Props) {
  const { frames, notes } = file.annotations ?? NO_ANNOTATIONS;
  const boxes = useMemo(() => frameBoxes(file, moved), [file, moved]);
  // In steps, so that a movement of the wheel does not draw each frame again.
  const step = useStore(({ transform: [, , zoom] }) =>
    zoom >= FAR_ZOOM ? 0 : Math.ceil(Math.log2(zoom) * 4),
  );
  if (frames.size + notes.size === 0) return null;
  return (
    <ViewportPortal>
      {[...boxes].map(([name, box]) => {
        const frame = frames.get(name);
        if (frame === undefined) return null;
        const id = annotationId("frame", name);
        const isSelected = selected.has(id);
        return (
          <FrameBox key={id} {...{ id, name, frame, box, step, isSelected, onSelect, onCollapse, moving }} />
        );
      })}
      {[...notes].map(([name, note]) => {
        const id = annotationId("note", name);
        const at = moved.get(id) ?? note.at;
        const isSelected = selected.has(id);
        return <NoteCard key={id} {...{ id, note, at, isSelected, onSelect, moving }} />;
      })}
    </ViewportPortal>
  );
}
