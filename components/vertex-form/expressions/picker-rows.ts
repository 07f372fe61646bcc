import type { PipelineView } from "#contract/pipelines/pipelines.ts";
import type { ExpressionPlace } from "#engine/check/readable/expression-place.ts";
import type { Readable } from "#engine/check/readable/readable-at.ts";
import { READABLE_FUNCTIONS } from "#engine/check/readable/readable-functions.ts";
import type { GraphContent } from "#engine/model/graph-content.ts";
import { isMethod } from "./cel-completion.ts";
import { lastValue } from "./last-value.ts";

/** One row of the list of what an expression can read. */
export type PickerRow = {
  readonly id: string;
  /** The part of the list that it is in: `Params`, `Outputs of build`. */
  readonly group: string;
  readonly label: string;
  readonly detail: string;
  /** Its value in the last run; null where there is none. */
  readonly last: string | null;
  /** What is written, and where the cursor then stands in it. */
  readonly text: string;
  readonly cursor: number;
};

export const MAX_ROWS = 200;

/** What can be read, as rows, and then the functions. */
export function pickerRows(
  content: GraphContent,
  place: ExpressionPlace,
  readables: readonly Readable[],
  run: PipelineView | null,
): readonly PickerRow[] {
  const tracks = new Map(run?.tracks.map((track) => [track.vertex, track]));
  /** The part of the run that a row reads. A row of the vertex itself may read all of it. */
  const partFor = ({ group, vertex }: Readable): PipelineView | null => {
    if (run === null || group === "own") return run;
    const track = vertex === undefined || vertex === null ? undefined : tracks.get(vertex);
    return { ...run, tracks: track === undefined ? [] : [track] };
  };
  const rows = readables.map((readable): PickerRow => {
    const { text, type, description, isCertain } = readable;
    return {
      id: text,
      group: groupOf(readable),
      label: text,
      detail: [type, isCertain ? null : "may be missing", description]
        .filter((part) => part !== null)
        .join(" · "),
      // Worked out for the rows that are shown: there may be thousands.
      get last() {
        const part = partFor(readable);
        const last = part === null ? null : lastValue(content, place, text, part);
        return last !== null && "value" in last ? last.value : null;
      },
      text,
      cursor: text.length,
    };
  });
  const functions = READABLE_FUNCTIONS.map((each): PickerRow => {
    const text = `${isMethod(each) ? "." : ""}${each.name}()`;
    return {
      id: `function ${each.name}`,
      group: "Functions",
      label: text,
      detail: `${each.help}: ${each.example}`,
      last: null,
      text,
      cursor: text.length - 1,
    };
  });
  return [...rows, ...functions];
}

/** The rows that have all the words of a query; of one vertex, where one is given. */
export function searchedRows(
  rows: readonly PickerRow[],
  query: string,
  vertex: string | null,
): readonly PickerRow[] {
  const words = query.toLowerCase().split(/\s+/).filter(Boolean);
  const wanted = vertex === null ? rows : rows.filter(({ group }) => group === `Outputs of ${vertex}`);
  return wanted.filter(({ group, label, detail }) => {
    const text = `${group} ${label} ${detail}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function groupOf({ group, vertex }: Readable): string {
  switch (group) {
    case "own":
      return "Here";
    case "params":
      return "Params";
    case "outputs":
      return `Outputs of ${vertex}`;
    case "callbacks":
      return "Callback addresses";
    case "pipeline":
      return "The pipeline";
  }
}
