import { CircleAlert, Minimize2, TriangleAlert } from "lucide-react";
import { type MouseEvent, memo } from "react";
import type { FrameSpec } from "#engine/model/graph-content.ts";
import type { Mark } from "../elements/flow-elements.ts";
import { frameTitle } from "../layout/collapsed-file.ts";
import type { Box } from "../layout/frame-boxes.ts";
import styles from "./annotations.module.css";
import { type InPlaceActs, isInPlaceKey } from "./editing-in-place.ts";
import { FrameState } from "./frame-state.tsx";
import { EditedText } from "./text/edited-text.tsx";
import { titleSize } from "./title-size.ts";
import { type Moving, useMovable } from "./use-movable.ts";

type FrameProps = {
  id: string;
  name: string;
  frame: FrameSpec;
  /** The vertices that are drawn in it. */
  members: readonly string[];
  box: Box;
  /** How far away it is seen: 0 is near, less is farther. */
  step: number;
  isSelected: boolean;
  /** The picture of a large graph shows its box. */
  isPictured: boolean;
  /** What check says of what is in it. */
  mark: Mark | null;
  onSelect: ((id: string, isMore: boolean) => void) | undefined;
  onCollapse: (name: string) => void;
  onMenu: ((event: MouseEvent, id: string) => void) | undefined;
  moving: Moving | null;
  isEdited: boolean;
  editing: InPlaceActs | null;
};

/** An open frame: its box, its title, what is to be known of what is in it, and the button that makes one card of it. */
export const FrameBox = memo(function FrameBox({
  id,
  name,
  frame,
  members,
  box,
  step,
  isSelected,
  isPictured,
  mark,
  onSelect,
  onCollapse,
  onMenu,
  moving,
  isEdited,
  editing,
}: FrameProps) {
  const title = frameTitle(name, frame.title);
  const { x, y, width, height } = box;
  const { fontSize, height: titleHeight } = titleSize(step);
  const isFar = step < 0;
  return (
    <section
      className={styles.frame}
      data-frame={id}
      data-colour={frame.colour}
      data-selected={isSelected || undefined}
      data-pictured={isPictured || undefined}
      data-edited={isEdited || undefined}
      style={{ left: x, top: y, width, height }}
      aria-label={`Frame ${title}`}
    >
      <div
        className={styles.head}
        data-far={isFar || undefined}
        style={{ fontSize, ...(isFar && { height: titleHeight }) }}
        {...(onMenu !== undefined && { onContextMenu: (event: MouseEvent) => onMenu(event, id) })}
      >
        <button
          type="button"
          className={`nopan nodrag ${styles.toggle}`}
          title="Show the frame as one card"
          aria-label={`Collapse the frame ${title}`}
          onClick={() => onCollapse(name)}
        >
          <Minimize2 aria-hidden />
        </button>
        {isEdited && editing !== null ? (
          <EditedText
            label="Title of the frame"
            text={title}
            isLong={false}
            onEnd={(end) => editing.end(id, end)}
          />
        ) : (
          <FrameTitle {...{ id, title, isSelected, moving, editing, onSelect }} />
        )}
        {mark !== null && <FrameMark mark={mark} />}
        <FrameState members={members} />
      </div>
    </section>
  );
});

type TitleProps = Pick<FrameProps, "id" | "isSelected" | "moving" | "editing" | "onSelect"> & {
  title: string;
};

function FrameTitle({ id, title, isSelected, moving, editing, onSelect }: TitleProps) {
  const movable = useMovable(id, moving);
  return (
    <button
      type="button"
      className={`nopan nodrag ${styles.title}`}
      data-title
      data-movable={moving !== null || undefined}
      aria-pressed={onSelect === undefined ? undefined : isSelected}
      title={title}
      {...movable}
      onClick={({ ctrlKey, metaKey, shiftKey }) => onSelect?.(id, ctrlKey || metaKey || shiftKey)}
      onDoubleClick={() => editing?.begin(id)}
      onKeyDown={(event) => {
        if (editing !== null && isInPlaceKey(event)) editing.begin(id);
        else movable.onKeyDown?.(event);
      }}
    >
      <bdi>{title}</bdi>
    </button>
  );
}

/** The worst of what check says of what is in a frame, and of how many vertices it says so. */
function FrameMark({ mark: { level, text } }: { mark: Mark }) {
  return (
    <span className={styles.mark} data-level={level} role="img" aria-label={text} title={text}>
      {level === "error" ? <CircleAlert aria-hidden /> : <TriangleAlert aria-hidden />}
    </span>
  );
}
