import { useEffect, useRef } from "react";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { isRootCause } from "./root-causes.ts";

/**
 * A failure that is retried leaves the list with the button that had the focus: then the page's heading has it.
 *
 * @param asked the vertex that a dialog asks about now.
 */
export function useFocusAfterRetry(asked: string | null, tracks: ReadonlyMap<string, TrackView>): void {
  const last = useRef<string | null>(null);
  useEffect(() => {
    if (asked !== null) last.current = asked;
    const track = last.current === null ? undefined : tracks.get(last.current);
    if (asked !== null || track === undefined || isRootCause(track)) return;
    last.current = null;
    if (document.activeElement === document.body) document.querySelector("h1")?.focus();
  }, [asked, tracks]);
}
