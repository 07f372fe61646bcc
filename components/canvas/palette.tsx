import { useReactFlow } from "@xyflow/react";
import { Terminal } from "lucide-react";
import type { DragEvent } from "react";
import { CARD_HEIGHT, CARD_WIDTH } from "./card-size.ts";
import styles from "./palette.module.css";
import { useNewVertex } from "./use-new-vertex.ts";

const CARGO = "application/x-signalbox-vertex";

/** What can be added: pressed, it goes into the middle of the view; dragged, to where it is dropped. */
export function Palette() {
  const { add } = useNewVertex();
  return (
    <fieldset className={styles.palette} aria-label="Palette">
      <button
        type="button"
        className={styles.entry}
        draggable
        onDragStart={(event) => {
          event.dataTransfer.setData(CARGO, "script");
          event.dataTransfer.effectAllowed = "copy";
        }}
        onClick={() => void add({})}
        title="Press, or drag onto the canvas"
        aria-label="Add script vertex"
      >
        <Terminal aria-hidden />
        Script
      </button>
    </fieldset>
  );
}

/** What the canvas does with an entry of the palette that is dropped on it. */
export function usePaletteDrop() {
  const flow = useReactFlow();
  const { add } = useNewVertex();
  return {
    onDragOver: (event: DragEvent) => {
      if (!event.dataTransfer.types.includes(CARGO)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
    },
    onDrop: (event: DragEvent) => {
      if (event.dataTransfer.getData(CARGO) === "") return;
      event.preventDefault();
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      add({ at: { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 } });
    },
  };
}
