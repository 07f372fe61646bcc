"use client";

import {
  ConnectionMode,
  type EdgeChange,
  type NodeChange,
  Panel,
  SelectionMode,
  useConnection,
  useReactFlow,
} from "@xyflow/react";
import clsx from "clsx";
import { type MouseEvent, type ReactNode, useMemo, useState } from "react";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { selectionAfter } from "#components/draft/edits/selection-after.ts";
import type { Drawing, GraphEdge, Mark, VertexNode } from "../elements/flow-elements.ts";
import { FinalLane } from "../final-lane.tsx";
import { FlowFrame } from "../flow-frame.tsx";
import { EDIT_WORDS } from "../flow-words.ts";
import { InsertContext } from "../insert-context.ts";
import { CARD_HEIGHT, CARD_WIDTH, GRID } from "../layout/card-size.ts";
import { inLane } from "../layout/final-lane.ts";
import { directionOf } from "../layout/tidy.ts";
import { useDrawing } from "../use-drawing.ts";
import { useFitKeys } from "../use-fit-keys.ts";
import { AddList } from "./add-list.tsx";
import { EdgeHint } from "./edge-hint.tsx";
import styles from "./edit-canvas.module.css";
import { GuideLines } from "./guide-lines.tsx";
import { Palette, usePaletteDrop } from "./palette.tsx";
import { useConnecting } from "./use-connecting.ts";
import { useDragging } from "./use-dragging.ts";
import { useNewVertex } from "./use-new-vertex.ts";

type Props = {
  marks: ReadonlyMap<string, Mark>;
  wrongEdges: ReadonlySet<string>;
  /** Where vertices are that glide to a tidy place. */
  gliding: ReadonlyMap<string, Point>;
  children?: ReactNode;
};

/** The canvas that a draft is drawn on. It needs a ReactFlowProvider and a DraftContext. */
export function EditCanvas({ marks, wrongEdges, gliding, children }: Props) {
  const store = useDraftStore();
  const draft = useDraft(({ draft }) => draft.file);
  const file = useMemo(() => inLane(draft, directionOf(draft)), [draft]);
  const selection = useDraft((state) => state.selection);
  const flow = useReactFlow();
  const { dragging, onMoves } = useDragging();
  const { problemOf, ...connecting } = useConnecting();
  const { insert } = useNewVertex();
  const drop = usePaletteDrop();
  const isConnecting = useConnection(({ inProgress }) => inProgress);
  const [adding, setAdding] = useState<{ screen: Point; at: Point } | null>(null);
  useFitKeys(selection.vertices);

  const moved = dragging.places.size > 0 ? dragging.places : gliding;
  const drawing = useMemo(
    (): Drawing => ({
      file,
      direction: directionOf(file),
      selected: selection.vertices,
      selectedEdges: selection.edges,
      moved,
      marks,
      wrongEdges,
      isEditable: true,
    }),
    [file, selection, moved, marks, wrongEdges],
  );
  const { nodes, edges } = useDrawing(drawing);

  const onNodesChange = (changes: NodeChange<VertexNode>[]) => {
    const vertices = selectionAfter(store.getState().selection.vertices, changes);
    if (vertices !== null) store.getState().select({ vertices });
    onMoves(changes);
  };
  const onEdgesChange = (changes: EdgeChange<GraphEdge>[]) => {
    const edges = selectionAfter(store.getState().selection.edges, changes);
    if (edges !== null) store.getState().select({ edges });
  };
  const onDoubleClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.classList.contains("react-flow__pane")) return;
    const screen = { x: event.clientX, y: event.clientY };
    const { x, y } = flow.screenToFlowPosition(screen);
    setAdding({ screen, at: { x: x - CARD_WIDTH / 2, y: y - CARD_HEIGHT / 2 } });
  };
  return (
    <InsertContext value={insert}>
      <FlowFrame
        nodes={nodes}
        edges={edges}
        className={clsx(isConnecting && "connecting")}
        onNodesChange={onNodesChange}
        onEdgesChange={onEdgesChange}
        onDoubleClick={onDoubleClick}
        {...connecting}
        {...drop}
        connectionMode={ConnectionMode.Strict}
        selectionMode={SelectionMode.Partial}
        multiSelectionKeyCode={["Meta", "Control"]}
        snapToGrid
        snapGrid={[GRID, GRID]}
        ariaLabelConfig={EDIT_WORDS}
      >
        <FinalLane file={file} />
        {file.content.vertices.size === 0 && (
          <Panel position="top-center" className={styles.begin}>
            <p>
              The canvas is empty. Choose a kind of vertex in the bar above, drag one from there to its place,
              or double-click anywhere.
            </p>
          </Panel>
        )}
        <GuideLines lines={dragging.lines} />
        <Panel position="top-left">
          <Palette />
        </Panel>
        {children}
      </FlowFrame>
      <EdgeHint problemOf={problemOf} />
      {adding !== null && <AddList {...adding} onClose={() => setAdding(null)} />}
    </InsertContext>
  );
}
