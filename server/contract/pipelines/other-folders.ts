import type { PipelineSummary, TrackView } from "./pipelines.ts";

/** The pipelines of other folders that a pipeline runs for, and that run for its tracks, as far as the reader may read them. */
export type OtherFolders = {
  readonly parent: PipelineSummary["parent"];
  readonly children: readonly { readonly vertex: string; readonly child: NonNullable<TrackView["child"]> }[];
};
