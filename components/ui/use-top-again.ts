import { type RefObject, useEffect, useRef } from "react";

/**
 * A list that shows its beginning again whenever what is asked for changes: what fits best is there. The list scrolls to
 * its chosen entry by itself, which may be where that stood before.
 */
export function useTopAgain(asked: string): RefObject<HTMLDivElement | null> {
  const list = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: it is done for each change of what is asked for.
  useEffect(() => {
    const frame = requestAnimationFrame(() => list.current?.scrollTo({ top: 0 }));
    return () => cancelAnimationFrame(frame);
  }, [asked]);
  return list;
}
