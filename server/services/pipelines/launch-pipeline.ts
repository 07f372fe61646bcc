import type { Problem } from "#contract/refusal.ts";
import { ownOf } from "#engine/json/json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { Plan } from "#engine/plan/plan.ts";
import { folderText, isWithin } from "#engine/rights/folder-path.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { readersOfSkipped, skippedBefore } from "#engine/transition/skipped-at-launch.ts";
import { checkValue } from "#engine/values/input-values.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { putLauncher } from "#repos/approvals/approval-rows.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findRevision } from "#repos/graphs/revision-rows.ts";
import { findPipelineByKey } from "#repos/pipelines/pipeline-rows.ts";
import { type By, nameOf, personIdOf } from "../approvals/by.ts";
import { refuseImpossible } from "../approvals/refuse-impossible.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";
import { sealIn } from "../graphs/seal-graph.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../pipeline-session/refused.ts";
import { createPipeline } from "./create-pipeline.ts";

export type LaunchRequest = {
  readonly graph: string;
  readonly revision?: number;
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly name?: string;
  readonly key?: string;
  /** Vertices that stop before they begin, until a person lets them go on. */
  readonly breaks?: readonly string[];
  /** Added to the priority of each vertex: smaller goes first. */
  readonly priority?: number;
  /** It begins at this vertex: all vertices that are not behind it are skipped. */
  readonly from?: string;
  /** Vertices that are skipped. */
  readonly skips?: readonly string[];
};

/** Who launches, and the folders that they may read: a draft is sealed by that. */
type Launcher = { readonly actor: string | By; readonly readable: FolderIds };

/** The pipeline of a launch; `isNew` is false where an earlier launch with the same key made it. */
export type LaunchResult = { readonly id: number; readonly isNew: boolean };

/**
 * Launches a sealed revision, or the draft, which is then sealed in the same transaction. When it returns, the pipeline
 * and all its tracks are stored. The same key again gives the same pipeline.
 *
 * @throws Refused `not-found`, `check-failed`, or `bad-input` with every invalid value; then nothing was written.
 */
export async function launchPipeline(
  database: Database,
  request: LaunchRequest,
  actor: string | By,
  readable: FolderIds = "all",
): Promise<LaunchResult> {
  try {
    return await transact(database, (tx) => launchIn(tx, request, { actor, readable }));
  } catch (error) {
    // Two launches used one key at once. The second one finds the pipeline of the first.
    const known =
      isDuplicateKey(error) && request.key ? await findPipelineByKey(database.queries, request.key) : null;
    if (known === null) throw error;
    return knownLaunch(database.queries, request, known.id, actor);
  }
}

async function launchIn(tx: Queries, request: LaunchRequest, by: Launcher): Promise<LaunchResult> {
  const known = request.key === undefined ? null : await findPipelineByKey(tx, request.key);
  const graph = await lockGraph(tx, request.graph);
  if (known !== null && graph !== null && known.graphId !== graph.id)
    return refuse("conflict", "A pipeline of another graph was launched with this key.", {
      kept: "Nothing was launched.",
      todo: "Use another key for each launch: the same key again gives the same pipeline.",
    });
  // The pipeline is found even if its graph was renamed or deleted since.
  if (known !== null) return knownLaunch(tx, request, known.id, by.actor);
  if (graph === null) return refuse("not-found", `There is no graph "${request.graph}".`);
  const revisionId = await revisionToRun(tx, graph, request.revision, by);
  const sealed = await sealedPlan(tx, revisionId);
  const { plan, file } = sealed;
  const problems: Problem[] = [];
  const params = paramsOf(file.content.params ?? {}, request.params, problems);
  const given = givenInputs(plan, request.inputs, problems);
  const breaks = new Set(request.breaks ?? []);
  for (const name of breaks)
    if (!file.content.vertices.has(name))
      problems.push({ path: "breaks", text: `The graph has no vertex "${name}" to stop at.` });
  const skippedAtLaunch = skippedAtLaunchOf(plan, request, given, problems);
  problems.push(...(await missingSecrets(tx, plan, given, await folderOf(tx, graph))));
  refuseProblems(problems, `this launch of ${graph.name}`);
  const id = await createPipeline(
    tx,
    { graphId: graph.id, sealed },
    {
      name: request.name?.trim() || graph.name,
      launchKey: request.key ?? null,
      params,
      given,
      breaks,
      skippedAtLaunch,
      priority: request.priority ?? 0,
      actor: nameOf(by.actor),
    },
  );
  const personId = personIdOf(by.actor);
  if (personId !== null) await putLauncher(tx, { pipelineId: id, personId, hasLaunched: true });
  // Only a name is known of whoever launches in a test, or as a part of the product itself.
  if (typeof by.actor !== "string") {
    const isSkipped = (number: number) => skippedAtLaunch.has(number);
    await refuseImpossible(tx, {
      pipelineId: id,
      revisionId,
      readable: by.readable,
      isSkipped,
    });
  }
  noteForAudit(tx, by.actor, {
    object: { kind: "pipeline", id, name: request.name?.trim() || graph.name },
    after: { graph: graph.name, revision: sealed.revision, params: writeJson(params) },
  });
  return { id, isNew: true };
}

