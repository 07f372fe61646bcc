import { celEnvironment } from "./cel/cel-environment.ts";
import type { DeclaredTypes } from "./cel/cel-of-named.ts";
import type { Expression } from "./expression.ts";
import { celTypesOf, celTypesOfOutputs } from "./is-readable.ts";
import { ALL_OWN_NAMES } from "./own-names.ts";
import { underAliases } from "./vertex-names.ts";

/** What `pipeline` has, with CEL types. */
export const PIPELINE_FACTS = {
  id: "int",
  name: "string",
  revision: "int",
  launchedBy: "string",
} as const;

const known = new WeakMap<DeclaredTypes, Map<string, string>>();

/** The CEL type of an expression that check has accepted, wherever it is; `dyn` if its value alone tells. */
export function typeOfChecked(expression: Expression, types: DeclaredTypes): string {
  const texts = known.get(types) ?? new Map<string, string>();
  known.set(types, texts);
  const type = texts.get(expression.text) ?? typeOf(expression, types);
  texts.set(expression.text, type);
  return type;
}

function typeOf(expression: Expression, types: DeclaredTypes): string {
  const { aliases, callbacks, cel } = expression;
  const addresses = Object.fromEntries([...callbacks].map((vertex) => [vertex, "string"]));
  const environment = celEnvironment(true)
    .registerVariable({ name: "pipeline", schema: { ...PIPELINE_FACTS, state: "string" } })
    .registerVariable({ name: "params", schema: celTypesOf(types.params) })
    .registerVariable({
      name: "outputs",
      schema: underAliases(celTypesOfOutputs(types, expression), aliases),
    })
    .registerVariable({ name: "callbacks", schema: underAliases(addresses, aliases) });
  for (const [name, type] of ALL_OWN_NAMES) environment.registerVariable(name, type);
  const { valid, type = "dyn" } = environment.check(cel);
  return valid ? type : "dyn";
}
