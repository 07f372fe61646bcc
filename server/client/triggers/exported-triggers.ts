import type { DeclaredTrigger } from "#engine/graph-triggers/declared-trigger.ts";
import { MAX_DECLARED, readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { declaredText } from "#engine/graph-triggers/write-whole-graph-text.ts";

/** A graph file with what launches its graph, and what was left out of it. */
type WholeText = {
  readonly text: string;
  readonly leftOut: readonly { readonly trigger: DeclaredTrigger; readonly problem: string }[];
};

/**
 * The text of a graph file with what launches the graph. What does not fit this text is left out, such as a schedule with a
 * param that the draft does not have any more: nobody could read the file.
 *
 * @param text a graph file without triggers.
 * @param triggers what launches the graph now.
 */
export function withTriggers(text: string, triggers: readonly DeclaredTrigger[]): WholeText {
  const leftOut = triggers
    .slice(MAX_DECLARED)
    .map((trigger) => ({ trigger, problem: `A graph file declares at most ${MAX_DECLARED} triggers.` }));
  let kept = triggers.slice(0, MAX_DECLARED);
  for (;;) {
    const whole = `${text}${declaredText(kept)}`;
    const read = kept.length === 0 ? null : readWholeGraphText(whole);
    if (read === null || read.ok) return { text: whole, leftOut };
    const wrong = new Map(read.problems.flatMap(({ path, text: said }) => placed(path, said)).reverse());
    // It is the graph that cannot be read, or the whole is too large: then no single one of them is at fault.
    if (wrong.size === 0) {
      const problem = read.problems[0]?.text ?? "";
      return { text, leftOut: [...leftOut, ...kept.map((trigger) => ({ trigger, problem }))] };
    }
    for (const [place, problem] of wrong) {
      const trigger = kept[place];
      if (trigger !== undefined) leftOut.push({ trigger, problem });
    }
    kept = kept.filter((_, place) => !wrong.has(place));
  }
}

/** Which entry a problem is about. */
function placed(path: string, text: string): (readonly [number, string])[] {
  const place = /^triggers\[(\d+)\]/.exec(path)?.[1];
  return place === undefined ? [] : [[Number(place), text]];
}
