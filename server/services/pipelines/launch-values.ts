import type { Problem } from "#contract/refusal.ts";
import { ownOf } from "#engine/json/json.ts";
import type { GraphFile, InputSpec, Json } from "#engine/model/graph-content.ts";
import type { Plan } from "#engine/plan/plan.ts";
import { folderText, isWithin } from "#engine/rights/folder-path.ts";
import { connectionsOfTransfer } from "#engine/transfers/transfer-connections.ts";
import { readersOfSkipped, skippedBefore } from "#engine/transition/skipped-at-launch.ts";
import { checkValue } from "#engine/values/input-values.ts";
import type { Queries } from "#platform/database/db.ts";
import { connectionRows } from "#repos/fleet/connection-rows.ts";
import { foldersOfSecrets } from "#repos/fleet/secret-rows.ts";
import type { GraphRow } from "#repos/graphs/graph-rows.ts";
import { connectionProblem } from "../connections/resolve-connections.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";
import { checkedValues, refuseProblems } from "../pipeline-session/checked-values.ts";

/** What a launch asks for, besides the graph. */
export type AskedValues = {
  readonly params: Readonly<Record<string, unknown>>;
  readonly inputs: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Vertices that stop before they begin, until a person lets them go on. */
  readonly breaks?: readonly string[] | undefined;
  /** It begins at this vertex: all vertices that are not behind it are skipped. */
  readonly from?: string | undefined;
  /** Vertices that are skipped. */
  readonly skips?: readonly string[] | undefined;
};

/** What a launch asks for, judged. Maps are by the number of the vertex. */
export type LaunchValues = {
  readonly params: Readonly<Record<string, Json>>;
  readonly given: ReadonlyMap<number, Readonly<Record<string, Json>>>;
  readonly breaks: ReadonlySet<string>;
  readonly skippedAtLaunch: ReadonlyMap<number, readonly number[] | null>;
};

/**
 * Judges what a launch of a plan asks for. Changes nothing.
 *
 * @throws Refused `bad-input` with every invalid value.
 */
export async function launchValues(
  tx: Queries,
  { plan, file }: { readonly plan: Plan; readonly file: GraphFile },
  request: AskedValues,
  graph: GraphRow,
): Promise<LaunchValues> {
  const problems: Problem[] = [];
  const params = paramsOf(file.content.params ?? {}, request.params, problems);
  const given = givenInputs(plan, request.inputs, problems);
  const breaks = new Set(request.breaks ?? []);
  for (const name of breaks)
    if (!file.content.vertices.has(name))
      problems.push({ path: "breaks", text: `The graph has no vertex "${name}" to stop at.` });
  const skippedAtLaunch = skippedAtLaunchOf(plan, request, given, problems);
  const folder = await folderOf(tx, graph);
  problems.push(...(await missingSecrets(tx, plan, given, folder)));
  problems.push(...(await missingConnections(tx, plan, folder)));
  refuseProblems(problems, `this launch of ${graph.name}`);
  return { params, given, breaks, skippedAtLaunch };
}

/** The vertices that are skipped, and those that would miss outputs of skipped ones. */
function skippedAtLaunchOf(
  plan: Plan,
  { from, skips = [] }: AskedValues,
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

/** Connections of transfers that are not stored, are of another kind, or are not for this folder. */
async function missingConnections(tx: Queries, plan: Plan, folder: string): Promise<Problem[]> {
  const named = plan.vertices.flatMap(({ name, spec: { transfer } }) =>
    transfer === undefined ? [] : connectionsOfTransfer(transfer).map((each) => ({ ...each, vertex: name })),
  );
  const rows = await connectionRows(tx, [...new Set(named.map(({ name }) => name))]);
  const told = new Set<string>();
  return named.flatMap(({ vertex, name, kind }) => {
    const row = rows.find((each) => each.name === name);
    const foreign = connectionProblem(name, row, folder);
    const other =
      row === undefined || row.kind === kind ? null : `the connection ${name} must be of the kind ${kind}`;
    const problem = foreign ?? other;
    const text = `${vertex} cannot begin: ${problem}.`;
    if (told.has(text)) return [];
    told.add(text);
    return problem === null ? [] : [{ path: vertex, text }];
  });
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
  inputs: AskedValues["inputs"],
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
