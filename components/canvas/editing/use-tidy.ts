import { useCallback, useEffect, useRef, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import type { Point } from "#components/draft/edits/edit.ts";
import type { Direction } from "../layout/card-size.ts";
import { tidyPlaces } from "../layout/tidy.ts";

const TIDY_MS = 250;
const AT_REST: ReadonlyMap<string, Point> = new Map();

/**
 * Tidies the selected vertices, or all where less than two are selected: one step of the draft, shown as a movement.
 * `gliding` says where the vertices are meanwhile.
 */
export function useTidy() {
  const store = useDraftStore();
  const [gliding, setGliding] = useState(AT_REST);
  const frame = useRef(0);
  useEffect(() => () => cancelAnimationFrame(frame.current), []);

  const tidy = useCallback(
    (direction: Direction) => {
      const { draft, selection, edit, announce } = store.getState();
      const { file } = draft;
      const names = selection.vertices.size > 1 ? [...selection.vertices] : [...file.content.vertices.keys()];
      const to = tidyPlaces(file, names, direction);
      edit({ do: "move", places: to });
      announce("Tidied.");
      if (window.matchMedia("(prefers-reduced-motion: reduce)").matches) return;
      const began = performance.now();
      const step = (now: number) => {
        const share = Math.min(1, (now - began) / TIDY_MS);
        setGliding(share === 1 ? AT_REST : between(file.layout, to, 1 - (1 - share) ** 3));
        if (share < 1) frame.current = requestAnimationFrame(step);
      };
      cancelAnimationFrame(frame.current);
      setGliding(between(file.layout, to, 0));
      frame.current = requestAnimationFrame(step);
    },
    [store],
  );
  return { tidy, gliding };
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
