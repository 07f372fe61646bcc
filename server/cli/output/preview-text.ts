import { TRPCClientError } from "@trpc/client";
import { NOTHING_CHANGES, namedText, previewGroups } from "#client/preview-words.ts";
import type { Named, PreviewView } from "#contract/pipelines/previews.ts";
import type { RefusalCode } from "#contract/refusal.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { CommandContext, JsonOption } from "../command/command-context.ts";
import { shownText } from "../text/shown-text.ts";

/** For these reasons it cannot be said what an act does, while the act itself may be allowed and possible. */
const NOT_LISTED: ReadonlySet<RefusalCode> = new Set(["not-allowed", "database-busy"]);

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

/**
 * Says before an act what it does. Where whoever acts may not look at it, or it changes too fast to be read, that is said
 * instead: the server judges the act itself.
 *
 * @param words of a preview; null: nothing is said.
 */
export async function sayBefore(
  context: Pick<CommandContext, "say">,
  preview: Promise<PreviewView>,
  words: (preview: PreviewView) => string | null = previewText,
): Promise<void> {
  const text = await preview.then(
    (said) => (said.refused === null ? words(said) : null),
    (error: unknown) => {
      const refusal =
        error instanceof TRPCClientError ? (error as TRPCClientError<AppRouter>).data?.refusal : null;
      if (!refusal || !NOT_LISTED.has(refusal.code)) throw error;
      return shownText(`What will happen is not listed: ${refusal.text}`);
    },
  );
  if (text !== null) context.say(text);
}

/** The result of `--dry-run`: what would follow, or why it is refused. */
export function givePreview(context: CommandContext, options: JsonOption, preview: PreviewView): void {
  const text = preview.refused === null ? previewText(preview) : shownText(preview.refused);
  context.give(options, { preview }, () => `${text}\n`);
}
