import type { PipelineNow } from "./apply-delta.ts";

/**
 * Finds something out of all tracks once for each change of them, however many parts of the page ask for it and however often.
 *
 * @param find must give the same for the same tracks.
 */
export function onceForTracks<Found>(
  find: (tracks: PipelineNow["tracks"]) => Found,
): (tracks: PipelineNow["tracks"]) => Found {
  const known = new WeakMap<PipelineNow["tracks"], { readonly found: Found }>();
  return (tracks) => {
    const kept = known.get(tracks) ?? { found: find(tracks) };
    known.set(tracks, kept);
    return kept.found;
  };
}
