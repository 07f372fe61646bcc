import { type FormField, fieldOf } from "#components/values-form/form-field.ts";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import { ownOf } from "#engine/json/json.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";

/** The entries of a launch form: the params under `null`, the inputs of a vertex under its name. */
export type LaunchEntries = ReadonlyMap<string | null, FormEntries>;

type Values = Readonly<Record<string, Json>>;

/** Values that were given at a launch. */
export type ValuesOfLaunch = {
  readonly params: Values;
  /** Vertex → input → value. */
  readonly inputs: Readonly<Record<string, Values>>;
};

type Group = {
  /** Null for the params of the graph. */
  readonly vertex: string | null;
  readonly fields: readonly FormField[];
};

/** What a launch asks for, the params first. Vertices without inputs ask for nothing. */
export function launchGroups(form: LaunchForm): readonly Group[] {
  const groups = [{ vertex: null, fields: fieldsOf(form.params) }];
  const vertices = form.vertices.map(({ name, inputs }) => ({ vertex: name, fields: fieldsOf(inputs) }));
  return [...groups, ...vertices].filter(({ fields }) => fields.length > 0);
}

/**
 * The form as it begins. Params start from their defaults; inputs of vertices start empty, since a value that is given
 * here is not asked for any more.
 *
 * @param before the values of the launch that this one repeats.
 */
export function emptyLaunch(form: LaunchForm, before: Partial<ValuesOfLaunch> = {}): LaunchEntries {
  const begun = (fields: readonly FormField[], given: Values, isOnlyGiven: boolean): readonly FormField[] =>
    fields.flatMap((field) => {
      const value = ownOf(given, field.name);
      return value === undefined ? (isOnlyGiven ? [] : [field]) : [{ ...field, prefill: value }];
    });
  return new Map(
    launchGroups(form).map(({ vertex, fields }) => {
      const given = vertex === null ? before.params : ownOf(before.inputs ?? {}, vertex);
      const whenEmpty = vertex === null ? "read" : "ask-later";
      return [vertex, firstEntries(begun(fields, given ?? {}, vertex !== null), whenEmpty)];
    }),
  );
}

/** The form as it begins, with what was typed for it or for another revision before. */
export function continuedLaunch(begun: LaunchEntries, typed: LaunchEntries): LaunchEntries {
  return new Map(
    [...begun].map(([vertex, own]) => [vertex, new Map([...own, ...(typed.get(vertex) ?? [])])]),
  );
}

/** The values as the API wants them, and how many of them do not do. */
export function readLaunch(form: LaunchForm, entries: LaunchEntries) {
  let params: Readonly<Record<string, Json>> = {};
  const inputs: Record<string, Readonly<Record<string, Json>>> = {};
  let problemCount = 0;
  for (const { vertex, fields } of launchGroups(form)) {
    const { values, problems } = readGroup(vertex, fields, entries);
    problemCount += problems.size;
    if (vertex === null) params = values;
    else if (Object.keys(values).length > 0) inputs[vertex] = values;
  }
  return { values: { params, inputs }, problemCount };
}

/** One group's values and problems. Of a vertex, what stays empty is left out: it is asked for later, or has its default. */
export function readGroup(vertex: string | null, fields: readonly FormField[], entries: LaunchEntries) {
  const own = entries.get(vertex) ?? new Map<string, string>();
  const given = vertex === null ? fields : fields.filter(({ name }) => (own.get(name) ?? "") !== "");
  return readForm(given, own, vertex === null ? "problem" : "ask-later");
}

function fieldsOf(specs: Readonly<Record<string, InputSpec>>): readonly FormField[] {
  return Object.entries(specs).map(([name, spec]) => fieldOf(name, spec));
}
