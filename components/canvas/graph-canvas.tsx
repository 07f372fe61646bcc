import { type OnNodesChange, ReactFlowProvider, useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useLayoutEffect, useMemo, useRef } from "react";
import { selectionAfter } from "#components/draft/edits/selection-after.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
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
import { CARD_HEIGHT, CARD_WIDTH } from "./layout/card-size.ts";
import { directionOf } from "./layout/tidy.ts";
import type { Stack } from "./stacks/find-stacks.ts";
import { useDrawing } from "./use-drawing.ts";
import { useFitKeys } from "./use-fit-keys.ts";

export type GraphCanvasProps = {
  readonly file: GraphFile;
  /** Given in the run view: a hook that gives the state of one track. It must be one and the same for good. */
  readonly useTrack?: UseTrackCard;
  /** The vertices of the file that stand for many, and a hook that gives the state of one of them, as `useTrack`. */
  readonly stacks?: readonly Stack[];
  readonly useStack?: UseStackCard;
  readonly selected: readonly string[];
  readonly onSelect: (names: readonly string[]) => void;
  /** A new object brings this vertex into the middle of the view. */
  readonly reveal?: { readonly vertex: string } | null;
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
  reveal,
  stacks = NO_STACKS,
}: Omit<GraphCanvasProps, "useTrack" | "useStack" | "label">) {
  const selected = useMemo(() => new Set(names), [names]);
  const still = useMemo(
    () => ({
      ...STILL,
      file,
      direction: directionOf(file),
      stacks: new Map(stacks.map((each) => [each.id, each])),
    }),
    [file, stacks],
  );
  const drawing = useMemo((): Drawing => ({ ...still, selected }), [still, selected]);
  const { nodes, edges } = useDrawing(drawing);
  // React Flow may report two changes before the next render; the second one must see the first.
  const chosen = useRef<ReadonlySet<string>>(selected);
  useLayoutEffect(() => {
    chosen.current = selected;
  }, [selected]);
  useFitKeys(selected);
  useReveal(file, reveal ?? null);
  const onNodesChange: OnNodesChange<VertexNode> = (changes) => {
    const now = selectionAfter(chosen.current, changes);
    if (now === null) return;
    chosen.current = now;
    onSelect([...now]);
  };
  return (
    <FlowFrame
      nodes={nodes}
      edges={edges}
      onNodesChange={onNodesChange}
      // A stack that is selected already may be opened again.
      onNodeClick={(_, { id, type }) => type === "stack" && onSelect([id])}
      nodesDraggable={false}
      nodesConnectable={false}
      edgesFocusable={false}
      ariaLabelConfig={SHOW_WORDS}
    >
      <FinalLane file={file} />
    </FlowFrame>
  );
}

/** Brings a vertex into the middle when it is asked for. */
function useReveal(file: GraphFile, reveal: { readonly vertex: string } | null): void {
  const flow = useReactFlow();
  const show = useEffectEvent((vertex: string) => {
    const place = file.layout.get(vertex);
    if (place === undefined) return;
    const zoom = Math.max(flow.getZoom(), 0.6);
    void flow.setCenter(place.x + CARD_WIDTH / 2, place.y + CARD_HEIGHT / 2, { zoom, duration: 200 });
  });
  useEffect(() => {
    if (reveal !== null) show(reveal.vertex);
  }, [reveal]);
}

const NO_STACKS: readonly Stack[] = [];

/** What a canvas that nobody edits leaves empty. */
const STILL = {
  selectedEdges: new Set<string>(),
  moved: new Map<string, never>(),
  marks: new Map<string, never>(),
  wrongEdges: new Set<string>(),
  isEditable: false,
};
