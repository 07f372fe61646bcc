import { useReactFlow } from "@xyflow/react";
import { CircleCheck, Clock, type LucideIcon, Network, Send, Terminal } from "lucide-react";
import type { DragEvent } from "react";
import type { FileJson } from "#components/draft/edits/edit.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import styles from "./palette.module.css";
import { useNewVertex } from "./use-new-vertex.ts";

const CARGO = "application/x-signalbox-vertex";
/** What can be carried out by now, as it stands in a new vertex. */
const ENTRIES: readonly { cargo: string; label: string; icon: LucideIcon; spec: FileJson }[] = [
  { cargo: "script", label: "Script", icon: Terminal, spec: {} },
  { cargo: "approval", label: "Approval", icon: CircleCheck, spec: { kind: "approval" } },
  { cargo: "graph", label: "Graph", icon: Network, spec: { kind: "graph" } },
  { cargo: "wait", label: "Wait", icon: Clock, spec: { kind: "wait", wait: { for: "10m" } } },
  {
    cargo: "http",
    label: "Request",
    icon: Send,
    spec: { kind: "http", http: { url: "https://example.com/" } },
  },
];

/** What can be added: pressed, it goes into the middle of the view; dragged, to where it is dropped. */
export function Palette() {
  const { add } = useNewVertex();
  return (
    <fieldset className={styles.palette} aria-label="Palette">
      {ENTRIES.map(({ cargo, label, icon: Icon, spec }) => (
        <button
          key={cargo}
          type="button"
          className={styles.entry}
          draggable
          onDragStart={(event) => {
            event.dataTransfer.setData(CARGO, cargo);
            event.dataTransfer.effectAllowed = "copy";
          }}
          onClick={() => void add({ spec })}
          title="Press, or drag onto the canvas"
          aria-label={`Add ${cargo} vertex`}
        >
          <Icon aria-hidden />
          <span>{label}</span>
        </button>
      ))}
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
      const entry = ENTRIES.find(({ cargo }) => cargo === event.dataTransfer.getData(CARGO));
      if (entry === undefined) return;
      event.preventDefault();
      const { x, y } = flow.screenToFlowPosition({ x: event.clientX, y: event.clientY });
      add({ spec: entry.spec, at: { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 } });
    },
  };
}
