import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  ControlButton,
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
import { Maximize } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { GraphEdge, VertexNode } from "./elements/flow-elements.ts";
import { FarLayer } from "./far/far-layer.tsx";
import { useFar } from "./far/use-far.ts";
import styles from "./flow-frame.module.css";
import { GraphEdgePath } from "./graph-edge.tsx";
import { GRID } from "./layout/card-size.ts";
import { MapCard } from "./map-card.tsx";
import { StackCard } from "./stack-card.tsx";
import { VertexCard } from "./vertex-card.tsx";
import { MANY_CARDS } from "./view/many-cards.ts";
import { useFit } from "./view/use-fit.ts";

// Outside of any component: new objects would mount every card again.
const nodeTypes: NodeTypes = { vertex: VertexCard, stack: StackCard };
const edgeTypes: EdgeTypes = { edge: GraphEdgePath };

const MIN_ZOOM = 0.02;
const JUMP_MS = 200;

/** What the canvases of the editor and of the run view have in common. */
export function FlowFrame({
  children,
  className,
  ...flow
}: ReactFlowProps<VertexNode, GraphEdge> & { children?: ReactNode }) {
  const { nodes = [], edges = [] } = flow;
  const isMany = nodes.length > MANY_CARDS;
  const far = useFar(flow);
  return (
    <ReactFlow
      className={clsx(styles.flow, className)}
      nodeTypes={nodeTypes}
      edgeTypes={edgeTypes}
      // 500 vertices stay smooth: what is not on the screen is not in the document.
      onlyRenderVisibleElements
      minZoom={MIN_ZOOM}
      maxZoom={2}
      deleteKeyCode={null}
      zoomOnDoubleClick={false}
      elevateEdgesOnSelect
      {...flow}
      {...far.props}
    >
      <FirstFit />
      {far.isDrawn ? (
        <FarLayer cards={nodes} edges={edges} named={far.named} />
      ) : (
        <Background variant={BackgroundVariant.Dots} gap={GRID * 2} size={1} />
      )}
      {/* The overview has an element for each card. */}
      {!isMany && <Overview />}
      <Controls className={styles.controls} showInteractive={false} showFitView={false}>
        <FitButton />
      </Controls>
      {children}
    </ReactFlow>
  );
}

/** All cards, small, with the colours of their states. A click on a place of it brings that place into the middle. */
function Overview() {
  const flow = useReactFlow();
  return (
    <MiniMap
      className={styles.map}
      pannable
      zoomable
      nodeComponent={MapCard}
      onClick={(_, { x, y }) => void flow.setCenter(x, y, { zoom: flow.getZoom(), duration: JUMP_MS })}
    />
  );
}

function FitButton() {
  const showCards = useFit();
  return (
    <ControlButton
      onClick={() => showCards()}
      title="Fit everything into view"
      aria-label="Fit everything into view"
    >
      <Maximize aria-hidden />
    </ControlButton>
  );
}

/**
 * Shows the graph when the canvas opens. React Flow's own first fit waits for a card to be measured, and where all of
 * them are off the screen none is ever drawn.
 */
function FirstFit(): null {
  const showCards = useFit();
  const isReady = useStore(({ width, height, panZoom }) => width > 0 && height > 0 && panZoom !== null);
  useEffect(() => {
    if (isReady) showCards({ isReadable: true });
  }, [isReady, showCards]);
  return null;
}
