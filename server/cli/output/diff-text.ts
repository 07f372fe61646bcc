import type { GraphDiff } from "#contract/graphs/graphs.ts";
import { writeJson } from "#engine/json/write-json.ts";
import type { CommandContext } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";
import { edgeWords } from "./edge-words.ts";

type Named = GraphDiff["diff"]["vertices"];
type Field = GraphDiff["diff"]["graph"][number];

/** A difference, for people: `+` is new, `-` is gone, `~` has changed. */
export function diffText(
  context: CommandContext,
  { a, b, diff, drawing }: Pick<GraphDiff, "a" | "b" | "diff"> & Partial<Pick<GraphDiff, "drawing">>,
): string {
  const drawn =
    drawing === undefined || drawing.isSame
      ? ""
      : "They are drawn differently: frames, notes or places are not sealed.\n";
  if (diff.isSame) return `${a} and ${b} say the same.\n${drawn}`;
  const lines = [
    `--- ${a}`,
    `+++ ${b}`,
    ...diff.graph.flatMap((field) => fieldLines("~ graph", field)),
    ...namedLines("param", diff.params),
    ...namedLines("vertex", diff.vertices),
    ...diff.edges.removed.map((edge) => `- edge ${edgeText(edge)}`),
    ...diff.edges.added.map((edge) => `+ edge ${edgeText(edge)}`),
    ...diff.edges.changed.map(
      ({ before, after }) =>
        `~ edge ${after.tail} -> ${after.head}: ${edgeWords(before)} => ${edgeWords(after)}`,
    ),
    ...(diff.isReordered ? ["~ vertices or edges are in another order"] : []),
  ];
  return lines.map((line) => `${painted(context, shownText(line))}\n`).join("") + drawn;
}

/** An edge with its words, where it does not wait for a success only. */
function edgeText(edge: GraphDiff["diff"]["edges"]["added"][number]): string {
  const words = edgeWords(edge);
  return `${edge.tail} -> ${edge.head}${words === "succeeded" ? "" : `: ${words}`}`;
}

function namedLines(what: string, { added, removed, changed }: Named): string[] {
  return [
    ...removed.map((name) => `- ${what} ${name}`),
    ...added.map((name) => `+ ${what} ${name}`),
    ...changed.flatMap(({ name, fields }) =>
      fields.flatMap((field) => fieldLines(`~ ${what} ${name}`, field)),
    ),
  ];
}

/** Text of several lines is shown as the lines that only one side has; other values as before and after. */
function fieldLines(what: string, { field, before, after }: Field): string[] {
  const isText = [before, after].every((side) => typeof side === "string" || side === undefined);
  const old = String(before ?? "").split("\n");
  const now = String(after ?? "").split("\n");
  if (!isText || (old.length < 2 && now.length < 2))
    return [`${what}.${field}: ${sideText(before)} => ${sideText(after)}`];
  return [
    `${what}.${field}:`,
    ...old.filter((line) => line !== "" && !now.includes(line)).map((line) => `-   ${line}`),
    ...now.filter((line) => line !== "" && !old.includes(line)).map((line) => `+   ${line}`),
  ];
}

function sideText(side: unknown): string {
  return side === undefined ? "(none)" : writeJson(side);
}

function painted(context: CommandContext, line: string): string {
  if (line.startsWith("+")) return context.paint.state("succeeded")(line);
  if (line.startsWith("-")) return context.paint.state("failed")(line);
  return line;
}
