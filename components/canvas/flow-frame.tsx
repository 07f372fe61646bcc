import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  Controls,
  type EdgeTypes,
  MiniMap,
  type NodeTypes,
  ReactFlow,
  type ReactFlowProps,
  useReactFlow,
  useStore,
} from "@xyflow/react";
import clsx from "clsx";
import { type ReactNode, useEffect } from "react";
import type { GraphEdge, VertexNode } from "./flow-elements.ts";
import styles from "./flow-frame.module.css";
import { GraphEdgePath } from "./graph-edge.tsx";
import { GRID } from "./layout/card-size.ts";
import { MANY_CARDS, MIN_ZOOM_OF_MANY } from "./many-cards.ts";
import { StackCard } from "./stack-card.tsx";
import { VertexCard } from "./vertex-card.tsx";

// Outside of any component: new objects would mount every card again.
const nodeTypes: NodeTypes = { vertex: VertexCard, stack: StackCard };
const edgeTypes: EdgeTypes = { edge: GraphEdgePath };

/** The margin of a fitted graph, and the largest zoom of a small one. */
export const FIT = { padding: 0.12, maxZoom: 1 } as const;

const MIN_ZOOM = 0.02;
/** So many cards are shown first where not all can be. */
const FIRST_SHOWN = 12;

/** What the canvases of the editor and of the run view have in common. */
export function FlowFrame({
  children,
  className,
  ...flow
}: ReactFlowProps<VertexNode, GraphEdge> & { children?: ReactNode }) {
  const isMany = (flow.nodes?.length ?? 0) > MANY_CARDS;
  return (
    <ReactFlow
      className={clsx(styles.flow, className)}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      // 500 vertices stay smooth: what is not on the screen is not in the document.
      onlyRenderVisibleElements
      minZoom={isMany ? MIN_ZOOM_OF_MANY : MIN_ZOOM}
      maxZoom={2}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      elevateEdgesOnSelect
      {...flow}
    >
      <FirstFit />
      <Background variant={BackgroundVariant.Dots} gap={GRID * 2} size={1} />
      {/* The overview has an element for each card. */}
      {!isMany && <MiniMap className={styles.map} pannable zoomable nodeStrokeWidth={4} />}
      <Controls className={styles.controls} showInteractive={false} fitViewOptions={FIT} />
      {children}
    </ReactFlow>
  );
}

/**
 * Shows the whole graph when the canvas opens, or its first cards where it is too large. React Flow's own first fit waits for a card to be measured, and where all
 * of them are off the screen none is ever drawn. Our nodes have their sizes from the start.
 */
function FirstFit(): null {
  const flow = useReactFlow();
  const isReady = useStore(({ width, height, panZoom }) => width > 0 && height > 0 && panZoom !== null);
  useEffect(() => {
    if (!isReady) return;
    const nodes = flow.getNodes();
    void flow.fitView(nodes.length > MANY_CARDS ? { ...FIT, nodes: nodes.slice(0, FIRST_SHOWN) } : FIT);
  }, [isReady, flow]);
  return null;
}
