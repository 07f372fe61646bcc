import { getTableColumns } from "drizzle-orm";
import { folder } from "#drizzle/schema/folder.ts";
import { attempt } from "#drizzle/schema/pipelines/attempt.ts";
import { pipeline } from "#drizzle/schema/pipelines/pipeline.ts";
import { prompt } from "#drizzle/schema/pipelines/prompt.ts";
import { track } from "#drizzle/schema/pipelines/track.ts";
import { runner } from "#drizzle/schema/runner.ts";
import { type Queries, readTogether } from "#platform/database/db.ts";
import type { Statement } from "#platform/database/statement.ts";
import { SelectText } from "../../text-of-columns.ts";
import type { AttemptRow } from "../../tracks/attempt-rows.ts";
import { IS_OVERRIDDEN } from "../../tracks/overridden-track.ts";
import type { TrackRow } from "../../tracks/track-rows.ts";
import { type NeedsBelowRow, needsBelowQuery, readNeedsBelow } from "../children/needs-below-rows.ts";
import { type NamedPipelineRow, namedPipelineQuery, readNamedPipeline } from "../pipeline-rows.ts";

/** A track with what is shown of it besides its own row. */
export type ChangedTrack = TrackRow &
  Pick<AttemptRow, "signal" | "inputs" | "exitCode"> & {
    readonly runner: string | null;
    readonly prompt: number | null;
    readonly isOverridden: boolean;
  };
export type TrackStateRow = Pick<
  TrackRow,
  "number" | "rev" | "state" | "sleep" | "token" | "hasConcurrencyClaims"
> & {
  /** A person decided how it ended, or gave it other values. */
  readonly isOverridden: boolean;
};
type ChildRow = Pick<typeof pipeline.$inferSelect, "id" | "state" | "parentNumber"> & {
  readonly folder: string;
  /** Of the track that it runs for. */
  readonly attempt: number;
};

/** What changed in a pipeline. */
export type ChangeRows = {
  /** Null where there is no such pipeline. */
  readonly found: NamedPipelineRow | null;
  readonly tracks: readonly ChangedTrack[];
  /** All tracks, where they were asked for. */
  readonly states: readonly TrackStateRow[];
  /** The pipelines that ran for the changed tracks, oldest first. */
  readonly children: readonly ChildRow[];
  readonly below: readonly NeedsBelowRow[];
};

const isOverridden = { text: IS_OVERRIDDEN, column: track.isStale };
const CHANGED = new SelectText<ChangedTrack>("track", {
  ...getTableColumns(track),
  exitCode: { text: "a.exit_code", column: attempt.exitCode },
  signal: { text: "a.`signal`", column: attempt.signal },
  inputs: { text: "a.inputs", column: attempt.inputs },
  runner: { text: "r.name", column: runner.name },
  prompt: { text: "q.id", column: prompt.id },
  isOverridden,
});
const FROM_CHANGED = `select ${CHANGED.list} from track
  left join attempt as a on a.track_id = track.id and a.number = track.attempt
  left join runner as r on r.id = track.runner_id
  left join prompt as q on q.open_track = track.id and track.state = 'prompting'
  where track.pipeline_id = ?`;
const { number, rev, state, sleep, token, hasConcurrencyClaims } = track;
const STATES = new SelectText<TrackStateRow>("track", {
  number,
  rev,
  state,
  sleep,
  token,
  hasConcurrencyClaims,
  isOverridden,
});
const CHILDREN = new SelectText<ChildRow>("pipeline", {
  id: pipeline.id,
  state: pipeline.state,
  parentNumber: pipeline.parentNumber,
  folder: { text: "f.path", column: folder.path },
  attempt: { text: "coalesce(pipeline.parent_attempt, 0)", column: attempt.number },
});

/** Which tracks are read: those that changed after a rev, or those with these numbers. */
export type WantedTracks = { readonly after: number } | { readonly numbers: readonly number[] };

/**
 * Reads what changed in a pipeline, in one trip. The pipeline's row is read before its tracks. A track that is newer than
 * the row comes again with the next change, and none is missed, because every change of a track raises the pipeline's rev
 * in the same transaction.
 *
 * @param more whether the states of all tracks are read, and what concerns child pipelines.
 */
export async function readChange(
  tx: Queries,
  id: number,
  wanted: WantedTracks,
  more: { readonly hasStates: boolean; readonly hasChildren: boolean },
): Promise<ChangeRows> {
  const [condition, values] = conditionOf(wanted);
  const children: Statement = {
    text: `select ${CHILDREN.list} from pipeline inner join graph as g on g.id = pipeline.graph_id
      inner join folder as f on f.id = g.folder_id where pipeline.parent_id = ? and pipeline.parent_number in
      (select track.number from track where track.pipeline_id = ? and ${condition}) order by pipeline.id`,
    values: [id, id, ...values],
  };
  const [row, tracks, ...others] = await readTogether(tx, [
    namedPipelineQuery(id),
    { text: `${FROM_CHANGED} and ${condition} order by track.number`, values: [id, ...values] },
    ...(more.hasStates
      ? [{ text: `select ${STATES.list} from track where pipeline_id = ?`, values: [id] }]
      : []),
    ...(more.hasChildren ? [children, needsBelowQuery([id])] : []),
  ]);
  const states = more.hasStates ? others.shift() : undefined;
  return {
    found: readNamedPipeline(row),
    tracks: CHANGED.read(tracks),
    states: STATES.read(states),
    children: CHILDREN.read(others[0]),
    below: readNeedsBelow(others[1]),
  };
}

function conditionOf(wanted: WantedTracks): readonly [string, readonly number[]] {
  if ("after" in wanted) return ["track.rev > ?", [wanted.after]];
  if (wanted.numbers.length === 0) return ["false", []];
  return [`track.number in (${wanted.numbers.map(() => "?").join(", ")})`, wanted.numbers];
}
