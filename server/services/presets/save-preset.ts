import type { z } from "zod";
import {
  type deletePresetInput,
  MAX_PRESETS,
  type PresetSummary,
  type SavedPreset,
} from "#contract/pipelines/presets.ts";
import type { Problem } from "#contract/refusal.ts";
import type { Values } from "#engine/json/json.ts";
import { wireText } from "#engine/json/wire.ts";
import { utf8Length } from "#engine/text/utf8-length.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import {
  countPresets,
  deletePreset,
  findPreset,
  insertPreset,
  type PresetOwner,
  type PresetRow,
  updatePreset,
} from "#repos/presets/preset-rows.ts";
import { byOf } from "../approvals/by.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { launchFormOf } from "../pipelines/read/show-pipeline.ts";
import { refuseUnseenRemoval } from "../refusals/refuse-stale.ts";
import { refuse } from "../refusals/refused.ts";
import type { Actor } from "../rights/actor.ts";
import { refuseUnknown } from "../rights/judge.ts";
import { sortedValues } from "./preset-values.ts";

/** As JSON in UTF-8. Every launch form reads a preset whole. */
const MAX_PRESET_BYTES = 1_048_576;

type Wanted = { readonly graph: string; readonly name: string; readonly isShared: boolean };

/** What a preset is made of. `edit`: that of the preset which is replaced; absent for a new one. */
type SaveRequest = Wanted & {
  readonly revision?: number | undefined;
  readonly edit?: number | undefined;
  readonly params: Values;
  readonly inputs: Readonly<Record<string, Values>>;
};

/**
 * Saves values of a launch under a name. Values of the type secret are not kept, and the answer names them.
 *
 * @throws Refused `bad-input` where a value is not asked for or does not fit; `conflict` where the name is taken, or
 * somebody saved it in between; `not-found`.
 */
export async function savePreset(
  database: Database,
  request: SaveRequest,
  actor: Actor,
): Promise<SavedPreset> {
  return transact(database, async (tx) => {
    const graph = await lockedGraph(tx, request.graph);
    const owner = ownerOf(request, actor);
    const { values, notKept } = await judgedValues(tx, graph, request);
    const before = await findPreset(tx, graph.id, request.name, owner);
    await write(tx, graph, { request, owner, before }, { values, savedBy: actor.name });
    const row = await findPreset(tx, graph.id, request.name, owner);
    if (row === null) throw new Error(`The preset ${request.name} was not written.`);
    noteForAudit(tx, actor, {
      object: { kind: "graph", id: graph.id, name: graph.name },
      ...(before !== null && { before: { preset: request.name, edit: before.edit } }),
      after: { preset: request.name, shared: request.isShared, edit: row.edit },
    });
    return { ...summaryOf(row), notKept };
  });
}

async function write(
  tx: Queries,
  graph: GraphRow,
  found: { readonly request: SaveRequest; readonly owner: PresetOwner; readonly before: PresetRow | null },
  row: Pick<PresetRow, "values" | "savedBy">,
): Promise<void> {
  const { request, owner, before } = found;
  const { name, edit } = request;
  const kept = { kept: "Nothing was saved." };
  if (edit !== undefined) {
    if (before === null) return refuse("not-found", `There is no preset "${name}" any more.`, kept);
    if (edit !== before.edit || !(await updatePreset(tx, before.id, edit, row)))
      refuse("conflict", `${before.savedBy} saved the preset "${name}" in between.`, {
        ...kept,
        todo: "Look at it as it is now, then save again.",
      });
    return;
  }
  if (before !== null)
    refuse("conflict", `There is a preset "${name}" already.`, {
      ...kept,
      todo: "Choose another name, or update that one.",
    });
  if ((await countPresets(tx, graph.id, owner)) >= MAX_PRESETS)
    refuse("state-forbids", `There are ${MAX_PRESETS} presets already.`, {
      ...kept,
      todo: "Delete one first.",
    });
  await insertPreset(tx, { ...row, graphId: graph.id, name, ownerId: owner });
}

/**
 * Deletes a preset. What was launched with it stays as it is.
 *
 * @throws Refused `not-found`; `conflict` where it is not what the caller saw.
 */
export async function removePreset(
  database: Database,
  request: z.output<typeof deletePresetInput>,
  actor: Actor,
): Promise<{ readonly name: string }> {
  return transact(database, async (tx) => {
    const graph = await lockedGraph(tx, request.graph);
    const row = await findPreset(tx, graph.id, request.name, ownerOf(request, actor));
    if (row === null) return refuseNoPreset(graph, request.name);
    refuseUnseenRemoval(`preset "${row.name}"`, { version: row.edit, savedBy: row.savedBy }, request.edit);
    if (!(await deletePreset(tx, row.id))) return refuseNoPreset(graph, request.name);
    noteForAudit(tx, actor, {
      object: { kind: "graph", id: graph.id, name: graph.name },
      before: { preset: row.name, shared: request.isShared, edit: row.edit },
    });
    return { name: row.name };
  });
}

async function lockedGraph(tx: Queries, name: string): Promise<GraphRow> {
  return (await lockGraph(tx, name)) ?? refuseUnknown({ kind: "graph", name });
}

export function refuseNoPreset(graph: GraphRow, name: string): never {
  return refuse("not-found", `${graph.name} has no preset "${name}" that is shared or your own.`);
}

/** @throws Refused `bad-input` where nobody is known who could have one of their own. */
function ownerOf({ isShared }: Wanted, actor: Actor): PresetOwner {
  if (isShared) return null;
  const { personId } = byOf(actor);
  return (
    personId ??
    refuse("bad-input", "Only a person has presets of their own.", {
      kept: "Nothing was changed.",
      todo: "Name a shared one.",
    })
  );
}

async function judgedValues(tx: Queries, graph: GraphRow, { revision, params, inputs }: SaveRequest) {
  const form = await launchFormOf(tx, graph.name, revision);
  const sorted = sortedValues(form, { params, inputs });
  const problems: Problem[] = sorted.unknown.map((name) => ({
    path: name,
    text: `${name} is not asked for at a launch.`,
  }));
  const specs = new Map(form.vertices.map(({ name, inputs: own }) => [name, own]));
  const values = {
    params: checkedValues(form.params, sorted.params, "params", problems),
    inputs: Object.fromEntries(
      Object.entries(sorted.inputs).map(([vertex, own]) => [
        vertex,
        checkedValues(specs.get(vertex) ?? {}, own, `inputs.${vertex}`, problems),
      ]),
    ),
  };
  refuseProblems(problems, "this preset");
  const bytes = utf8Length(wireText(values));
  if (bytes > MAX_PRESET_BYTES)
    refuse("bad-input", `The values come to ${bytes.toLocaleString("en")} bytes.`, {
      kept: "Nothing was saved.",
      todo: `A preset has ${MAX_PRESET_BYTES.toLocaleString("en")} bytes at most.`,
    });
  return { values, notKept: sorted.secrets };
}

/** A preset without its values. */
export function summaryOf({
  name,
  ownerId,
  edit,
  savedAt,
  savedBy,
}: Omit<PresetRow, "values">): PresetSummary {
  return { name, isShared: ownerId === null, edit, savedAt, savedBy };
}
