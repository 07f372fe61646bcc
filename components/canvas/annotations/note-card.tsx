import type { Point } from "#components/draft/edits/edit.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { NoteSpec } from "#engine/model/graph-content.ts";
import styles from "./annotations.module.css";
import { noteBox, noteTitle } from "./note-size.ts";
import { NoteText } from "./note-text.tsx";
import { type Moving, useMovable } from "./use-movable.ts";

type NoteProps = {
  id: string;
  note: NoteSpec;
  at: Point;
  isSelected: boolean;
  onSelect: ((id: string, isMore: boolean) => void) | undefined;
  moving: Moving | null;
};

/** A note on the canvas. */
export function NoteCard({ id, note, at, isSelected, onSelect, moving }: NoteProps) {
  const movable = useMovable(id, moving);
  const { width, height } = noteBox(note);
  const select = (isMore: boolean) => onSelect?.(id, isMore);
  return (
    // biome-ignore lint/a11y/useSemanticElements: A button must not hold the links of a note.
    <div
      role="group"
      className={`nopan nodrag nowheel ${styles.note}`}
      data-colour={note.colour}
      data-selected={isSelected || undefined}
      data-movable={moving !== null || undefined}
      style={{ left: at.x, top: at.y, width, height }}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: A note is chosen, moved and scrolled with the keyboard.
      tabIndex={0}
      aria-label={`Note: ${noteTitle(note)}`}
      {...movable}
      onClick={({ ctrlKey, metaKey, shiftKey }) => select(ctrlKey || metaKey || shiftKey)}
      onKeyDown={(event) => {
        const key = pressedKey(event);
        if (event.target === event.currentTarget && (key === "Enter" || key === " ")) {
          event.preventDefault();
          select(event.shiftKey);
        } else movable.onKeyDown?.(event);
      }}
    >
      <NoteText text={note.text} />
    </div>
  );
}
