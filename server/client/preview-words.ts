import type { Named, PreviewView } from "#contract/pipelines/previews.ts";

/** Vertices that an act does the same with, in the words of pages and of the command line. */
export type PreviewGroup = { readonly text: string; readonly named: Named };

/** What an act does, as groups of vertices in the order in which a person wants to know it. Empty groups are left out. */
export function previewGroups(preview: PreviewView): readonly PreviewGroup[] {
  return [
    { text: "Rolled back, in this order", named: preview.undoes },
    { text: "Stays as it is: no undo script", named: preview.notUndone },
    { text: "Nothing to undo", named: preview.nothingToUndo },
    { text: "Runs now", named: preview.begins },
    { text: "Runs if it is reached", named: preview.follows },
    { text: "Becomes stale", named: preview.stale },
    { text: "Still needs a decision", named: preview.left },
    { text: "Does not run again", named: preview.reused },
  ].filter(({ named }) => named.count > 0);
}

/** The names of vertices as one text: `a, b and 12 more`. */
export function namedText({ count, names }: Named): string {
  const more = count - names.length;
  return more > 0 ? `${names.join(", ")} and ${more} more` : names.join(", ");
}
