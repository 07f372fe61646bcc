import { Minimize2 } from "lucide-react";
import type { FrameSpec } from "#engine/model/graph-content.ts";
import { frameTitle } from "../layout/collapsed-file.ts";
import type { Box } from "../layout/frame-boxes.ts";
import styles from "./annotations.module.css";
import { type Moving, useMovable } from "./use-movable.ts";

const TITLE_SIZE = 13;
const MAX_TITLE_SIZE = 120;

type FrameProps = {
  id: string;
  name: string;
  frame: FrameSpec;
  box: Box;
  /** How far away it is seen: 0 is near, less is farther. */
  step: number;
  isSelected: boolean;
  onSelect: ((id: string, isMore: boolean) => void) | undefined;
  onCollapse: (name: string) => void;
  moving: Moving | null;
};

/** An open frame: its box, its title, and the button that makes one card of it. */
export function FrameBox({
  id,
  name,
  frame,
  box,
  step,
  isSelected,
  onSelect,
  onCollapse,
  moving,
}: FrameProps) {
  const movable = useMovable(id, moving);
  const title = frameTitle(name, frame.title);
  const { x, y, width, height } = box;
  const fontSize = Math.min(MAX_TITLE_SIZE, TITLE_SIZE / 2 ** (step / 4));
  const far = step < 0 ? { "data-far": true, style: { height: fontSize * 1.6 } } : {};
  return (
    <section
      className={styles.frame}
      data-colour={frame.colour}
      data-selected={isSelected || undefined}
      style={{ left: x, top: y, width, height }}
      aria-label={`Frame ${title}`}
    >
      <div className={styles.head} {...far}>
        <button
          type="button"
          className={`nopan nodrag ${styles.toggle}`}
          title="Show the frame as one card"
          aria-label={`Collapse the frame ${title}`}
          onClick={() => onCollapse(name)}
        >
          <Minimize2 aria-hidden />
        </button>
        <button
          type="button"
          className={`nopan nodrag ${styles.title}`}
          style={{ fontSize }}
          data-movable={moving !== null || undefined}
          aria-pressed={onSelect === undefined ? undefined : isSelected}
          title={title}
          {...movable}
          onClick={({ ctrlKey, metaKey, shiftKey }) => onSelect?.(id, ctrlKey || metaKey || shiftKey)}
        >
          <bdi>{title}</bdi>
        </button>
      </div>
    </section>
  );
}
