import { useEffect, useRef } from "react";
import { isQuicklyPlaced, placedApart } from "#components/canvas/layout/place-apart.ts";
import { fileSizeProblem } from "#components/draft/saving/file-size-problem.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import { textOfFile } from "#components/draft/text/text-of-file.ts";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { firstProblem } from "#engine/graph-file/first-problem.ts";
import { MAX_PARTS_IN_PAGE } from "#engine/graph-file/yaml/yaml-limits.ts";
import { type DeclaredTrigger, withGraph } from "#engine/graph-triggers/declared-trigger.ts";
import {
  type ReadDeclaredTrigger,
  readWholeGraphText,
} from "#engine/graph-triggers/read-whole-graph-text.ts";

/** What a file that replaced the draft declares besides. */
export type Declared = {
  readonly from: string;
  readonly triggers: readonly ReadDeclaredTrigger[];
  readonly leftOut: readonly DeclaredTrigger[];
};

/**
 * Replaces the draft by a file, as a step that can be undone, and says so. Cards for which the file has no place get one.
 * Whoever chooses another file meanwhile gets that one.
 *
 * @param onDeclared is told of the triggers that the file declares.
 */
export function useReplaceByFile(
  { store }: Pick<SavedDraft, "store">,
  onDeclared: (declared: Declared) => void,
): (file: File | undefined) => Promise<void> {
  const toast = useToast();
  const reader = useRef<AbortController | null>(null);
  useEffect(() => () => reader.current?.abort(), []);
  /** Why it was not read; null where it was, or where it is not wanted any more. */
  const replaceBy = async (
    from: string,
    met: string | null,
    cancelled: AbortSignal,
  ): Promise<string | null> => {
    if (cancelled.aborted) return null;
    if (met === null) return "It cannot be read as UTF-8 text.";
    const reading = readWholeGraphText(met, MAX_PARTS_IN_PAGE);
    if (!reading.ok) return firstProblem(reading.problems);
    if (!isQuicklyPlaced(reading.file)) toast.done(`Reading ${from}. Its cards get places.`);
    const file = await placedApart(reading.file, { cancelled });
    if (file === null || cancelled.aborted) return null;
    const { name: own } = store.getState().draft.file.content;
    const content = { ...file.content, name: own };
    const problem = store.getState().edit({ do: "replace", file: { ...file, content } });
    // They launch this graph, whatever name the file has for it. A number of a revision is one of the graph of the file.
    const isSame = file.content.name.toLowerCase() === own.toLowerCase();
    const all = reading.triggers.map((each) => withGraph(each, own));
    const leftOut = all.filter(({ file: { revision } }) => !isSame && revision !== undefined);
    const triggers = all.filter((each) => !leftOut.includes(each));
    if (problem === null && all.length > 0) onDeclared({ from, triggers, leftOut });
    return problem;
  };
  return async (file) => {
    if (file === undefined) return;
    reader.current?.abort();
    const reading = new AbortController();
    reader.current = reading;
    const problem =
      fileSizeProblem(file.size) ?? (await replaceBy(file.name, await textOfFile(file), reading.signal));
    if (reading.signal.aborted) return;
    if (problem === null) toast.done(`Replaced the draft by ${file.name}. Undo brings the old one back.`);
    else toast.error({ title: `${file.name} was not read. ${problem}`, kept: "The draft did not change." });
  };
}