function knownLaunch(tx: Queries, { key }: LaunchRequest, id: number, actor: string | By): LaunchResult {
  noteForAudit(tx, actor, { object: { kind: "pipeline", id }, after: { isNew: false, key } });
  return { id, isNew: false };
}

/** The vertices that are skipped, and those that would miss outputs of skipped ones. */
function skippedAtLaunchOf(
  plan: Plan,
  { from, skips = [] }: LaunchRequest,
  given: ReadonlyMap<number, Readonly<Record<string, Json>>>,
  problems: Problem[],
): ReadonlyMap<number, readonly number[] | null> {
  const skippedAtLaunch = new Map<number, readonly number[] | null>();
  for (const [name, path] of [
    ...(from === undefined ? [] : [[from, "from"]]),
    ...skips.map((skip) => [skip, "skips"]),
  ]) {
    const number = plan.vertices.find((each) => each.name === name)?.number;
    if (number === undefined) problems.push({ path: path ?? "", text: `The graph has no vertex "${name}".` });
    else
      for (const each of path === "from" ? skippedBefore(plan, number) : [number])
        skippedAtLaunch.set(
          each,
          path === "from" ? (plan.vertices[each]?.outs.map(({ head }) => head) ?? []) : null,
        );
  }
  if (skippedAtLaunch.size === plan.vertices.length)
    problems.push({ path: "skips", text: "Nothing is left to be run." });
  for (const { vertex, input, text } of readersOfSkipped(plan, new Set(skippedAtLaunch.keys()), given))
    problems.push({ path: input === null ? "skips" : `inputs.${vertex}.${input}`, text });
  return skippedAtLaunch;
}

/** Secrets that defaults or this launch name, and that are not stored, or not for this folder. Without this check the pipeline fails later. */
async function missingSecrets(
  tx: Queries,
  plan: Plan,
  given: ReadonlyMap<number, Readonly<Record<string, Json>>>,
  folder: string,
): Promise<Problem[]> {
  const named = plan.vertices.flatMap(({ number, name, spec }) =>
    Object.entries(spec.inputs ?? {}).flatMap(([input, { type, default: usual }]) => {
      const value = ownOf(given.get(number) ?? {}, input) ?? usual;
      return type === "secret" && typeof value === "string"
        ? [{ path: `inputs.${name}.${input}`, value }]
        : [];
    }),
  );
  const known = await foldersOfSecrets(tx, [...new Set(named.map(({ value }) => value))]);
  return named.flatMap(({ path, value }) => {
    const other = known.get(value);
    if (other !== undefined && isWithin(folder, other)) return [];
    const text =
      other === undefined
        ? `There is no secret "${value}". Store it first, or name another.`
        : `The secret "${value}" is in another folder: graphs in ${folderText(folder)} may use those of their own folder and of the folders above it.`;
    return [{ path, text }];
  });
}

async function revisionToRun(
  tx: Queries,
  graph: GraphRow,
  number: number | undefined,
  by: Launcher,
): Promise<number> {
  if (number === undefined) return (await sealIn(tx, graph, by)).revisionId;
  const revision = await findRevision(tx, graph.id, number);
  if (revision === null) return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
  return revision.id;
}

/** Params are asked once, at launch: a required one without value or default refuses the launch. */
function paramsOf(
  specs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, unknown>>,
  problems: Problem[],
): Record<string, Json> {
  const given = checkedValues(specs, values, "params", problems);
  const params: Record<string, Json> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = Object.hasOwn(given, name) ? given[name] : defaultOf(spec);
    if (value !== undefined) params[name] = value;
    else if (spec.required === true && !Object.hasOwn(values, name))
      problems.push({ path: `params.${name}`, text: `The param "${name}" is required and was not given.` });
  }
  return params;
}

/** In its normal form: JSON may be written as text. Check has made sure that it fits. */
function defaultOf(spec: InputSpec): Json | undefined {
  if (spec.default === undefined) return undefined;
  const checked = checkValue(spec, spec.default);
  return checked.ok ? checked.value : spec.default;
}

function givenInputs(
  plan: Plan,
  inputs: LaunchRequest["inputs"],
  problems: Problem[],
): Map<number, Record<string, Json>> {
  const given = new Map<number, Record<string, Json>>();
  for (const [name, values] of Object.entries(inputs)) {
    const vertex = plan.vertices.find((each) => each.name === name);
    if (vertex === undefined) {
      problems.push({ path: `inputs.${name}`, text: `The graph has no vertex "${name}".` });
      continue;
    }
    given.set(vertex.number, checkedValues(vertex.spec.inputs ?? {}, values, `inputs.${name}`, problems));
  }
  return given;
}
