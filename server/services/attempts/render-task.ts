import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { Task } from "#engine/kinds/task.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { Undone } from "#engine/values/environment.ts";
import type { Queries } from "#platform/database/db.ts";
import { attemptsOf } from "#repos/tracks/attempt-rows.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";

type Values = Readonly<Record<string, Json>>;

/** What a pending track is to do, with its values. */
export type RenderedTask = {
  /** What people read of it: the script, or the request. */
  readonly text: string;
  readonly values: Values;
  /** The names of the secrets that it reads, by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** The task of the attempt of this number. */
  readonly taskOf: (attempt: number) => Task;
};

/**
 * Resolves the inputs of a pending track and fills them in.
 *
 * @returns the task, or why it has none, as a part of a sentence.
 */
export async function renderTask(
  open: PipelineSession,
  tx: Queries,
  number: number,
): Promise<RenderedTask | { readonly reason: string }> {
  const vertex = open.plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`Pipeline ${open.row.id} has no vertex number ${number}.`);
  const given = await valuesFor(open, tx, number, vertex);
  if ("reason" in given) return given;
  const { values } = given;
  const kind = kindOf(vertex.spec);
  if (kind.carriedOutBy !== "runner")
    throw new RangeError(`No runner carries out ${vertex.name} of pipeline ${open.row.id}.`);
  const isUndo = open.track(number).state === "reverting";
  const undone: Undone | null = isUndo
    ? { outputs: open.track(number).outputs ?? {}, failures: await open.failures() }
    : null;
  const { row, sealed } = open;
  const where = {
    pipeline: row.id,
    pipelineName: row.name,
    vertex: vertex.name,
    digest: sealed.digest,
  };
  const rendered = kind.render({ vertex, programs: sealed.programs, values, undone, where });
  if ("reason" in rendered) return rendered;
  return { ...rendered, values, secrets: secretsOf(vertex.spec.inputs ?? {}, values) };
}

async function valuesFor(
  open: PipelineSession,
  tx: Queries,
  number: number,
  { spec }: PlanVertex,
): Promise<{ readonly values: Values } | { readonly reason: string }> {
  const track = open.track(number);
  if (track.state === "reverting") {
    // An undo reads what the run that it undoes has read, whatever was answered or counted since.
    const runs = (await attemptsOf(tx, track.id)).filter(({ kind }) => kind === "run");
    const last = runs.at(-1);
    if (last !== undefined) return { values: last.inputs };
  }
  const resolved = resolveInputs({
    specs: spec.inputs ?? {},
    answers: track.answers,
    launch: open.givenTo(number),
    facts: await open.factsFor(number),
  });
  if (resolved.kind === "failed") return { reason: resolved.reason };
  if (resolved.kind === "ready") return { values: resolved.values };
  return { reason: `it has no value for ${resolved.ask.map((each) => each.name).join(", ")}` };
}

function secretsOf(
  inputs: Readonly<Record<string, InputSpec>>,
  values: Values,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { type }]) => {
      const value = values[name];
      return type === "secret" && typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
