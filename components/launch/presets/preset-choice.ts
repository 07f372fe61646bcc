import { readForm } from "#components/values-form/form-values.ts";
import type { LaunchForm } from "#contract/pipelines/pipelines.ts";
import type { PresetSummary } from "#contract/pipelines/presets.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { type LaunchEntries, launchGroups, type ValuesOfLaunch } from "../entries/launch-entries.ts";

/** A preset as one is chosen: two of one name are told apart by whose they are. */
export type PresetChoice = Pick<PresetSummary, "name" | "isShared">;

const [OWN, SHARED] = ["own:", "shared:"] as const;

/** A preset as the source of values in a launch form. Sources that are no presets are numbers, or empty. */
export function sourceOf({ name, isShared }: PresetChoice): string {
  return `${isShared ? SHARED : OWN}${name}`;
}

/** The preset that a source names; null for another source. */
export function presetIn(source: string): PresetChoice | null {
  if (source.startsWith(OWN)) return { name: source.slice(OWN.length), isShared: false };
  return source.startsWith(SHARED) ? { name: source.slice(SHARED.length), isShared: true } : null;
}

type KeptValues = {
  readonly values: ValuesOfLaunch;
  readonly problemCount: number;
  /** Filled fields that are not kept. */
  readonly secrets: readonly string[];
};

/**
 * What a preset keeps of a launch form: every value that stands in it, also one that is the default now. Secrets and fields
 * that say nothing are left out.
 */
export function valuesToKeep(form: LaunchForm, entries: LaunchEntries): KeptValues {
  let params: Readonly<Record<string, Json>> = {};
  const inputs: [string, Readonly<Record<string, Json>>][] = [];
  const secrets: string[] = [];
  let problemCount = 0;
  for (const { vertex, fields } of launchGroups(form)) {
    const own = entries.get(vertex) ?? new Map<string, string>();
    const filled = fields.filter(({ name }) => (own.get(name) ?? "") !== "");
    // A param that is emptied has no text, and not its default. Of a vertex, what is empty is not given.
    const given = vertex === null ? fields : filled;
    for (const { name, spec } of filled)
      if (spec.type === "secret") secrets.push(vertex === null ? name : `${name} of ${vertex}`);
    const open = given.filter(({ spec }) => spec.type !== "secret");
    const { values, problems } = readForm(open, own, "ask-later");
    problemCount += problems.size;
    if (vertex === null) params = values;
    else if (Object.keys(values).length > 0) inputs.push([vertex, values]);
  }
  return { values: { params, inputs: Object.fromEntries(inputs) }, problemCount, secrets };
}
