import { type OnNodesChange, ReactFlowProvider } from "@xyflow/react";
import { useLayoutEffect, useMemo, useRef } from "react";
import { annotationOf } from "#components/draft/edits/annotation-id.ts";
import { selectionAfter } from "#components/draft/edits/selection-after.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { AnnotationLayer } from "./annotations/annotation-layer.tsx";
import { OpenFrameContext } from "./annotations/open-frame-context.ts";
import { useDrawnBoxes } from "./annotations/use-drawn-boxes.ts";
import { chooseFrame, useViewedFrames } from "./annotations/use-viewed-frames.ts";
import { edgeChoice } from "./edge-choice.ts";
import type { Drawing, VertexNode } from "./elements/flow-elements.ts";
import {
  StackCardContext,
  TrackCardContext,
  type UseStackCard,
  type UseTrackCard,
} from "./elements/track-card.ts";
import { FinalLane } from "./final-lane.tsx";
import { FlowFrame } from "./flow-frame.tsx";
import { SHOW_WORDS } from "./flow-words.ts";
import { directionOf } from "./layout/tidy.ts";
import type { Stack } from "./stacks/find-stacks.ts";
import { useDrawing } from "./use-drawing.ts";
import { useFitCommands } from "./use-fit-commands.ts";
import { type Reveal, useReveal } from "./view/use-reveal.ts";

export type GraphCanvasProps = {
  readonly file: GraphFile;
  /** Given in the run view: a hook that gives the state of one track. It must be one and the same for good. */
  readonly useTrack?: UseTrackCard;
  /** The vertices of the file that stand for many, and a hook that gives the state of one of them, as `useTrack`. */
  readonly stacks?: readonly Stack[];
  readonly useStack?: UseStackCard;
  readonly selected: readonly string[];
  readonly onSelect: (names: readonly string[]) => void;
  /** Edges that are selected, by their ids, and who is told of one that is clicked. Left out, no edge can be. */
  readonly selectedEdges?: ReadonlySet<string>;
  readonly onSelectEdge?: (id: string) => void;
  /** Is told of a frame that was chosen. Left out, a click on the card of a collapsed one opens it. */
  readonly onFrame?: (frame: Stack) => void;
  /** A new object brings its vertex into view. */
  readonly reveal?: Reveal | null;
  /** What the region is called. */
  readonly label?: string;
};

/** A graph that is only looked at: the run view's canvas, a sealed revision, a picture of a draft. */
export function GraphCanvas({ label = "Canvas", useTrack, useStack, ...props }: GraphCanvasProps) {
  return (
    <section aria-label={label} style={{ height: "100%", minHeight: 0 }}>
      <ReactFlowProvider>
        <TrackCardContext value={useTrack ?? null}>
          <StackCardContext value={useStack ?? null}>
            <ShownGraph {...props} />
          </StackCardContext>
        </TrackCardContext>
      </ReactFlowProvider>
    </section>
  );
}

function ShownGraph({
  file,
  selected: names,
  onSelect,
  selectedEdges = STILL.selectedEdges,
  onSelectEdge,
  onFrame,
  reveal,
  stacks = NO_STACKS,
}: Omit<GraphCanvasProps, "useTrack" | "useStack" | "label">) {
  const { viewed, drawn, frames, show, open } = useViewedFrames(file);
  const selected = useMemo(() => {
    const hiddenIn = new Map(frames.flatMap(({ id, members }) => members.map((name) => [name, id] as const)));
    return new Set(names.map((name) => hiddenIn.get(name) ?? name));
  }, [names, frames]);
  const still = useMemo(
    () => ({
      ...STILL,
      file: drawn,
      direction: directionOf(file),
      stacks: new Map([...stacks, ...frames].map((each) => [each.id, each])),
    }),
    [file, drawn, stacks, frames],
  );
  const drawing = useMemo(
    (): Drawing => ({ ...still, selected, selectedEdges }),
    [still, selected, selectedEdges],
  );
  const { nodes, edges } = useDrawing(drawing);
  // React Flow may report two changes before the next render; the second one must see the first.
  const chosen = useRef<ReadonlySet<string>>(selected);
  useLayoutEffect(() => {
    chosen.current = selected;
  }, [selected]);
  const boxes = useDrawnBoxes(viewed);
  useFitCommands(selected, boxes);
  useReveal({ file, drawn, frames, open }, reveal ?? null);
  const choose = (id: string, isClick: boolean) => {
    const frame = frames.find((each) => each.id === id);
    if (frame === undefined) onSelect([id]);
    else if (onFrame !== undefined) onFrame(frame);
    else if (isClick) open(id);
  };
  const onNodesChange: OnNodesChange<VertexNode> = (changes) => {
    const now = selectionAfter(chosen.current, changes);
    if (now === null) return;
    chosen.current = now;
    const frame = [...now].find((id) => frames.some((each) => each.id === id) && !selected.has(id));
    if (frame === undefined) onSelect([...now].filter((id) => annotationOf(id) === null));
    else choose(frame, false);
  };
  return (
    <OpenFrameContext value={open}>
      <FlowFrame
        nodes={nodes}
        edges={edges}
        drawn={boxes}
        onNodesChange={onNodesChange}
        // A stack that is selected already may be opened again.
        onNodeClick={(_, { id, type }) => type === "stack" && choose(id, true)}
        onNodeDoubleClick={(_, { id }) => open(id)}
        {...edgeChoice({ selectedEdges, onSelectEdge, onClear: () => onSelect([]) })}
        {...LOOKED_AT}
        ariaLabelConfig={SHOW_WORDS}
      >
        <FinalLane file={file} />
        <AnnotationLayer
          drawn={boxes}
          onCollapse={(name) => show(name, true)}
          {...(onFrame !== undefined && { onSelect: (id) => chooseFrame(viewed, id, onFrame) })}
        />
      </FlowFrame>
    </OpenFrameContext>
  );
}

const NO_STACKS: readonly Stack[] = [];
const LOOKED_AT = { nodesDraggable: false, nodesConnectable: false, edgesFocusable: false } as const;

/** What a canvas that nobody edits leaves empty. */
const STILL = {
  selectedEdges: new Set<string>() as ReadonlySet<string>,
  ...{ moved: new Map<string, never>(), marks: new Map<string, never>() },
  wrongEdges: new Set<string>(),
  isEditable: false,
};
