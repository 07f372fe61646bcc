import type { PipelineDelta } from "#contract/pipelines/watch.ts";

/** An item of a stream, and the cursor for the next one. */
export type Told = { readonly cursor: string; readonly delta: PipelineDelta };
