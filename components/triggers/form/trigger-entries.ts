import type { SaveTriggerInput, TriggerView } from "#contract/triggers/triggers.ts";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { labelLines, readLabelLines } from "#engine/shape/launch-labels.ts";
import { TRIGGER_KIND_NAMES, TRIGGER_KINDS, type TriggerKind } from "#engine/triggers/trigger-kinds.ts";
import { triggerProblems } from "#engine/triggers/trigger-problems.ts";
import type { KindEntries } from "../kinds/kind-view.ts";
import { KIND_VIEWS } from "../kinds/kind-views.ts";

/** The form of a trigger as it is typed. */
export type TriggerEntries = {
  readonly name: string;
  readonly graph: string;
  /** Empty: the one that was sealed last. */
  readonly revision: string;
  readonly kind: TriggerKind;
  readonly settings: KindEntries;
  readonly filter: string;
  /** By param: its expression; empty: none. */
  readonly params: Readonly<Record<string, string>>;
  readonly pipelineName: string;
  readonly priority: string;
  /** One a line. */
  readonly labels: string;
};

const LABELS = {
  name: "Name",
  graph: "Graph",
  revision: "Revision",
  kind: "Kind",
  filter: "Filter",
  pipelineName: "Name of its pipelines",
  priority: "Priority",
  labels: "Labels",
} as const;

/** What each field is called, in the form and where somebody else changed it. */
export const ENTRY_LABELS: Readonly<Record<keyof typeof LABELS, string>> = LABELS;

/** The form of a new trigger. */
export function newEntries(graph: string): TriggerEntries {
  const [kind] = TRIGGER_KIND_NAMES;
  const settings = KIND_VIEWS[kind].newEntries;
  return {
    ...{ name: "", graph, revision: "", kind, settings },
    ...{ filter: "", params: {}, pipelineName: "", priority: "0", labels: "" },
  };
}

/** The form of a trigger that there is. */
export function entriesOf(trigger: TriggerView): TriggerEntries {
  const { name, graph, revision, kind, settings, filter, params, pipelineName, priority } = trigger;
  return {
    ...{ name, graph, kind, params },
    revision: revision === null ? "" : String(revision),
    settings: KIND_VIEWS[kind].entriesOf(settings),
    filter: filter ?? "",
    pipelineName: pipelineName ?? "",
    priority: String(priority),
    labels: labelLines(trigger.labels).join("\n"),
  };
}

/** The labels of what two forms differ in. */
export function differingLabels(one: TriggerEntries, other: TriggerEntries): readonly string[] {
  const names = Object.keys(LABELS) as (keyof typeof LABELS)[];
  const kindLabels = KIND_VIEWS[one.kind].labels;
  const settings = Object.keys(kindLabels).filter((field) => one.settings[field] !== other.settings[field]);
  return [
    ...names.filter((name) => one[name] !== other[name]).map((name) => LABELS[name]),
    ...(one.kind === other.kind ? settings.map((field) => kindLabels[field] ?? field) : []),
    ...(JSON.stringify(filledParams(one)) === JSON.stringify(filledParams(other)) ? [] : ["Parameters"]),
  ];
}

type Reading = {
  readonly value: Omit<SaveTriggerInput, "version">;
  /** By the path that the API has for it. */
  readonly problems: ReadonlyMap<string, string>;
};

/**
 * What is typed as the API takes it, and what is wrong with it as far as a page can tell.
 *
 * @param specs the params of the chosen revision; null while they are not known.
 */
export function readEntries(
  entries: TriggerEntries,
  specs: Readonly<Record<string, InputSpec>> | null,
): Reading {
  const { name, graph, revision, kind, filter, pipelineName, priority } = entries;
  const problems = new Map<string, string>();
  if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(name.trim()))
    problems.set("name", "Required: letters, digits and - _ . for example on-push.");
  if (graph === "") problems.set("graph", "Required: choose a graph.");
  if (revision.trim() !== "" && !/^[1-9]\d{0,8}$/.test(revision.trim()))
    problems.set("revision", "Wanted the number of a revision, such as 7, or nothing.");
  if (!/^-?\d{1,4}$/.test(priority.trim()) || Math.abs(Number(priority)) > 1_000)
    problems.set("priority", "Wanted a whole number from -1000 to 1000.");
  const labels = readLabelLines(entries.labels);
  if (!labels.ok) problems.set("labels", labels.problem);
  const read = KIND_VIEWS[kind].settingsOf(entries.settings);
  for (const [field, text] of read.problems) problems.set(`settings.${field}`, text);
  const expressions = { filter: filter.trim() === "" ? null : filter.trim(), params: filledParams(entries) };
  if (specs !== null)
    for (const { path, text } of triggerProblems(expressions, specs, TRIGGER_KINDS[kind].names))
      if (!problems.has(path)) problems.set(path, text);
  return {
    value: {
      ...{ name: name.trim(), graph, kind, settings: { ...read.settings }, ...expressions },
      revision: revision.trim() === "" ? null : Number(revision),
      pipelineName: pipelineName.trim() === "" ? null : pipelineName.trim(),
      priority: Number(priority),
      labels: labels.ok ? labels.labels : {},
    },
    problems,
  };
}

function filledParams({ params }: Pick<TriggerEntries, "params">): Record<string, string> {
  return Object.fromEntries(Object.entries(params).filter(([, from]) => from.trim() !== ""));
}
