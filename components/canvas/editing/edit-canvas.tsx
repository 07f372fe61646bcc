"use client";

import { ConnectionMode, type NodeChange, Panel, SelectionMode, useConnection } from "@xyflow/react";
import clsx from "clsx";
import { type ReactNode, useMemo } from "react";
import { keysOf } from "#components/commands/command-table.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import { NOTHING_SELECTED } from "#components/draft/selection.ts";
import { AnnotationLayer } from "../annotations/annotation-layer.tsx";
import { OpenFrameContext } from "../annotations/open-frame-context.ts";
import { useAnnotate } from "../annotations/use-annotate.ts";
import { useDrawnBoxes } from "../annotations/use-drawn-boxes.ts";
import { useMoving } from "../annotations/use-moving.ts";
import type { Drawing, Mark, VertexNode } from "../elements/flow-elements.ts";
import { FinalLane } from "../final-lane.tsx";
import { FlowFrame } from "../flow-frame.tsx";
import { EDIT_WORDS } from "../flow-words.ts";
import { InsertContext } from "../insert-context.ts";
import { GRID } from "../layout/card-size.ts";
import { directionOf } from "../layout/tidy.ts";
import { useDrawing } from "../use-drawing.ts";
import { useFitCommands } from "../use-fit-commands.ts";
import { useAdding } from "./adding/use-adding.tsx";
import { EdgeHint } from "./edge-hint.tsx";
import styles from "./edit-canvas.module.css";
import { GuideLines } from "./guide-lines.tsx";
import { useCanvasMenu } from "./menu/use-canvas-menu.tsx";
import { Palette, usePaletteDrop } from "./palette.tsx";
import { useConnecting } from "./use-connecting.ts";
import { useDragging } from "./use-dragging.ts";
import { useEditingInPlace } from "./use-editing-in-place.ts";
import { useSelecting, useShownDraft } from "./use-shown-draft.ts";

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
  const selection = useDraft((state) => state.selection);
  const { file, shown, stacks, selected, shownMarks } = useShownDraft(marks);
  const { selectCards, selectEdges, selectDrawn } = useSelecting(stacks);
  const { dragging, onMoves } = useDragging(shown);
  const { places: movedFrames, moving } = useMoving();
  const editing = useEditingInPlace();
  const { setCollapsed, openFrame } = useAnnotate();
  const adding = useAdding();
  const { problemOf, ...connecting } = useConnecting(adding.ask);
  const menu = useCanvasMenu(adding.ask);
  const drop = usePaletteDrop();
  const isConnecting = useConnection(({ inProgress }) => inProgress);

  const moved = dragging.places.size > 0 ? dragging.places : movedFrames.size > 0 ? movedFrames : gliding;
  const drawing = useMemo(
    (): Drawing => ({
      file: shown,
      direction: directionOf(file),
      selected,
      selectedEdges: selection.edges,
      moved,
      marks: shownMarks,
      wrongEdges,
      isEditable: true,
      stacks,
    }),
    [file, shown, selected, selection.edges, moved, shownMarks, wrongEdges, stacks],
  );
  const { nodes, edges } = useDrawing(drawing);
  const drawn = useDrawnBoxes(file, moved, selection.annotations);
  useFitCommands(selected, drawn);

  const onNodesChange = (changes: NodeChange<VertexNode>[]) => {
    selectCards(changes);
    onMoves(changes);
  };
  return (
    <InsertContext value={adding.askBetween}>
      <OpenFrameContext value={openFrame}>
        <FlowFrame
          nodes={nodes}
          edges={edges}
          drawn={drawn}
          className={clsx(isConnecting && "connecting")}
          onNodesChange={onNodesChange}
          onEdgesChange={selectEdges}
          onDoubleClick={adding.onDoubleClick}
          onNodeDoubleClick={(_, { id }) => openFrame(id)}
          onPaneClick={() => store.getState().select(NOTHING_SELECTED)}
          {...connecting}
          {...menu.handlers}
          {...drop}
          connectionMode={ConnectionMode.Strict}
          selectionMode={SelectionMode.Partial}
          multiSelectionKeyCode={["Meta", "Control", "Shift"]}
          snapToGrid
          snapGrid={[GRID, GRID]}
          ariaLabelConfig={EDIT_WORDS}
        >
          <FinalLane file={file} />
          <AnnotationLayer
            drawn={drawn}
            marks={shownMarks}
            onSelect={selectDrawn}
            onCollapse={(name) => setCollapsed(name, true)}
            onMenu={menu.onDrawnMenu}
            moving={moving}
            editing={editing}
          />
          {file.content.vertices.size === 0 && drawn.length === 0 && (
            <Panel position="top-center" className={styles.begin}>
              <p>
                The canvas is empty. Choose a kind of vertex in the palette, drag one from there to its place,
                or double-click anywhere.
              </p>
              <p>
                By keyboard: <kbd>{keysOf("add").toUpperCase()}</kbd> adds a vertex,{" "}
                <kbd>{keysOf("edit")}</kbd> edits what is selected,{" "}
                <kbd>{keysOf("connect").toUpperCase()}</kbd> connects it, <kbd>{keysOf("key-list")}</kbd>{" "}
                shows all keys.
              </p>
            </Panel>
          )}
          <GuideLines lines={dragging.lines} />
          <Palette />
          {children}
        </FlowFrame>
      </OpenFrameContext>
      <EdgeHint problemOf={problemOf} />
      {menu.element}
      {adding.list}
    </InsertContext>
  );
}
