import { PIPELINE_STATE_FACTS, PIPELINE_TRANSITIONS } from "#engine/model/pipeline.ts";
import { TRACK_STATE_FACTS, TRACK_TRANSITIONS, type Transition } from "#engine/model/track.ts";

export const BEGIN_MARK = "<!-- states: written by server/tooling/gate/check-state-diagrams.ts --write -->";
export const END_MARK = "<!-- /states -->";

/** The section of ARCHITECTURE.md about states: what each means, and a diagram of every transition. */
export function stateSection(): string {
  return [
    "### A track's states",
    tableOf(TRACK_STATE_FACTS),
    "What happens by itself:",
    diagramOf(TRACK_TRANSITIONS.run, "waiting"),
    "What people decide, and what follows from it:",
    diagramOf(TRACK_TRANSITIONS.decisions),
    "How a pipeline is undone:",
    diagramOf(TRACK_TRANSITIONS.undo),
    "### A pipeline's states",
    tableOf(PIPELINE_STATE_FACTS),
    diagramOf(PIPELINE_TRANSITIONS, "running"),
  ].join("\n\n");
}

function tableOf(states: Readonly<Record<string, { readonly meaning: string }>>): string {
  const rows = Object.entries(states).map(([state, { meaning }]) => `| \`${state}\` | ${meaning} |`);
  return ["| state | meaning |", "|---|---|", ...rows].join("\n");
}

function diagramOf(transitions: readonly Transition<string>[], first?: string): string {
  const start = first === undefined ? [] : [`  [*] --> ${first}`];
  const arrows = transitions.map(({ from, to, cause }) => `  ${from} --> ${to}: ${cause}`);
  return ["```mermaid", "stateDiagram-v2", ...start, ...arrows, "```"].join("\n");
}

/**
 * The document with its section of states as it should be.
 *
 * @throws Error where the document does not have both marks.
 */
export function withStateSection(document: string): string {
  const begin = document.indexOf(BEGIN_MARK);
  const end = document.indexOf(END_MARK, begin);
  if (begin < 0 || end < 0) throw new Error(`ARCHITECTURE.md needs the lines ${BEGIN_MARK} and ${END_MARK}.`);
  return `${document.slice(0, begin + BEGIN_MARK.length)}\n\n${stateSection()}\n\n${document.slice(end)}`;
}
