import { createContext, useContext } from "react";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { type ChildIndex, type PinState, pinStateOf } from "./pin-state.ts";

const NOTHING: ChildIndex = new Map();

/** Given where a draft is edited: null until the server has answered. */
export const ChildGraphsContext = createContext<ChildIndex | null>(null);

export function useChildIndex(): ChildIndex {
  return useContext(ChildGraphsContext) ?? NOTHING;
}

/** What is to be said of the revision that a vertex runs. */
export function usePinState({ graph }: Pick<VertexSpec, "graph">): PinState | null {
  return pinStateOf(graph, useChildIndex());
}
