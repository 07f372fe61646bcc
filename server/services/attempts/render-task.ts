import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { renderRequest, requestText, secretsIn, templateText } from "#engine/kinds/http-request.ts";
import type { Task } from "#engine/kinds/task.ts";
import type { HttpSpec, InputSpec, Json } from "#engine/model/graph-content.ts";
import { compileScript } from "#engine/placeholders/placeholders.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import { trackEnvironment, type Undone } from "#engine/values/environment.ts";
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
  const { http } = vertex.spec;
  return http === undefined
    ? renderScript(open, number, vertex, given.values)
    : renderHttp(http, vertex.spec.inputs ?? {}, given.values);
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

async function renderScript(
  open: PipelineSession,
  number: number,
  { name, spec }: PlanVertex,
  values: Values,
): Promise<RenderedTask | { readonly reason: string }> {
  const { inputs = {}, interpreter = "bash" } = spec;
  const isUndo = open.track(number).state === "reverting";
  const compiled = compileScript({
    script: (isUndo ? spec.revert : spec.script) ?? "",
    interpreter,
    inputs,
    isSet: (input) => Object.hasOwn(values, input),
  });
  if (!compiled.ok) return { reason: compiled.problems.map((problem) => problem.text).join(" ") };
  const { program } = compiled;
  const undone: Undone | null = isUndo
    ? { outputs: open.track(number).outputs ?? {}, failures: await open.failures() }
    : null;
  const { row, sealed } = open;
  const where = { pipeline: row.id, pipelineName: row.name, vertex: name, digest: sealed.digest };
  return {
    text: program,
    values,
    secrets: secretsOf(inputs, values),
    taskOf: (attempt) => ({
      kind: "script",
      interpreter,
      program,
      env: trackEnvironment({ inputs, values, ...where, attempt, undone }),
    }),
  };
}

function renderHttp(
  spec: HttpSpec,
  inputs: Readonly<Record<string, InputSpec>>,
  values: Values,
): RenderedTask | { readonly reason: string } {
  const rest = {
    values,
    secrets: secretsOf(inputs, values),
    taskOf: (): Task => ({ kind: "http", spec, inputs, values }),
  };
  // An address that is a secret is judged by the runner alone, which knows it.
  if (secretsIn(spec.url, inputs)) return { text: templateText(spec), ...rest };
  const rendered = renderRequest(spec, inputs, withSecretNames(inputs, values));
  return rendered.ok ? { text: requestText(rendered.request), ...rest } : { reason: rendered.problem };
}

/** Secrets stand in what is kept by their names, as people wrote them. */
function withSecretNames(inputs: Readonly<Record<string, InputSpec>>, values: Values): Values {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      inputs[name]?.type === "secret" ? `{${name}}` : value,
    ]),
  );
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
