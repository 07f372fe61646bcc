import { useStore, ViewportPortal } from "@xyflow/react";
import type { MouseEvent } from "react";
import type { Mark } from "../elements/flow-elements.ts";
import { isFar } from "../view/many-cards.ts";
import type { DrawnBox } from "./drawn-boxes.ts";
import { FrameBox } from "./frame-box.tsx";
import { NoteCard } from "./note-card.tsx";
import type { Moving } from "./use-movable.ts";

type Props = {
  drawn: readonly DrawnBox[];
  /** What check says of what is in each frame, by its id. */
  marks?: ReadonlyMap<string, Mark>;
  /** `isMore`: what is selected already stays. */
  onSelect?: (id: string, isMore: boolean) => void;
  onCollapse: (name: string) => void;
  /** Opens the menu of a frame or a note. */
  onMenu?: (event: MouseEvent, id: string) => void;
  /** Left out, nothing can be moved. */
  moving?: Moving | null;
};

/** Below this zoom a title in a frame could not be read. */
const FAR_ZOOM = 0.55;

/**
 * Frames behind the cards, and notes beside them. Of a large graph that is seen from far away, the picture shows them: here
 * are only their titles and what can be pressed.
 */
export function AnnotationLayer({ drawn, marks, onSelect, onCollapse, onMenu, moving = null }: Props) {
  // In steps, so that a movement of the wheel does not draw each frame again.
  const step = useStore(({ transform: [, , zoom] }) =>
    zoom >= FAR_ZOOM ? 0 : Math.ceil(Math.log2(zoom) * 4),
  );
  const isPictured = useStore(isFar);
  if (drawn.length === 0) return null;
  return (
    <ViewportPortal>
      {drawn.map(({ id, name, box, isSelected, frame, note, members }) =>
        frame !== undefined ? (
          <FrameBox
            key={id}
            mark={marks?.get(id) ?? null}
            {...{
              id,
              name,
              frame,
              members,
              box,
              step,
              isSelected,
              isPictured,
              onSelect,
              onCollapse,
              onMenu,
              moving,
            }}
          />
        ) : (
          <NoteCard key={id} {...{ id, note, box, isSelected, isPictured, onSelect, onMenu, moving }} />
        ),
      )}
    </ViewportPortal>
  );
}
