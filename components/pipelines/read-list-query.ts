import type { z } from "zod";
import {
  LIST_ONLY,
  type listPipelinesInput,
  MAX_FILTER_TEXT,
  MAX_FILTER_VALUE,
} from "#contract/pipelines/pipeline-list.ts";
import { PIPELINE_STATES } from "#engine/model/pipeline.ts";
import { readLabelLines } from "#engine/shape/launch-labels.ts";
import { parseDuration } from "#engine/time/durations.ts";

const DAY_MS = 86_400_000;

/** The words of the address that narrow the list. */
export const FILTER_WORDS = [
  ...["search", "state", "graph", "by", "param", "label", "within", "from", "to", "children"],
] as const;

/** What the list's address asks for. A word that is not known is ignored, so that an old link still shows a list. */
export function readListQuery(query: ReadonlyMap<string, string>): z.input<typeof listPipelinesInput> {
  const text = (word: string, length: number) => query.get(word)?.slice(0, length) || undefined;
  const id = (word: string) => {
    const number = Number(query.get(word));
    return Number.isSafeInteger(number) && number > 0 ? number : undefined;
  };
  const after = id("after");
  return {
    text: text("search", MAX_FILTER_TEXT),
    state: PIPELINE_STATES.find((state) => state === query.get("state")),
    only: LIST_ONLY.find((only) => only === query.get("state")),
    graph: text("graph", 100),
    launchedBy: text("by", MAX_FILTER_TEXT),
    param: paramIn(query.get("param") ?? ""),
    label: labelIn(query.get("label") ?? ""),
    within: parseDuration(query.get("within") ?? "") || undefined,
    from: dayIn(query.get("from")),
    to: dayIn(query.get("to"), DAY_MS),
    children: query.get("children") === "1",
    before: after === undefined ? id("before") : undefined,
    after,
  };
}

/** Whether the list is narrowed. To show child pipelines, too, does not narrow it. */
export function isNarrowed(asked: z.input<typeof listPipelinesInput>): boolean {
  const { children: _children, before: _before, after: _after, limit: _limit, ...filter } = asked;
  return Object.values(filter).some((value) => value !== undefined);
}

/** `env=prod`: the name, and all behind the first `=`; nothing where it has no name. */
function paramIn(text: string): { name: string; value: string } | undefined {
  const [name = "", ...rest] = text.split("=");
  if (rest.length === 0 || name.trim() === "") return undefined;
  return {
    name: name.trim().slice(0, MAX_FILTER_TEXT),
    value: rest.join("=").trim().slice(0, MAX_FILTER_VALUE),
  };
}

/** Why a text is no filter for a parameter, as a sentence; null where it is one. */
export function paramProblem(text: string): string | null {
  return paramIn(text) === undefined ? "Not used yet: write name=value, such as env=prod." : null;
}

/** `team=shop`; nothing where it is no label. */
function labelIn(text: string): { name: string; value: string } | undefined {
  const read = readLabelLines(text);
  const [label] = read.ok ? Object.entries(read.labels) : [];
  return label === undefined ? undefined : { name: label[0], value: label[1] };
}

/** Why a text is no label, as a sentence; null where it is one. */
export function labelProblem(text: string): string | null {
  const read = readLabelLines(text);
  return read.ok ? null : `Not used yet. ${read.problem}`;
}

/** The beginning of a day, in UTC. */
function dayIn(text: string | undefined, laterMs = 0): Date | undefined {
  const at = Date.parse(`${text ?? ""}T00:00:00Z`);
  return Number.isNaN(at) ? undefined : new Date(at + laterMs);
}
