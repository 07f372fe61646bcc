import { forcedBegin } from "#engine/explain/forced.ts";
import { FORCED_STATES } from "#engine/model/forced-state.ts";

/** Whether a person decided how a track ended, as `forcedBy` decides it: 1 or 0. */
export const IS_FORCED = `(track.decided_by is not null and locate(concat(case track.state
  ${FORCED_STATES.map((state) => `when '${state}' then '${forcedBegin(state)}'`).join(" ")} end,
  track.decided_by, ': '), coalesce(track.reason, '')) <=> 1)`;

/** Whether a person decided how a track ended, or gave it other values than the launch and the graph: 1 or 0. */
export const IS_OVERRIDDEN = `(${IS_FORCED} or track.has_set_values)`;
