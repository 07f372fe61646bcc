import { freeValueName } from "../../values/free-value-name.ts";
import type { DefinitionPart } from "../foreign/definition-part.ts";
import { outputExpression, seconds, typeOfWord, type Variable } from "../foreign/foreign-values.ts";
import type { GraphBuilder } from "../foreign/graph-builder.ts";
import { inputFrom, type Variables } from "./orderlines-values.ts";

export type TaskContext = { readonly variables: Variables };

/** How often a task that is retried is tried again: the definition does not say it. */
const RETRIES = 3;

/** Fields that say how a result is declared; the other one is its name and value. */
const RESULT_FIELDS = ["variable_type", "variable_desc"];

/** Adds the results of a task, which other tasks read by name. */
export function addTaskOutputs(
  builder: GraphBuilder,
  vertex: string,
  part: DefinitionPart,
  variables: Map<string, Variable>,
): void {
  const outputs = new Map<string, object>();
  for (const result of part.all("result")) {
    const word = result.text("variable_type") ?? "str";
    const type = typeOfWord(word);
    const description = result.text("variable_desc") ?? "";
    for (const name of result.names().filter((each) => !RESULT_FIELDS.includes(each))) {
      const output = freeValueName([name], outputs.keys());
      if (output !== name)
        builder.note(vertex, result.placeOf(name), `the output was called ${JSON.stringify(name)}`);
      if (type === null)
        builder.note(
          vertex,
          result.placeOf("variable_type"),
          `the type ${JSON.stringify(word)} is not known here; string was taken`,
          true,
        );
      outputs.set(output, { type: type ?? "string", required: true, description });
      const value = result.text(name);
      if (value !== null && value !== `\${return_value}` && value !== `\${${name}}`)
        builder.note(
          vertex,
          result.placeOf(name),
          `it was worked out as ${value}: the script has to do that`,
        );
      if (variables.has(name))
        builder.note(
          vertex,
          result.placeOf(name),
          `another task gives ${name}, too; whoever reads it reads this one`,
          true,
        );
      variables.set(name, { expression: outputExpression(vertex, output), type: type ?? "string" });
    }
  }
  if (outputs.size > 0) builder.add(vertex, { outputs });
}

/** Gives the vertex of a task its fields. A task is a Python function that is called with values. */
export function addTaskFields(
  builder: GraphBuilder,
  vertex: string,
  part: DefinitionPart,
  { variables }: TaskContext,
): void {
  part.ignore("task_name");
  const kwargs = part.part("method_kwargs");
  const inputs = new Map<string, object>();
  for (const name of kwargs?.names() ?? []) {
    const { input, problem } = inputFrom(kwargs?.value(name) ?? null, variables);
    const place = kwargs?.placeOf(name) ?? "";
    if (problem !== null) builder.note(vertex, place, problem, true);
    const own = freeValueName([name], inputs.keys());
    if (own !== name) builder.note(vertex, place, `the input was called ${JSON.stringify(name)}`);
    inputs.set(own, input);
  }
  builder.add(vertex, { inputs, description: part.text("desc") ?? "" });
  const called = `${part.text("task_module") ?? "?"}.${part.text("method_name") ?? "?"}`;
  builder.note(
    vertex,
    part.placeOf("method_name"),
    `${called} is a Python function of the other system: write a script that does the same with these inputs and gives these outputs`,
  );
  addConfig(builder, vertex, part.part("task_config"));
}

function addConfig(builder: GraphBuilder, vertex: string, config: DefinitionPart | null): void {
  const limit = config?.number("timeout") ?? null;
  if (limit !== null && limit > 0) builder.add(vertex, { timeout: seconds(limit) });
  const strategy = config?.text("task_strategy") ?? null;
  if (config === null || strategy === null) return;
  if (strategy === "ignore") builder.add(vertex, { onFailure: "ignore" });
  else if (strategy === "retry") {
    builder.add(vertex, { retry: { max: RETRIES } });
    builder.note(
      vertex,
      config.placeOf("task_strategy"),
      `how often it is tried again is not in the definition: ${RETRIES} times were chosen`,
    );
  } else if (strategy !== "raise" && strategy !== "fail")
    builder.note(
      vertex,
      config.placeOf("task_strategy"),
      `what happens after a failure is not known here: ${JSON.stringify(strategy)}. It fails`,
      true,
    );
}

/** What is called after a failure; null if nothing is. */
export function callbackOf(part: DefinitionPart): string | null {
  return part.part("task_config")?.text("callback") ?? null;
}
