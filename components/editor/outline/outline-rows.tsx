import { ArrowRight, Link2, Plus, Trash2 } from "lucide-react";
import { useNewVertex } from "#components/canvas/editing/adding/use-new-vertex.ts";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { edgeLabel } from "#components/draft/edits/edge-kind.ts";
import { edgeId, type Point } from "#components/draft/edits/edit.ts";
import { useOthersAt, useOthersAtEdge } from "#components/draft/presence/presence-store.ts";
import { IconButton } from "#components/ui/buttons/icon-button.tsx";
import { onFirstPress } from "#components/ui/buttons/one-press.ts";
import { pressedKey } from "#components/ui/keys/pressed-key.ts";
import type { EdgeSpec } from "#engine/model/graph-content.ts";
import { OthersHere } from "../presence/others-here.tsx";
import styles from "./outline.module.css";

type VertexProps = {
  name: string;
  isFinal: boolean;
  isChosen: boolean;
  isWrong: boolean;
  /** Opens the list of vertices that it may be connected to, at this point. */
  onConnect: (at: Point) => void;
};

/** A vertex in the outline, with what can be done to it. */
export function OutlineVertex({ name, isFinal, isChosen, isWrong, onConnect }: VertexProps) {
  const store = useDraftStore();
  const { add } = useNewVertex();
  const others = useOthersAt(name);
  return (
    <div className={styles.row} data-chosen={isChosen || undefined}>
      <button
        type="button"
        className={styles.name}
        aria-pressed={isChosen}
        title="With Ctrl or Shift, it is selected in addition."
        onClick={(event) => {
          if (isForMore(event)) toggle(store, name);
          else store.getState().select({ vertices: new Set([name]), edges: new Set() });
        }}
        onKeyDown={(event) => {
          // Not every browser makes a click of these keys.
          if (!isForMore(event) || !["Enter", " "].includes(pressedKey(event) ?? "")) return;
          event.preventDefault();
          toggle(store, name);
        }}
      >
        <bdi>{name}</bdi>
        {isFinal && <span className={styles.note}>final step</span>}
        {isWrong && <span className={styles.mark}>has problems</span>}
        <OthersHere names={others} />
      </button>
      <IconButton
        size="small"
        label={`Add a successor of ${name}`}
        icon={<Plus aria-hidden />}
        onClick={() => void add({ hook: { by: "tail", tail: name } })}
      />
      <IconButton
        size="small"
        label={`Connect ${name} to…`}
        icon={<Link2 aria-hidden />}
        onClick={({ currentTarget }) => {
          const { x, bottom } = currentTarget.getBoundingClientRect();
          onConnect({ x: x - 160, y: bottom });
        }}
      />
      <IconButton
        size="small"
        label={`Remove ${name}`}
        icon={<Trash2 aria-hidden />}
        onClick={onFirstPress(() => store.getState().edit({ do: "remove", vertices: [name], edges: [] }))}
      />
    </div>
  );
}

/** True where what is selected stays so. */
function isForMore({
  ctrlKey,
  metaKey,
  shiftKey,
}: Pick<KeyboardEvent, "ctrlKey" | "metaKey" | "shiftKey">): boolean {
  return ctrlKey || metaKey || shiftKey;
}

/** Selects a vertex in addition, or takes it out of what is selected; while a field asks for a vertex, only that one is. */
function toggle(store: ReturnType<typeof useDraftStore>, name: string): void {
  const { selection, select, asking } = store.getState();
  const vertices = new Set(asking === null ? selection.vertices : []);
  if (!vertices.delete(name)) vertices.add(name);
  select({ vertices });
}

/** An edge in the outline, below the vertex that it leaves. */
export function OutlineEdge({ edge, isChosen }: { edge: EdgeSpec; isChosen: boolean }) {
  const store = useDraftStore();
  const { tail, head } = edge;
  const label = edgeLabel(edge);
  const others = useOthersAtEdge(edgeId(edge));
  return (
    <div className={styles.head} data-chosen={isChosen || undefined}>
      <ArrowRight aria-hidden />
      <button
        type="button"
        className={styles.name}
        aria-label={`Edge from ${tail} to ${head}${label === null ? "" : `, ${label}`}${others.length === 0 ? "" : `, selected by ${others.join(", ")}`}`}
        onClick={() => store.getState().select({ vertices: new Set(), edges: new Set([edgeId(edge)]) })}
      >
        <bdi>{head}</bdi>
        <span className={styles.note}>{label}</span>
        <OthersHere names={others} />
      </button>
      <IconButton
        size="small"
        label={`Remove the edge ${tail} -> ${head}`}
        icon={<Trash2 aria-hidden />}
        onClick={onFirstPress(() =>
          store.getState().edit({ do: "remove", vertices: [], edges: [{ tail, head }] }),
        )}
      />
    </div>
  );
}
