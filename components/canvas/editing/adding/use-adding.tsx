import { useReactFlow } from "@xyflow/react";
import { type MouseEvent, type ReactNode, useCallback, useState } from "react";
import type { EdgeEnds, Point } from "#components/draft/edits/edit.ts";
import { cornerAround } from "../../layout/card-size.ts";
import { AddList, type AddPlace } from "./add-list.tsx";

/** The list of what can be added, and the ways of the canvas to open it. Its functions stay the same. */
export function useAdding() {
  const flow = useReactFlow();
  const [place, ask] = useState<AddPlace | null>(null);
  const askBetween = useCallback(
    (edge: EdgeEnds, screen: Point) => ask({ screen, hook: { by: "edge", edge } }),
    [],
  );
  const onDoubleClick = (event: MouseEvent) => {
    if (!(event.target instanceof Element) || !event.target.classList.contains("react-flow__pane")) return;
    const screen = { x: event.clientX, y: event.clientY };
    ask({ screen, at: cornerAround(flow.screenToFlowPosition(screen)) });
  };
  const list: ReactNode = place !== null && <AddList {...place} onClose={() => ask(null)} />;
  return { ask, askBetween, onDoubleClick, list };
}
