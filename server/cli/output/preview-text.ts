import { namedText, previewGroups } from "#client/preview-words.ts";
import type { Named, PreviewView } from "#contract/pipelines/previews.ts";
import { shownText } from "../text/shown-text.ts";

/** The names of vertices, safe to show on a terminal. */
export function shownNames(named: Named): string {
  return shownText(namedText(named));
}

/** What an act does, a line for each group of vertices; or why that is not listed. */
export function previewText(preview: PreviewView): string {
  if (preview.notListed !== null) return shownText(preview.notListed);
  return previewGroups(preview)
    .map(({ text, named }) => `${text}: ${shownNames(named)}`)
    .join("\n");
}
