import { useCallback, useEffect, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { Direction } from "../layout/card-size.ts";
import { tidyPlacesApart } from "../layout/place-apart.ts";

const TIDY_MS = 250;
/** More vertices are at their places at once: each frame of the movement draws all of them. */
const MAX_GLIDING = 200;
const AT_REST: ReadonlyMap<string, Point> = new Map();

/** Tidying that takes a while: which share is done, and how it is given up. */
export type Tidying = { readonly share: number; readonly cancel: () => void };

/**
 * Tidies the selected vertices, or all where less than two are selected: one step of the draft, shown as a movement.
 * `gliding` says where the vertices are meanwhile, `tidying` how far the work is as long as there is some.
 */
export function useTidy() {
  const store = useDraftStore();
  const [gliding, setGliding] = useState(AT_REST);
  const [tidying, setTidying] = useState<Tidying | null>(null);
  const frame = useRef(0);
  const running = useRef<AbortController | null>(null);
  useEffect(
    () => () => {
      cancelAnimationFrame(frame.current);
      running.current?.abort();
    },
    [],
  );

  const glide = useCallback((from: ReadonlyMap<string, Point>, to: ReadonlyMap<string, Point>) => {
    if (to.size > MAX_GLIDING || window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
    const began = performance.now();
    const step = (now: number) => {
      const share = Math.min(1, (now - began) / TIDY_MS);
      setGliding(share === 1 ? AT_REST : between(from, to, 1 - (1 - share) ** 3));
      if (share < 1) frame.current = requestAnimationFrame(step);
    };
    cancelAnimationFrame(frame.current);
    setGliding(between(from, to, 0));
    frame.current = requestAnimationFrame(step);
  }, []);

  const tidy = useCallback(
    async (direction: Direction) => {
      running.current?.abort();
      const work = new AbortController();
      running.current = work;
      const { draft, selection } = store.getState();
      const { file } = draft;
      const names = selection.vertices.size > 1 ? [...selection.vertices] : [...file.content.vertices.keys()];
      const onShare = (share: number) =>
        running.current === work && setTidying({ share, cancel: () => work.abort() });
      const found = await tidyPlacesApart(file, names, direction, { onShare, cancelled: work.signal });
      if (running.current !== work) return;
      running.current = null;
      setTidying(null);
      const { edit, announce, draft: now } = store.getState();
      if (found === null) return announce("Tidying was cancelled.");
      // What was removed meanwhile has no place any more.
      const to = new Map([...found].filter(([name]) => now.file.content.vertices.has(name)));
      edit({ do: "move", places: to });
      announce("Tidied.");
      glide(now.file.layout, to);
    },
    [store, glide],
  );
  return { tidy, gliding, tidying };
}

function between(
  from: ReadonlyMap<string, Point>,
  to: ReadonlyMap<string, Point>,
  share: number,
): ReadonlyMap<string, Point> {
  return new Map(
    [...to].map(([name, end]) => {
      const start = from.get(name) ?? end;
      return [name, { x: start.x + (end.x - start.x) * share, y: start.y + (end.y - start.y) * share }];
    }),
  );
}
