import { reached } from "../../model/reached.ts";
import type { Border, Reason } from "../border/border.ts";
import type { Entry } from "../border/entry.ts";
import { surelyEnded } from "../border/surely-ended.ts";
import type { CrossingValue } from "./crossing-values.ts";

/** The vertices that have ended for certain when the group begins. */
function endedBefore({ content }: Pick<Border, "content">, { edges, join }: Entry): ReadonlySet<string> {
  return surelyEnded(content, edges.length < 2 || join !== "any" ? edges : []);
}

/** The vertices outside that may run while the group does. */
export function besideOf(border: Border, entry: Entry): readonly string[] {
  const { content, inside } = border;
  const behind = reached(content, inside, "behind");
  const before = endedBefore(border, entry);
  return [...content.vertices].flatMap(([name, { final }]) =>
    final !== undefined || behind.has(name) || before.has(name) ? [] : [name],
  );
}

/** Outputs that may come after the group has begun: the vertex inside that reads them may begin later. */
export function refusedEarly(
  border: Border,
  entry: Entry,
  values: readonly CrossingValue[],
): readonly Reason[] {
  const ended = endedBefore(border, entry);
  return values.flatMap(({ path: [root, name = ""], from, readBy }) =>
    root !== "outputs" || ended.has(name)
      ? []
      : [
          {
            text: `${from} is read in the group, and ${name} need not have ended when the group begins: the value may come later than that. Select ${name}, too, or leave out what reads it.`,
            vertices: [name, ...readBy.filter((each) => border.content.vertices.has(each))],
          },
        ],
  );
}
