import type { Json } from "../../json/json.ts";
import { freeValueName } from "../../values/free-value-name.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { expressionOfText, seconds, typeOfValue, type Variable } from "../foreign/foreign-values.ts";
import type { GraphBuilder } from "../foreign/graph-builder.ts";
import { variableName } from "./pipeline-tree-values.ts";
import { splicedScript, withoutPlaceholders } from "./spliced-script.ts";

type Variables = ReadonlyMap<string, Variable>;

/**
 * Gives the vertex of an activity its fields.
 *
 * @param child the graph that it became, if it is a process inside of this one.
 */
export function addActivity(
  builder: GraphBuilder,
  vertex: string,
  part: DefinitionPart,
  variables: Variables,
  child: string | null,
): void {
  part.ignore("incoming", "outgoing");
  addPolicies(builder, vertex, part);
  if (child !== null) {
    part.ignore("type");
    builder.add(vertex, {
      kind: "graph",
      graph: { name: child, revision: 1 },
      inputs: givenInputs(builder, vertex, part.part("params"), variables),
    });
    builder.note(vertex, part.placeOf("pipeline"), `it became the graph ${child}: seal that one first`);
    return;
  }
  const component = part.part("component");
  const code = component?.text("code") ?? "";
  const inputs = component?.part("inputs") ?? component?.part("data") ?? null;
  part.ignore("type");
  if (code === "job_execute_shell") addShell(builder, vertex, inputs, variables);
  else if (code === "pause_node") builder.add(vertex, { kind: "approval", prompt: { title: vertex } });
  else if (code === "sleep_timer") addSleep(builder, vertex, inputs);
  else {
    builder.add(vertex, { inputs: givenInputs(builder, vertex, inputs, variables) });
    builder.note(
      vertex,
      component?.placeOf("code") ?? part.place,
      `the component ${JSON.stringify(code)} is not known here: write a script that does the same with these inputs`,
    );
  }
}

/** What happens when it fails or takes long. */
function addPolicies(builder: GraphBuilder, vertex: string, part: DefinitionPart): void {
  if (part.flag("error_ignorable")) builder.add(vertex, { onFailure: "ignore" });
  if (part.flag("optional"))
    builder.note(
      vertex,
      part.placeOf("optional"),
      "it could be left out at launch; here choose the vertices to skip at launch",
    );
  for (const [field, word] of [
    ["retryable", "retried"],
    ["skippable", "skipped"],
  ] as const) {
    if (!part.names().includes(field)) continue;
    if (!part.flag(field))
      builder.note(vertex, part.placeOf(field), `people could not have it ${word} there; here they can`);
  }
  const retry = part.part("auto_retry");
  if (retry?.flag("enable")) {
    const given = retry.number("times");
    if (given === null)
      builder.note(
        vertex,
        retry.place,
        "how often it is tried again is not in the definition: once was chosen",
      );
    const times = given ?? 1;
    const interval = retry.number("interval") ?? 0;
    builder.add(vertex, {
      retry: { max: Math.max(1, Math.round(times)), ...(interval > 0 && { delay: seconds(interval) }) },
    });
  } else if (retry?.isOff("enable")) retry.ignore(...retry.names());
  const config = part.part("timeout_config");
  const hasLimit = config?.flag("enable") === true;
  const limit = hasLimit ? config.number("seconds") : part.number("timeout");
  const action = (hasLimit ? config.text("action") : null) ?? "";
  if (limit !== null && limit > 0)
    builder.add(vertex, {
      timeout: seconds(limit),
      ...(action === "forced_fail_and_skip" && { onTimeout: "skip" }),
    });
  if (limit !== null && action !== "" && !/^forced_fail(?:_and_skip)?$/.test(action))
    builder.note(
      vertex,
      config?.placeOf("action") ?? "",
      `what happens then is not known here: ${action}. It fails`,
      true,
    );
  if (config?.isOff("enable")) config.ignore(...config.names());
}

function addShell(
  builder: GraphBuilder,
  vertex: string,
  inputs: DefinitionPart | null,
  variables: Variables,
): void {
  const script = inputs?.part("script") ?? null;
  const isSplice = isReplaced(script);
  const text = script?.text("value") ?? "";
  script?.ignore("type", "hook");
  const others = givenInputs(builder, vertex, inputs, variables, ["script"]);
  const read = isSplice
    ? splicedScript(builder, { vertex, place: script?.placeOf("value") ?? "" }, text, variables, others)
    : withoutPlaceholders(text, others);
  builder.add(vertex, { script: read, inputs: others });
  if (inputs?.names().includes("hosts"))
    builder.note(
      vertex,
      inputs.placeOf("hosts"),
      "the script ran on these hosts; here it runs on the runner that claims it. Choose the runner by `labels`, or run it once for each host with `foreach` and ssh",
      true,
    );
}

function addSleep(builder: GraphBuilder, vertex: string, inputs: DefinitionPart | null): void {
  const timing = inputs?.part("bk_timing") ?? null;
  const text = timing?.text("value") ?? "";
  timing?.ignore("type", "hook", "need_render");
  const moment = /^(\d{4}-\d\d-\d\d) (\d\d:\d\d)(?::\d\d)?$/.exec(text.trim());
  const count = /^\d+(\.\d+)?$/.test(text.trim()) ? Number(text) : 0;
  const wait =
    count > 0
      ? { for: seconds(count) }
      : moment !== null
        ? { until: `${moment[1]}T${moment[2]}` }
        : { for: "1s" };
  builder.add(vertex, { kind: "wait", wait });
  if (count > 0) return;
  const problem =
    moment !== null
      ? `${text} was read in UTC: choose the time zone`
      : `how long it waits could not be read: ${JSON.stringify(text)}`;
  builder.note(vertex, timing?.place ?? "", problem, true);
}

/** The values that an activity is given, as inputs. */
function givenInputs(
  builder: GraphBuilder,
  vertex: string,
  given: DefinitionPart | null,
  variables: Variables,
  except: readonly string[] = [],
): Map<string, object> {
  const inputs = new Map<string, object>();
  for (const key of given?.names() ?? []) {
    if (except.includes(key)) continue;
    const part = given?.part(key) ?? null;
    const name = freeValueName([variableName(key)], inputs.keys());
    if (name !== variableName(key))
      builder.note(vertex, given?.placeOf(key) ?? "", `the input was called ${JSON.stringify(key)}`);
    const value = part === null ? (given?.value(key) ?? null) : (part.value("value") ?? null);
    inputs.set(name, inputOf(builder, vertex, given?.placeOf(key) ?? "", value, isReplaced(part), variables));
    part?.ignore("type", "hook");
  }
  return inputs;
}

function inputOf(
  builder: GraphBuilder,
  vertex: string,
  place: string,
  value: Json,
  isSplice: boolean,
  variables: Variables,
): object {
  if (isSplice && typeof value === "string" && value.includes("${")) {
    const read = expressionOfText(value, variables);
    if (read !== null) return { type: read.type, from: read.expression };
    builder.note(vertex, place, `this value could not be worked out here: ${value}`, true);
  }
  return { type: typeOfValue(value), ...(value !== null && { default: value }) };
}

/** True if the other system replaces variables in this value: it says so, or (in its web form) does so always. */
function isReplaced(part: DefinitionPart | null): boolean {
  if (part === null) return true;
  const isLeft = part.isOff("need_render");
  const type = part.names().includes("type") ? part.text("type") : null;
  return !isLeft && (type === null || type === "splice" || type === "lazy");
}
