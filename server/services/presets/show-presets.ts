import type { PresetSummary, ShownPreset } from "#contract/pipelines/presets.ts";
import type { Queries } from "#platform/database/db.ts";
import { findPreset, presetsOf } from "#repos/presets/preset-rows.ts";
import { byOf } from "../approvals/by.ts";
import { graphNamed } from "../graphs/lookup/graph-named.ts";
import { launchFormOf } from "../pipelines/read/show-pipeline.ts";
import type { Actor } from "../rights/actor.ts";
import { sortedValues } from "./preset-values.ts";
import { refuseNoPreset, summaryOf } from "./save-preset.ts";

/**
 * The shared presets of a graph, and those of whoever asks, by name.
 *
 * @throws Refused `not-found`.
 */
export async function listPresets(tx: Queries, name: string, actor: Actor): Promise<PresetSummary[]> {
  const graph = await graphNamed(tx, name);
  return (await presetsOf(tx, graph.id, byOf(actor).personId)).map(summaryOf);
}

/**
 * A preset, judged by what a revision (absent: the draft) asks for: what does not belong to it is named, and not given.
 *
 * @throws Refused `not-found`.
 */
export async function showPreset(
  tx: Queries,
  request: {
    readonly graph: string;
    readonly name: string;
    readonly isShared?: boolean | undefined;
    readonly revision?: number | undefined;
  },
  actor: Actor,
): Promise<ShownPreset> {
  const { name, isShared, revision } = request;
  const graph = await graphNamed(tx, request.graph);
  const { personId } = byOf(actor);
  const own = isShared === true || personId === null ? null : await findPreset(tx, graph.id, name, personId);
  const row = own ?? (isShared === false ? null : await findPreset(tx, graph.id, name, null));
  if (row === null) return refuseNoPreset(graph, name);
  const form = await launchFormOf(tx, graph.name, revision);
  return { ...summaryOf(row), ...sortedValues(form, row.values) };
}
