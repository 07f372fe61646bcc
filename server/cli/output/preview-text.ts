import { NOTHING_CHANGES, namedText, previewGroups } from "#client/preview-words.ts";
import type { Named, PreviewView } from "#contract/pipelines/previews.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";

/** The names of vertices, safe to show on a terminal. */
export function shownNames(named: Named): string {
  return shownText(namedText(named));
}

/** What an act does, a line for each group of vertices; or why that is not listed. */
export function previewText(preview: PreviewView): string {
  if (preview.notListed !== null) return shownText(preview.notListed);
  const lines = previewGroups(preview).map(({ text, named }) => `${text}: ${shownNames(named)}`);
  return lines.length === 0 ? NOTHING_CHANGES : lines.join("\n");
}

/** The result of `--dry-run`: what would follow, or why it is refused. */
export function givePreview(context: CommandContext, options: JsonOption, preview: PreviewView): void {
  const text = preview.refused === null ? previewText(preview) : shownText(preview.refused);
  context.give(options, { preview }, () => `${text}\n`);
}
