import { type ReactFlowProps, useOnViewportChange, useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { type MouseEvent, type PointerEvent, useCallback, useEffect, useMemo, useState } from "react";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { isFar } from "../view/many-cards.ts";
import { cardAt, edgeAt, isInside, isOver, shownArea } from "./far-cards.ts";
import { useFarBox } from "./use-far-box.ts";
import { useFarFocus } from "./use-far-focus.ts";

/** More selected cards than these are drawn with the others: to mount them would take as long as to mount all. */
const MAX_WHOLE = 40;
/** How near to an edge a press must be, and to a card the pointer that comes from it, in pixels of the screen. */
const NEAR = 8;

type FlowProps = ReactFlowProps<VertexNode, GraphEdge>;

/**
 * A large graph seen from far away is one picture. Only cards that somebody uses are elements: those that are selected,
 * pointed at, dragged, connected, or have the focus.
 *
 * @returns what the canvas gets in place of what it was given, and the card that is in use.
 */
export function useFar(flow: FlowProps) {
  const { nodes = NO_NODES, edges = NO_EDGES, onEdgesChange } = flow;
  // By the cards that are given: the canvas's own follow later, and meanwhile each card and edge would become an element.
  const isDrawn = useStore(({ transform }) => isFar({ nodes, transform }));
  const store = useStoreApi();
  const { screenToFlowPosition } = useReactFlow();
  const [pointed, setPointed] = useState<string | null>(null);
  const { focused, wanted, ...focus } = useFarFocus(nodes, isDrawn);
  const [first, setFirst] = useState<string | null>(null);
  const from = useStore(({ connection }) => (connection.inProgress ? connection.fromNode.id : null));
  const onSelectionEnd = useFarBox(flow, isDrawn);

  const findFirst = useCallback(() => {
    const area = shownArea(store.getState());
    setFirst(nodes.find((node) => isInside(node, area))?.id ?? null);
  }, [store, nodes]);
  useOnViewportChange({ onEnd: findFirst });
  useEffect(() => {
    if (isDrawn) findFirst();
  }, [isDrawn, findFirst]);

  const whole = useMemo(() => {
    const selected = nodes.filter(({ selected }) => selected === true).slice(0, MAX_WHOLE);
    // Tab reaches one card; from there it goes on.
    const used = [pointed, focused ?? first, wanted, from, ...selected.map(({ id }) => id)];
    return new Set(used.filter((id) => id !== null));
  }, [nodes, pointed, focused, first, wanted, from]);
  const shown = useMemo(
    () => (isDrawn ? nodes.map((node) => (whole.has(node.id) ? node : hidden(node))) : nodes),
    [isDrawn, nodes, whole],
  );
  const shownEdges = useMemo(
    () => (isDrawn ? edges.filter(({ selected }) => selected === true).slice(0, MAX_WHOLE) : edges),
    [isDrawn, edges],
  );
  const named = useMemo(
    () => nodes.find(({ id }) => id === (pointed ?? focus.named)) ?? null,
    [nodes, pointed, focus.named],
  );
  if (!isDrawn) return { isDrawn, named: null, props: {} };

  const onPointerMove = ({ clientX, clientY, buttons, target }: PointerEvent) => {
    // The tools lie above the cards.
    if (target instanceof Element && target.closest(".react-flow__panel") !== null) return setPointed(null);
    // What is dragged stays; an edge that is drawn may end at any card.
    if (buttons !== 0 && !store.getState().connection.inProgress) return;
    const point = screenToFlowPosition({ x: clientX, y: clientY }, { snapToGrid: false });
    const near = NEAR / store.getState().transform[2];
    const last = nodes.find(({ id }) => id === pointed);
    const card = cardAt(nodes, point) ?? (last !== undefined && isOver(last, point, near) ? last : null);
    setPointed(card?.id ?? null);
  };
  const onPaneClick = (event: MouseEvent) => {
    flow.onPaneClick?.(event);
    const point = screenToFlowPosition({ x: event.clientX, y: event.clientY }, { snapToGrid: false });
    // A finger points at nothing before it presses.
    const card = cardAt(nodes, point);
    const near = NEAR / store.getState().transform[2];
    const edge =
      card === null ? edgeAt(edges, new Map(nodes.map((node) => [node.id, node])), point, near) : null;
    // The press on the canvas takes the selection away first.
    queueMicrotask(() => {
      if (card !== null) store.getState().addSelectedNodes([card.id]);
      else if (edge !== null) onEdgesChange?.([{ type: "select", id: edge.id, selected: true }]);
    });
  };
  return {
    isDrawn,
    named,
    props: {
      nodes: shown,
      edges: shownEdges,
      onPointerMove,
      onPointerLeave: () => setPointed(null),
      onPaneClick,
      onSelectionEnd,
      ...focus.handlers,
    },
  };
}

const NO_NODES: VertexNode[] = [];
const NO_EDGES: GraphEdge[] = [];

/** One object for one card: React Flow looks only at those that are new. */
const hiddenNodes = new WeakMap<VertexNode, VertexNode>();

function hidden(node: VertexNode): VertexNode {
  const known = hiddenNodes.get(node);
  if (known !== undefined) return known;
  const made = { ...node, hidden: true };
  hiddenNodes.set(node, made);
  return made;
}
