import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";

type Values = Readonly<Record<string, Json>>;
type ByVertex = Readonly<Record<string, Values>>;

/** Values of a launch, told apart by what a launch form asks for. Names are as people read them. */
type SortedValues = {
  /** What is asked for, without secrets. */
  readonly params: Values;
  readonly inputs: ByVertex;
  readonly unknown: readonly string[];
  readonly secrets: readonly string[];
  /** Required params without a default and without a value. */
  readonly missing: readonly string[];
};

/** Pure: nothing is left out that is not named. */
export function sortedValues(
  form: Pick<LaunchForm, "params" | "vertices">,
  { params, inputs }: { readonly params: Values; readonly inputs: ByVertex },
): SortedValues {
  const [unknown, secrets]: [string[], string[]] = [[], []];
  const known = (
    specs: Readonly<Record<string, InputSpec>>,
    values: Values,
    said: (name: string) => string,
  ) =>
    Object.fromEntries(
      Object.entries(values).filter(([name]) => {
        const spec = ownOf(specs, name);
        if (spec === undefined) unknown.push(said(name));
        else if (spec.type === "secret") secrets.push(said(name));
        return spec !== undefined && spec.type !== "secret";
      }),
    );
  const specsOf = new Map(form.vertices.map(({ name, inputs: specs }) => [name, specs]));
  const keptParams = known(form.params, params, (name) => name);
  const keptInputs = Object.entries(inputs).flatMap(([vertex, values]) => {
    const kept = known(specsOf.get(vertex) ?? {}, values, (name) => `${name} of ${vertex}`);
    return Object.keys(kept).length === 0 ? [] : [[vertex, kept] as const];
  });
  const missing = Object.entries(form.params).flatMap(([name, { required, default: usual }]) =>
    required === true && usual === undefined && ownOf(keptParams, name) === undefined ? [name] : [],
  );
  return { params: keptParams, inputs: Object.fromEntries(keptInputs), unknown, secrets, missing };
}
