import { useStore, ViewportPortal } from "@xyflow/react";
import { type MouseEvent, useLayoutEffect, useMemo, useRef } from "react";
import type { Mark } from "../elements/flow-elements.ts";
import { isFar } from "../view/many-cards.ts";
import { boxesInView, viewOf, viewText } from "./boxes-in-view.ts";
import type { DrawnBox } from "./drawn-boxes.ts";
import type { EditingInPlace } from "./editing-in-place.ts";
import { FrameBox } from "./frame-box.tsx";
import { NoteCard } from "./note-card.tsx";
import { titleStep } from "./title-size.ts";
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
  /** Left out, no title and no note can be edited at its place. */
  editing?: EditingInPlace | null;
};

/**
 * Frames behind the cards, and notes beside them. Of a large graph that is seen from far away, the picture shows them: here
 * are only their titles and what can be pressed.
 */
export function AnnotationLayer({
  drawn,
  marks,
  onSelect,
  onCollapse,
  onMenu,
  moving = null,
  editing = null,
}: Props) {
  const step = useStore(({ transform: [, , zoom] }) => titleStep(zoom));
  const isPictured = useStore(isFar);
  const view = useStore(viewText);
  const inView = useMemo(() => boxesInView(drawn, viewOf(view), isPictured), [drawn, view, isPictured]);
  const acts = useSameActs({ onSelect, onCollapse, onMenu });
  if (inView.length === 0) return null;
  return (
    <ViewportPortal>
      {inView.map(({ id, name, box, isSelected, frame, note, members }) =>
        frame !== undefined ? (
          <FrameBox
            key={id}
            mark={marks?.get(id) ?? null}
            {...{ id, name, frame, members, box, step, isSelected, isPictured, moving }}
            isEdited={editing?.id === id}
            editing={editing?.acts ?? null}
            {...acts}
          />
        ) : (
          <NoteCard
            key={id}
            {...{ id, note, box, isSelected, isPictured, moving }}
            isEdited={editing?.id === id}
            editing={editing?.acts ?? null}
            onSelect={acts.onSelect}
            onMenu={acts.onMenu}
          />
        ),
      )}
    </ViewportPortal>
  );
}

type Acts = {
  readonly onSelect: Props["onSelect"];
  readonly onCollapse: Props["onCollapse"];
  readonly onMenu: Props["onMenu"];
};

/** The same functions at each drawing, so that a frame is drawn again only if it changed itself. */
function useSameActs(now: Acts): Acts {
  const latest = useRef(now);
  useLayoutEffect(() => {
    latest.current = now;
  });
  const [isSelectable, hasMenu] = [now.onSelect !== undefined, now.onMenu !== undefined];
  return useMemo(
    () => ({
      onSelect: isSelectable ? (id, isMore) => latest.current.onSelect?.(id, isMore) : undefined,
      onCollapse: (name) => latest.current.onCollapse(name),
      onMenu: hasMenu ? (event, id) => latest.current.onMenu?.(event, id) : undefined,
    }),
    [isSelectable, hasMenu],
  );
}
