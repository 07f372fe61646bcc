import { useReactFlow } from "@xyflow/react";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { nextHit } from "./next-hit.ts";
import type { Hit } from "./search-draft.ts";
import type { useSearch } from "./use-search.ts";
import { useShowPlace } from "./use-show-place.ts";

/** The card of the selected vertex on the canvas. */
const SELECTED_CARD = ".react-flow__node.selected";

/**
 * Going through hits, and back to where one was. A step to a hit that is not found yet is done once it is.
 *
 * @param typed what is looked for now. With another text the first hit is the next one again.
 */
export function useHits(
  { hits, query, isWhole, isCurrent }: ReturnType<typeof useSearch>,
  typed: string,
  onInspect: () => void,
  onClose: () => void,
) {
  const store = useDraftStore();
  const flow = useReactFlow();
  const showPlace = useShowPlace();
  const [shown, setShown] = useState<{
    readonly query: string;
    readonly at: number;
    readonly hit: Hit;
  } | null>(null);
  const last = shown !== null && shown.query === query ? shown : null;
  const atNow = last === null ? undefined : hits[last.at];
  const at = last !== null && atNow !== undefined && isSameHit(atNow, last.hit) ? last.at : null;
  // A field that asks for a vertex would be told of each that is shown.
  useEffect(() => store.getState().ask(null), [store]);
  const [before] = useState(() => ({
    selection: store.getState().selection,
    view: flow.getViewport(),
    focus: document.activeElement,
  }));
  const opened = useRef(new Set<string>());
  /** A step that waits for its hit, and the text that was typed then. */
  const waiting = useRef<{ readonly typed: string; readonly by: 1 | -1 } | null>(null);

  const tellFound = (hit: Hit, takesFocus: boolean) => {
    const { place, field, from, found } = hit;
    const isInForm = place.of === "vertex" && field !== undefined;
    store
      .getState()
      .showFound(isInForm ? { vertex: place.name, field, from, text: found, takesFocus } : null);
  };
  const go = (index: number) => {
    const hit = hits[index];
    if (hit === undefined) return;
    // Whoever chooses a hit no longer waits for another one.
    waiting.current = null;
    setShown({ query, at: index, hit });
    for (const frame of showPlace(hit.place)) opened.current.add(frame);
    tellFound(hit, false);
    onInspect();
  };
  const step = (by: 1 | -1) => {
    // Hits of another text, or of the draft before it was changed, are none of what is looked for.
    const found = { count: hits.length, isWhole, at, last: last?.at ?? null };
    const next = isCurrent ? nextHit(found, by) : "later";
    waiting.current = next === "later" ? { typed, by } : null;
    if (typeof next === "number") go(next);
  };
  const stepNow = useEffectEvent(() => {
    const wanted = waiting.current;
    if (wanted === null) return;
    if (wanted.typed === typed) step(wanted.by);
    else waiting.current = null;
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: each of them may bring the hit that is waited for
  useEffect(() => stepNow(), [hits, isWhole, isCurrent, typed]);
  const back = () => {
    const { draft, select, showFound, closeFrames } = store.getState();
    const { vertices } = draft.file.content;
    onClose();
    showFound(null);
    closeFrames([...opened.current]);
    const { selection, view, focus } = before;
    select({ ...selection, vertices: new Set([...selection.vertices].filter((name) => vertices.has(name))) });
    void flow.setViewport(view, { duration: 200 });
    if (focus instanceof HTMLElement && focus.isConnected) focus.focus({ preventScroll: true });
  };
  const stay = () => {
    const hit = at === null ? undefined : hits[at];
    onClose();
    if (hit === undefined) {
      store.getState().showFound(null);
      if (before.focus instanceof HTMLElement) before.focus.focus({ preventScroll: true });
      return;
    }
    // The panel is left: what is in a form is shown there, whatever was beside the canvas before.
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
    tellFound(hit, true);
    if (hit.field === undefined) document.querySelector<HTMLElement>(SELECTED_CARD)?.focus();
    else onInspect();
  };
  return { at, go, step, back, stay };
}

function isSameHit(one: Hit, other: Hit): boolean {
  return one.field === other.field && one.from === other.from && isSamePlace(one.place, other.place);
}

function isSamePlace(one: Hit["place"], other: Hit["place"]): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
