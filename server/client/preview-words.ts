import type {
  LastChild,
  Named,
  PreviewView,
  RetriedFailed,
  RunsInside,
} from "#contract/pipelines/previews.ts";
import type { PipelineAfter } from "#engine/explain/preview/pipeline-copy.ts";
import { isPipelineEnded } from "#engine/model/pipeline.ts";
import { STATE_WORDS } from "#engine/model/state-words.ts";

/** Vertices that an act does the same with, or a sentence about the pipeline, in the words of pages and of the command line. */
export type PreviewGroup = {
  readonly text: string;
  readonly named: Named;
  /** It is about child pipelines, and its number is in the text or not needed. */
  readonly isOfChild?: true;
};

/** What is said of an act that changes nothing that is listed. */
export const NOTHING_CHANGES = "Nothing else changes now.";

/** What an act does, as groups of vertices in the order in which a person wants to know it. Empty groups are left out. */
export function previewGroups(preview: PreviewView): readonly PreviewGroup[] {
  const groups: readonly PreviewGroup[] = [
    { text: "Rolled back, in this order", named: preview.undoes },
    { text: "Only in part: something in it has no undo script", named: preview.partlyUndone },
    { text: "Stays as it is: no undo script", named: preview.notUndone },
    { text: "Nothing to undo", named: preview.nothingToUndo },
    { text: "Not rolled back: an undo behind it failed", named: preview.notReached ?? NONE },
    { text: "Is ended", named: preview.killed },
    { text: "Runs now", named: preview.begins },
    ...preview.inside.map(insideGroup),
    { text: "In a new child pipeline, from its beginning", named: anewAndHowMuch(preview), isOfChild: true },
    { text: "Runs if it is reached", named: preview.follows },
    { text: "Stops before it begins", named: preview.stops },
    { text: "Waits until then", named: preview.heldBack },
    { text: "Fails: its values cannot be worked out", named: preview.fails },
    { text: "Does not run", named: preview.notRun },
    { text: "Becomes stale", named: preview.stale },
    { text: "Still needs a decision", named: preview.left },
    { text: "Does not run again", named: preview.reused },
    { text: "Pipeline", named: one(pipelineText(preview.pipeline)) },
  ];
  return groups.filter(({ named }) => named.count > 0);
}

/** What runs again as a whole, with how much of it had succeeded already. */
function anewAndHowMuch({ anew, lastChildren }: PreviewView): Named {
  const last = new Map(lastChildren.map((child) => [child.vertex, child]));
  const names = anew.names.map((name) => {
    const child = last.get(name);
    return child === undefined
      ? name
      : `${name} (${amountText(child)}, of which ${child.succeeded || "none"} had succeeded)`;
  });
  return { count: anew.count, names };
}

/** How many items or tracks a child pipeline has: `30 items`. */
export function amountText({ of, isItems }: Pick<LastChild, "of" | "isItems">): string {
  return `${of} ${isItems ? "item" : "track"}${of === 1 ? "" : "s"}`;
}

function insideGroup({ path, isItems, runs, of }: RunsInside): PreviewGroup {
  const text = `Runs now, ${runs.count} of ${of} ${isItems ? "items of" : "tracks in"} ${path}`;
  const isHidden = runs.count > 0 && runs.names.length === 0;
  return { text, named: isHidden ? one("in a pipeline of another folder") : runs, isOfChild: true };
}

/** What a retry of all that failed has retried, in the words of pages and of the command line. */
export function retriedText({ retried, inside }: RetriedFailed): string {
  const parts = new Map(inside.map(({ vertex, isItems, count }) => [vertex, partText(isItems, count)]));
  return retried.map((vertex) => `${vertex}${parts.get(vertex) ?? ""}`).join(", ");
}

function partText(isItems: boolean, count: number): string {
  return isItems ? ` (${count} of its items)` : ` (${count} track${count === 1 ? "" : "s"} in it)`;
}

const NONE: Named = { count: 0, names: [] };

const one = (text: string | null): Named => ({
  count: text === null ? 0 : 1,
  names: text === null ? [] : [text],
});

/** What becomes of a pipeline as a whole, as a sentence; null where nothing is said of it. */
function pipelineText(pipeline: PipelineAfter | null): string | null {
  if (pipeline === null) return null;
  const { before, after, isFinishing } = pipeline;
  const word = STATE_WORDS[after].toLowerCase();
  if (!isPipelineEnded(after)) {
    if (isFinishing) return "Runs its final steps, and then ends";
    return isPipelineEnded(before) ? "Runs again" : "Goes on";
  }
  if (!isPipelineEnded(before)) return `Ends: ${word}`;
  return before === after ? `Stays ${word}` : `Becomes ${word}`;
}

/** The names of vertices as one text: `a, b and 12 more`. */
export function namedText({ count, names }: Named): string {
  const more = count - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
