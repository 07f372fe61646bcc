import { useReactFlow, useStore, useStoreApi } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef } from "react";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { CARD_HEIGHT, CARD_WIDTH } from "../layout/card-size.ts";
import type { Stack } from "../stacks/find-stacks.ts";
import { coversOf } from "./covers-of.ts";
import { isCanvasReady } from "./is-canvas-ready.ts";
import { wayIntoView } from "./way-into-view.ts";
import { ZOOM_OF_ONE } from "./zoom-of-one.ts";

/** A vertex that is asked for: a new object asks again. */
export type Reveal = {
  readonly vertex: string;
  /** A card that can be seen stays where it is, and a collapsed frame stands for its vertices. */
  readonly isUnlessSeen?: boolean;
};

type Drawn = {
  readonly file: GraphFile;
  /** The file with each collapsed frame as one vertex. */
  readonly drawn: GraphFile;
  /** The collapsed frames. */
  readonly frames: readonly Stack[];
  readonly open: (frame: string) => void;
};

/** Brings a vertex into the middle when it is asked for; the frame that hides it is opened. */
export function useReveal({ file, drawn, frames, open }: Drawn, reveal: Reveal | null): void {
  const flow = useReactFlow();
  const store = useStoreApi();
  // After the first fit, which a part of the canvas does at the same time.
  const isReady = useStore(isCanvasReady);
  const show = useEffectEvent(({ vertex, isUnlessSeen = false }: Reveal) => {
    const frame = frames.find(({ members }) => members.includes(vertex));
    if (frame !== undefined && !isUnlessSeen) open(frame.id);
    const place = isUnlessSeen ? drawn.layout.get(frame?.id ?? vertex) : file.layout.get(vertex);
    if (place === undefined || (isUnlessSeen && isSeen(place))) return;
    const zoom = Math.max(flow.getZoom(), ZOOM_OF_ONE);
    void flow.setCenter(place.x + CARD_WIDTH / 2, place.y + CARD_HEIGHT / 2, { zoom, duration: 200 });
  });
  const isSeen = ({ x, y }: { readonly x: number; readonly y: number }) => {
    const { width, height, transform, domNode } = store.getState();
    const [left, top, zoom] = transform;
    const card = {
      ...{ x: x * zoom + left, y: y * zoom + top },
      ...{ width: CARD_WIDTH * zoom, height: CARD_HEIGHT * zoom },
    };
    const way = wayIntoView(card, { width, height }, coversOf(domNode));
    return way.x === 0 && way.y === 0;
  };
  // A canvas that was hidden meanwhile stays where it is.
  const shown = useRef<typeof reveal>(null);
  useEffect(() => {
    if (!isReady || reveal === null || shown.current === reveal) return;
    shown.current = reveal;
    show(reveal);
  }, [isReady, reveal]);
}
