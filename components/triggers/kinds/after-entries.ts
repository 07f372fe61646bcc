import { ENDED_PIPELINE_STATES, type EndedPipelineState } from "#engine/model/pipeline.ts";
import { readAfterSettings } from "#engine/triggers/after-kind.ts";
import type { KindEntries, KindView } from "./kind-view.ts";

export const AFTER_LABELS = {
  graph: "After the graph",
  states: "How its pipeline ended",
  children: "Also pipelines that a track of another one launched",
};

/** The form of a new one. */
export const NEW_AFTER: KindEntries = { graph: "", states: "succeeded", children: "" };

/** The form of one that there is. */
export function afterEntries(stored: Readonly<Record<string, unknown>>): KindEntries {
  try {
    const { graph, states, children } = readAfterSettings(stored);
    return { graph, states: states.join(","), children: children ? "yes" : "" };
  } catch {
    // Settings of an older version are those of a new one.
    return NEW_AFTER;
  }
}

/** The states that an entry names. */
export function statesIn(entry: string): readonly EndedPipelineState[] {
  const words = entry.split(",");
  return ENDED_PIPELINE_STATES.filter((state) => words.includes(state));
}

/** What is typed as settings, without what is as usual; and what is wrong with it. */
export const settingsOfAfter: KindView["settingsOf"] = ({ graph = "", states = "", children = "" }) => {
  const chosen = statesIn(states);
  const problems = new Map<string, string>();
  if (graph === "") problems.set("graph", "Required: choose the graph after which it launches.");
  if (chosen.length === 0) problems.set("states", "Required: choose at least one.");
  return {
    settings: {
      graph,
      ...(chosen.join() !== "succeeded" && { states: chosen }),
      ...(children === "yes" && { children: true }),
    },
    problems,
  };
};
