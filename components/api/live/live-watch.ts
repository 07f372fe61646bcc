import type { PipelineDelta, WatchRequest } from "#contract/pipelines/watch.ts";
import type { Refusal } from "#contract/refusal.ts";

/** Where a stream, or what a page knows, stands: the pipeline's rev, and the seq of the log. */
export type LivePlace = { readonly rev: number; readonly seq: number };

/** What the leader tells of one watch. `from`: where the stream stood before. */
export type LiveNews = {
  readonly key: string;
  readonly from: LivePlace;
  readonly delta: PipelineDelta | null;
  readonly refusal: Refusal | null;
};

/** What tabs of one browser say to each other. */
export type LiveMessage =
  /** The tab shows these; none where it is hidden or closed. */
  | { readonly say: "want"; readonly tab: string; readonly watches: readonly WatchRequest[] }
  /** A tab leads from now on, or counts the others: each says what it wants. */
  | { readonly say: "ask" }
  | { readonly say: "news"; readonly news: LiveNews }
  /** The stream broke: the server may be away. */
  | { readonly say: "broken" };

/** The same for watches that one stream can serve: of one pipeline, with the same log. */
export function keyOf({ id, log }: WatchRequest): string {
  return log === null ? `${id}` : `${id} ${log.attempt} ${log.vertex}`;
}

export function placeOf({ after, log }: WatchRequest): LivePlace {
  return { rev: after, seq: log?.after ?? 0 };
}

/** The watch from another place on. */
export function watchFrom(watch: WatchRequest, { rev, seq }: LivePlace): WatchRequest {
  return { ...watch, after: rev, log: watch.log === null ? null : { ...watch.log, after: seq } };
}

/** True where a stream that stands at `from` leaves out nothing of what follows after `known`. */
export function reaches(from: LivePlace, known: LivePlace): boolean {
  return from.rev <= known.rev && from.seq <= known.seq;
}

/** Where a stream has to begin that serves both. */
export function earlier(one: LivePlace, other: LivePlace): LivePlace {
  return { rev: Math.min(one.rev, other.rev), seq: Math.min(one.seq, other.seq) };
}
