import { durationWords } from "#components/ui/duration-words.ts";
import { useNow } from "#components/ui/relative-time.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { trackTimeLeft } from "#engine/explain/time-left.ts";

/** What the clocks of a track will do, and when; nothing where none runs. */
export function TrackTimeLeft({ track }: { track: TrackView }) {
  const now = useNow();
  const text = now === null ? null : trackTimeLeft(track, now, durationWords);
  return text === null ? null : <p>{`${text.charAt(0).toUpperCase()}${text.slice(1)}.`}</p>;
}
