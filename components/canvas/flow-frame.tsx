import "@xyflow/react/dist/base.css";
import {
  Background,
  BackgroundVariant,
  ControlButton,
  Controls,
  type EdgeTypes,
  type NodeTypes,
  ReactFlow,
  type ReactFlowProps,
  useStore,
} from "@xyflow/react";
import clsx from "clsx";
import { Maximize } from "lucide-react";
import { type ReactNode, useEffect } from "react";
import type { DrawnBox } from "./annotations/drawn-boxes.ts";
import type { GraphEdge, VertexNode } from "./elements/flow-elements.ts";
import { FarLayer } from "./far/far-layer.tsx";
import { useFar } from "./far/use-far.ts";
import styles from "./flow-frame.module.css";
import { GraphEdgePath } from "./graph-edge.tsx";
import { GRID } from "./layout/card-size.ts";
import { Overview } from "./overview/overview.tsx";
import { StackCard } from "./stack-card.tsx";
import { VertexCard } from "./vertex-card.tsx";
import { isCanvasReady } from "./view/is-canvas-ready.ts";
import { MANY_CARDS } from "./view/many-cards.ts";
import { useFit } from "./view/use-fit.ts";

// Outside of any component: new objects would mount every card again.
const nodeTypes: NodeTypes = { vertex: VertexCard, stack: StackCard };
const edgeTypes: EdgeTypes = { edge: GraphEdgePath };

const MIN_ZOOM = 0.02;

/** What the canvases of the editor and of the run view have in common. */
export function FlowFrame({
  children,
  className,
  drawn,
  ...flow
}: ReactFlowProps<VertexNode, GraphEdge> & {
  /** The open frames and the notes: the whole graph is shown with them. */
  drawn: readonly DrawnBox[];
  children?: ReactNode;
}) {
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
      <FirstFit drawn={drawn} />
      {far.isDrawn ? (
        <FarLayer cards={nodes} edges={edges} drawn={drawn} named={far.named} />
      ) : (
        <Background variant={BackgroundVariant.Dots} gap={GRID * 2} size={1} />
      )}
      {/* The overview has an element for each card. */}
      {!isMany && <Overview cards={nodes} drawn={drawn} />}
      <Controls className={styles.controls} showInteractive={false} showFitView={false}>
        <FitButton drawn={drawn} />
      </Controls>
      {children}
    </ReactFlow>
  );
}

function FitButton({ drawn }: { drawn: readonly DrawnBox[] }) {
  const showCards = useFit(drawn);
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
function FirstFit({ drawn }: { drawn: readonly DrawnBox[] }): null {
  const showCards = useFit(drawn);
  const isReady = useStore(isCanvasReady);
  useEffect(() => {
    if (isReady) showCards({ isReadable: true });
  }, [isReady, showCards]);
  return null;
}
