import { type FormField, fieldOf } from "#components/values-form/form-field.ts";
import { type FormEntries, firstEntries, readForm } from "#components/values-form/form-values.ts";
import { ownOf } from "#engine/json/json.ts";
import type { GraphFile, InputSpec, Json } from "#engine/model/graph-content.ts";
import type { CutGraph, TestReach } from "#engine/vertex-test/cut-graph.ts";

/** What is tested in the editor: it stays while another tab is looked at. */
export type VertexTest = {
  readonly vertex: string;
  readonly reach: TestReach;
  readonly entries: TestEntries;
  /** Pressed twice with the same values, also after another tab was looked at, Run test launches once. */
  readonly key: string;
  /** The pipeline that was launched last, with the part of the draft that it runs. */
  readonly run: { readonly id: number; readonly vertex: string; readonly file: GraphFile } | null;
};

/** A test of a vertex for which nothing was typed yet. */
export function newTest(vertex: string, reach: TestReach): VertexTest {
  return { vertex, reach, entries: new Map(), key: crypto.randomUUID(), run: null };
}

/** What was typed: for params under `null`, for inputs and outputs of a vertex under its name. */
export type TestEntries = ReadonlyMap<string | null, FormEntries>;

type Values = Readonly<Record<string, Json>>;

export type TestGroup = {
  /** Null for the params of the graph. */
  readonly vertex: string | null;
  /** True where these are outputs of a vertex that does not run. */
  readonly isGiven: boolean;
  readonly fields: readonly FormField[];
};

/** What a test asks for: params, outputs of vertices that do not run, and inputs whose values nothing gives. */
export function testGroups({ file, runs, standIns }: CutGraph): readonly TestGroup[] {
  const asked = (specs: Readonly<Record<string, InputSpec>>) =>
    Object.entries(specs).flatMap(([name, spec]) => (spec.from === undefined ? [fieldOf(name, spec)] : []));
  const { params = {}, vertices } = file.content;
  const all = new Set([...runs, ...standIns]);
  const ofVertices = [...vertices].flatMap(([vertex, { kind, inputs = {} }]): TestGroup[] =>
    // An approval that is tested asks by itself.
    all.has(vertex) && kind !== "approval"
      ? [{ vertex, isGiven: standIns.includes(vertex), fields: asked(inputs) }]
      : [],
  );
  const ofParams = { vertex: null, isGiven: false, fields: asked(params) };
  return [ofParams, ...ofVertices].filter(({ fields }) => fields.length > 0);
}

/** What the fields of a group begin with, and what was typed since. */
export function entriesOf({ vertex, fields }: TestGroup, typed: TestEntries): FormEntries {
  return new Map([...firstEntries(fields), ...(typed.get(vertex) ?? [])]);
}

/** The values and the problems of a group. What may be left out and is empty is left out. */
export function readTestGroup(group: TestGroup, typed: TestEntries) {
  return readForm(group.fields, entriesOf(group, typed), "problem");
}

/** The values of all groups as the API wants them, and how many of them do not do. */
export function readTest(groups: readonly TestGroup[], typed: TestEntries) {
  let params: Values = {};
  let problemCount = 0;
  const inputs: Record<string, Values> = {};
  for (const group of groups) {
    const { values, problems } = readTestGroup(group, typed);
    problemCount += problems.size;
    if (group.vertex === null) params = values;
    else if (Object.keys(values).length > 0) inputs[group.vertex] = values;
  }
  return { params, inputs, problemCount };
}

/** Values of an earlier pipeline. */
export type LastValues = {
  readonly params: Values;
  readonly tracks: readonly {
    readonly vertex: string;
    readonly inputs: Values | null;
    readonly outputs: Values | null;
  }[];
};

/** The fields filled with what an earlier pipeline had. What it does not have stays as it was typed. */
export function filledEntries(
  groups: readonly TestGroup[],
  typed: TestEntries,
  last: LastValues,
): TestEntries {
  const filled = groups.map((group) => {
    const track = last.tracks.find(({ vertex }) => vertex === group.vertex);
    const values =
      group.vertex === null ? last.params : ((group.isGiven ? track?.outputs : track?.inputs) ?? {});
    const known = group.fields.flatMap((field) => {
      const value = ownOf(values, field.name);
      return value === undefined ? [] : [{ ...field, prefill: value }];
    });
    return [group.vertex, new Map([...(typed.get(group.vertex) ?? []), ...firstEntries(known)])] as const;
  });
  return new Map([...typed, ...filled]);
}
