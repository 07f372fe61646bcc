import { useEffect, useRef } from "react";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { isRootCause } from "./root-causes.ts";

/**
 * A failure that is retried leaves the list with the button that had the focus: then the page's heading has it. The page does
 * not scroll to it.
 *
 * @param sent the track whose retry was sent from here, as it was before.
 */
export function useFocusAfterRetry(sent: TrackView | null, tracks: ReadonlyMap<string, TrackView>): void {
  const done = useRef<TrackView | null>(null);
  useEffect(() => {
    if (sent === null || sent === done.current) return;
    const track = tracks.get(sent.vertex);
    if (track === undefined || (isRootCause(track) && track.attempt === sent.attempt)) return;
    done.current = sent;
    if (document.activeElement === document.body)
      document.querySelector("h1")?.focus({ preventScroll: true });
  }, [sent, tracks]);
}
