import { undoWayOf } from "../policies/undo-policy.ts";
import { nameList } from "../text/name-list.ts";
import type { Border, Reason } from "./border/border.ts";
import type { Entry } from "./border/entry.ts";
import type { Exit } from "./border/exit.ts";
import type { CrossingValue } from "./crossing/crossing-values.ts";
import { besideOf } from "./crossing/ended-before.ts";
import { isLimitedOnlyHanded } from "./crossing/handed-values.ts";

/** What will be another way than before, although what runs in a pipeline without failures is the same. */
export type Difference = Reason & {
  readonly about: "failure-beside" | "failures" | "undo" | "asked" | "sealer" | "waits" | "limit" | "size";
};

/** What people should know before they group. */
export function differencesOf(
  border: Border,
  entry: Entry,
  exit: Exit,
  values: readonly CrossingValue[],
): readonly Difference[] {
  return [
    ...failuresBeside(border, entry),
    ...failuresRead(border),
    ...undo(border),
    ...askedInside(border),
    ...sealers(border),
    ...limits(border),
    ...sizes(border, values),
    ...(exit.waitedFor.length === 0
      ? []
      : [
          {
            about: "waits" as const,
            text: `What is behind the group also waits for ${nameList(exit.waitedFor)}.`,
            vertices: exit.waitedFor,
          },
        ]),
  ];
}

function failuresBeside(border: Border, entry: Entry): readonly Difference[] {
  const { onFailure } = border.content;
  const beside = onFailure === "continue" ? [] : besideOf(border, entry);
  if (beside.length === 0) return [];
  return [
    {
      about: "failure-beside",
      text: `After a failure of ${nameList(beside, { word: "or" })}, the group goes on to its end if it has begun; and after a failure in the group, ${beside.length === 1 ? "it" : "they"} may still begin until the group has ended. Before, nothing new began at once.`,
      vertices: beside,
    },
  ];
}

function failuresRead({ content, inside }: Border): readonly Difference[] {
  const readers = [...content.vertices].filter(
    ([name, { final, inputs = {}, revert = "" }]) =>
      (final !== undefined && Object.values(inputs).some(({ from = "" }) => /\bfailures\b/.test(from))) ||
      /SIGNALBOX_FAILURES/.test(revert) ||
      (inside.has(name) && /SIGNALBOX_FAILURES/.test(revert)),
  );
  if (readers.length === 0) return [];
  const names = readers.map(([name]) => name);
  return [
    {
      about: "failures",
      text: `${nameList(names)} ${names.length === 1 ? "reads" : "read"} what failed: the group as a whole stands there in place of the vertices in it.`,
      vertices: names,
    },
  ];
}

/** True where nothing inside ever has to be undone: then nothing of the group has. */
export function hasNothingToUndo({ content, inside }: Border): boolean {
  return [...inside].every((name) => undoWayOf({ spec: content.vertices.get(name) ?? {} }) === "nothing");
}

function undo(border: Border): readonly Difference[] {
  if (border.content.onFailure !== "revert" || hasNothingToUndo(border)) return [];
  return [
    {
      about: "undo",
      text: "After a failure, the group is undone as a whole, also where none of its undo scripts has to run: then the pipeline can end as undone, and not as failed.",
      vertices: [],
    },
  ];
}

function askedInside({ content, inside }: Border): readonly Difference[] {
  const asked = [...inside].filter(
    (name) => Object.keys(content.vertices.get(name)?.inputs ?? {}).length > 0,
  );
  if (asked.length === 0) return [];
  return [
    {
      about: "asked",
      text: `A launch of this graph can no longer give values to the inputs of ${nameList(asked)}. Required ones without a value are asked for in the child's pipeline, when their vertex is ready.`,
      vertices: asked,
    },
  ];
}

function sealers({ content, inside }: Border): readonly Difference[] {
  const names = [...inside].filter((name) => content.vertices.get(name)?.prompt?.excludeSealer === true);
  if (names.length === 0) return [];
  return [
    {
      about: "sealer",
      text: `At ${nameList(names)}, whoever sealed the child graph may not approve, in place of whoever sealed this one.`,
      vertices: names,
    },
  ];
}

function limits({ content, inside }: Border): readonly Difference[] {
  const limited = [...inside].filter((name) => content.vertices.get(name)?.limit !== undefined);
  if (limited.length === 0) return [];
  return [
    {
      about: "limit",
      text: `The limit of ${nameList(limited)} counts in pipelines of the child graph. What runs of this graph today is counted apart.`,
      vertices: limited,
    },
  ];
}

/** Values that were as long as outputs may be, and are now handed on one by one. */
function sizes({ content }: Border, values: readonly CrossingValue[]): readonly Difference[] {
  const long = values.filter(({ path }) => isLimitedOnlyHanded(content, path));
  if (long.length === 0) return [];
  const names = [...new Set(long.map(({ path: [, name = ""] }) => name))];
  return [
    {
      about: "size",
      text: `${nameList(long.map(({ from }) => from))} may have at most 64 KiB ${long.length === 1 ? "" : "each "}where ${long.length === 1 ? "it crosses" : "they cross"} the border: the group fails where one is longer. Before, only all outputs of a vertex together had a limit.`,
      vertices: names,
    },
  ];
}
