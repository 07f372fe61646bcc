import { useReactFlow, useStore } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import { isCanvasReady } from "./is-canvas-ready.ts";
import { ZOOM_OF_ONE } from "./zoom-of-one.ts";

/** Brings a vertex into the middle when it is asked for; the frame that hides it is opened. */
export function useReveal(
  file: GraphFile,
  reveal: { readonly vertex: string } | null,
  openFor: (vertex: string) => void,
): void {
  const flow = useReactFlow();
  // After the first fit, which a part of the canvas does at the same time.
  const isReady = useStore(isCanvasReady);
  const show = useEffectEvent((vertex: string) => {
    openFor(vertex);
    const place = file.layout.get(vertex);
    if (place === undefined) return;
    const zoom = Math.max(flow.getZoom(), ZOOM_OF_ONE);
    void flow.setCenter(place.x + CARD_WIDTH / 2, place.y + CARD_HEIGHT / 2, { zoom, duration: 200 });
  });
  // A canvas that was hidden meanwhile stays where it is.
  const shown = useRef<typeof reveal>(null);
  useEffect(() => {
    if (!isReady || reveal === null || shown.current === reveal) return;
    shown.current = reveal;
    show(reveal.vertex);
  }, [isReady, reveal]);
}
