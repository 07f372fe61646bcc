import { useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useLayoutEffect, useRef } from "react";
import type { VertexNode } from "../elements/flow-elements.ts";
import type { Box } from "../layout/frame-boxes.ts";
import { type Margins, viewThatFits } from "./fit-view.ts";
import { MANY_CARDS } from "./many-cards.ts";

/** A small graph is not blown up. */
const MAX_ZOOM = 1;
/** When a canvas opens, all cards are shown where they are not smaller than so. */
const MIN_OPEN_ZOOM = 0.3;
/** Else it is the beginning of the graph, in a size in which all of a card can be read. */
const READABLE_ZOOM = 0.65;
/** So few cards are all shown, however far apart they are. */
const FEW_CARDS = 4;
/** The tools of the editor are along the top, the buttons for the zoom at the left. */
const MARGINS: Margins = { top: 64, right: 24, bottom: 28, left: 60 };
/** Between a panel and the first card. */
const BESIDE_PANEL = 12;
/** A canvas that is not broader has them above each other, and only the buttons for the zoom at the left. */
const NARROW = 640;
const NARROW_MARGINS: Margins = { top: 24, right: 16, bottom: 28, left: 60 };
/** The overview with its margins. */
const OVERVIEW = { width: 230, height: 180 };
/** On a narrow screen there is none. */
const MIN_WIDTH_OF_OVERVIEW = 640;
const SMOOTH_MS = 200;

/** A frame or a note, by its id, and where it is drawn. */
type Drawn = { readonly id: string; readonly box: Box };

type How = {
  /** Cards, or vertices that a card stands for, frames and notes; left out, everything. */
  readonly ids?: ReadonlySet<string>;
  readonly isSmooth?: boolean;
  /** Cards that could not be read are not shown: it is the beginning of the graph then. */
  readonly isReadable?: boolean;
};

/** Brings cards, frames and notes into view, at once or as a movement. */
export type Fit = (how?: How) => void;

/** A function that fits the cards, with these frames and notes, into view. It stays the same. */
export function useFit(drawn: readonly Drawn[]): Fit {
  const flow = useReactFlow<VertexNode>();
  const store = useStoreApi();
  const drawnNow = useRef(drawn);
  useLayoutEffect(() => {
    drawnNow.current = drawn;
  }, [drawn]);
  return useCallback(
    ({ ids, isSmooth = false, isReadable = false } = {}) => {
      const { width, height, minZoom, domNode } = store.getState();
      const nodes = flow.getNodes();
      const isMeant = (id: string) => ids === undefined || ids.has(id);
      const places = nodes.flatMap(({ id, position, data: { stack } }) =>
        isMeant(id) || stack?.members.some(isMeant) === true ? [position] : [],
      );
      const boxes = drawnNow.current.flatMap(({ id, box }) => (isMeant(id) ? [box] : []));
      const hasOverview = nodes.length <= MANY_CARDS && window.innerWidth > MIN_WIDTH_OF_OVERVIEW;
      const view = viewThatFits(places, boxes, {
        screen: { width, height },
        margins: width > NARROW ? wideMargins(domNode) : narrowMargins(domNode, height),
        minZoom: isReadable && places.length > FEW_CARDS ? MIN_OPEN_ZOOM : minZoom,
        maxZoom: MAX_ZOOM,
        crowdZoom: isReadable ? READABLE_ZOOM : minZoom,
        drawnZoom: isReadable ? MIN_OPEN_ZOOM : minZoom,
        corner: hasOverview ? OVERVIEW : null,
      });
      if (view !== null) void flow.setViewport(view, isSmooth ? { duration: SMOOTH_MS } : {});
    },
    [flow, store],
  );
}

/** Beside the kinds of vertices, where they are shown: they fold, and are narrower on a low canvas. */
function wideMargins(canvas: HTMLElement | null): Margins {
  const left = canvas?.getBoundingClientRect().left ?? 0;
  const panels = [...(canvas?.querySelectorAll(".react-flow__panel.top.left") ?? [])];
  const ends = panels.map((panel) => panel.getBoundingClientRect().right - left + BESIDE_PANEL);
  return { ...MARGINS, left: Math.max(MARGINS.left, ...ends) };
}

/** Below what lies along the top: how high that is depends on what has room beside each other. */
function narrowMargins(canvas: HTMLElement | null, height: number): Margins {
  const top = canvas?.getBoundingClientRect().top ?? 0;
  const panels = [...(canvas?.querySelectorAll(".react-flow__panel.top") ?? [])];
  const ends = panels.map((panel) => panel.getBoundingClientRect().bottom - top + BESIDE_PANEL);
  return { ...NARROW_MARGINS, top: Math.min(Math.max(NARROW_MARGINS.top, ...ends), height * 0.6) };
}
