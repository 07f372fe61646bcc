import { type MouseEvent, memo } from "react";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { NoteSpec } from "#engine/model/graph-content.ts";
import type { Box } from "../layout/frame-boxes.ts";
import styles from "./annotations.module.css";
import { type InPlaceActs, isInPlaceKey } from "./editing-in-place.ts";
import { MIN_EDITED_HEIGHT, noteTitle } from "./note-size.ts";
import { EditedText } from "./text/edited-text.tsx";
import { NoteText } from "./text/note-text.tsx";
import { type Moving, useMovable } from "./use-movable.ts";

type NoteProps = {
  id: string;
  note: NoteSpec;
  box: Box;
  isSelected: boolean;
  /** The picture of a large graph shows it. */
  isPictured: boolean;
  onSelect: ((id: string, isMore: boolean) => void) | undefined;
  onMenu: ((event: MouseEvent, id: string) => void) | undefined;
  moving: Moving | null;
  isEdited: boolean;
  editing: InPlaceActs | null;
};

/** A note on the canvas. */
export const NoteCard = memo(function NoteCard({
  id,
  note,
  box,
  isSelected,
  isPictured,
  onSelect,
  onMenu,
  moving,
  isEdited,
  editing,
}: NoteProps) {
  const movable = useMovable(id, moving);
  const { x, y, width, height } = box;
  const select = (isMore: boolean) => onSelect?.(id, isMore);
  if (isEdited && editing !== null)
    return (
      <div
        className={`nopan nodrag nowheel ${styles.note}`}
        data-colour={note.colour}
        data-selected
        data-edited
        style={{ left: x, top: y, width, minHeight: MIN_EDITED_HEIGHT }}
      >
        <EditedText label="Text of the note" text={note.text} isLong onEnd={(end) => editing.end(id, end)} />
      </div>
    );
  return (
    // biome-ignore lint/a11y/useSemanticElements: A button must not hold the links of a note.
    <div
      role="group"
      className={`nopan nodrag nowheel ${styles.note}`}
      data-note={id}
      data-colour={note.colour}
      data-selected={isSelected || undefined}
      data-pictured={isPictured || undefined}
      data-movable={moving !== null || undefined}
      style={{ left: x, top: y, width, height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: A note is chosen, moved and scrolled with the keyboard.
      tabIndex={0}
      aria-label={`Note: ${noteTitle(note)}`}
      {...movable}
      {...(onMenu !== undefined && { onContextMenu: (event: MouseEvent) => onMenu(event, id) })}
      onClick={({ ctrlKey, metaKey, shiftKey }) => select(ctrlKey || metaKey || shiftKey)}
      onDoubleClick={({ target }) => {
        if (!(target instanceof Element && target.closest("a") !== null)) editing?.begin(id);
      }}
      onKeyDown={(event) => {
        const key = pressedKey(event);
        if (editing !== null && isInPlaceKey(event)) return editing.begin(id);
        if (event.target === event.currentTarget && (key === "Enter" || key === " ")) {
          event.preventDefault();
          select(event.shiftKey);
        } else movable.onKeyDown?.(event);
      }}
    >
      {!isPictured && <NoteText text={note.text} />}
    </div>
  );
});
