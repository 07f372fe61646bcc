import { useEffect, useEffectEvent } from "react";
import { type LineRange, linesInHash } from "./line-address.ts";

/**
 * Follows an address of lines that is opened while their log is shown already: the browser loads no page then.
 *
 * @param lookAt brings these lines into view.
 */
export function useLineLink(lookAt: (lines: LineRange) => void): void {
  const follow = useEffectEvent(() => {
    const lines = linesInHash(window.location.hash);
    if (lines !== null) lookAt(lines);
  });
  useEffect(() => {
    const tell = () => follow();
    window.addEventListener("hashchange", tell);
    return () => window.removeEventListener("hashchange", tell);
  }, []);
}
