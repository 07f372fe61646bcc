import { LongText } from "#components/ui/long-text.tsx";
import styles from "../run-view.module.css";
import { onceForTracks } from "../store/once-for-tracks.ts";
import { usePipelineNow } from "../store/pipeline-store.ts";
import { needingTrack } from "./needing-track.ts";

type Props = {
  /** In a few words: `2 prompts, 1 failed`. */
  needs: string;
  /** Shows a track, and brings its card into view. */
  show: (vertex: string) => void;
};

const needing = onceForTracks((tracks) => needingTrack([...tracks.values()]));

/** What needs a person in a run. It leads to the first track that does. */
export function NeedsAttention({ needs, show }: Props) {
  const vertex = usePipelineNow((now) => needing(now.tracks));
  return (
    <p className={styles.reason} data-tone="warn">
      Needs attention:{" "}
      {vertex === null ? (
        <LongText text={needs} title="Needs attention" />
      ) : (
        <button type="button" className={styles.needs} title={`Show ${vertex}`} onClick={() => show(vertex)}>
          {needs}
        </button>
      )}
    </p>
  );
}
