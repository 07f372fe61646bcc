import { useEffect, useState, useSyncExternalStore } from "react";
import { useTRPCClient } from "#components/api/trpc.ts";
import { usePipelineNow } from "../store/pipeline-store.ts";
import { NO_HISTORY, type TrackHistory, TrackHistoryReader } from "./geometry/track-history.ts";

/** A pipeline that goes on changing is asked about so often at most. */
const PACE_MS = 200;

/**
 * The history of all tracks of the run. The stream says that something changed; then the page asks for what happened
 * since it asked last.
 */
export function useTrackHistory(id: number): {
  readonly history: TrackHistory;
  readonly error: unknown;
  readonly retry: () => void;
} {
  const client = useTRPCClient();
  const rev = usePipelineNow((now) => now.rev);
  const [reader] = useState(
    () =>
      new TrackHistoryReader(
        (after) => client.pipelines.trackChanges.query({ id, after }),
        () => new Promise((resolve) => setTimeout(resolve, PACE_MS)),
      ),
  );
  const history = useSyncExternalStore(reader.subscribe, reader.now, () => NO_HISTORY);
  const error = useSyncExternalStore(reader.subscribe, reader.error, () => null);
  useEffect(() => reader.want(rev), [reader, rev]);
  return { history, error, retry: () => reader.want(rev) };
}
