import { type ReactFlowProps, useStoreApi } from "@xyflow/react";
import { type MouseEvent, useEffect, useRef } from "react";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { cardsUnderBox } from "./far-cards.ts";

type Flow = Pick<ReactFlowProps<VertexNode, GraphEdge>, "nodes" | "onNodesChange" | "onSelectionEnd">;

/** React Flow's selection box finds the cards that are elements; this finds the others, when the box is let go. */
export function useFarBox({ nodes = [], onNodesChange, onSelectionEnd }: Flow, isDrawn: boolean) {
  const store = useStoreApi();
  const box = useRef(store.getState().userSelectionRect);
  useEffect(
    () =>
      store.subscribe(({ userSelectionRect }) => {
        // It is gone before anybody is told that it ended.
        if (userSelectionRect !== null) box.current = userSelectionRect;
      }),
    [store],
  );
  return (event: MouseEvent) => {
    onSelectionEnd?.(event);
    if (!isDrawn || box.current === null) return;
    const under = cardsUnderBox(nodes, { box: box.current, transform: store.getState().transform });
    if (under.length === 0) return;
    onNodesChange?.(under.map(({ id }) => ({ type: "select", id, selected: true })));
    // The selected cards are moved together.
    queueMicrotask(() => store.setState({ nodesSelectionActive: true }));
  };
}
