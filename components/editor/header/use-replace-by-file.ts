import { useEffect, useState } from "react";
import { placedApart } from "#components/canvas/layout/place-apart.ts";
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
 *
 * @param onDeclared is told of the triggers that the file declares.
 */
export function useReplaceByFile(
  { store }: Pick<SavedDraft, "store">,
  onDeclared: (declared: Declared) => void,
): (file: File | undefined) => Promise<void> {
  const toast = useToast();
  const [left, setLeft] = useState<AbortSignal>();
  useEffect(() => {
    const leaving = new AbortController();
    setLeft(leaving.signal);
    return () => leaving.abort();
  }, []);
  /** Why it was not read; null where it was, "left" where the page was left meanwhile. */
  const replaceBy = async (from: string, met: string | null): Promise<string | null> => {
    if (met === null) return "It cannot be read as UTF-8 text.";
    const reading = readWholeGraphText(met, MAX_PARTS_IN_PAGE);
    if (!reading.ok) return firstProblem(reading.problems);
    const file = await placedApart(reading.file, left && { cancelled: left });
    if (file === null) return "left";
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
    const problem = fileSizeProblem(file.size) ?? (await replaceBy(file.name, await textOfFile(file)));
    if (left?.aborted === true) return;
    if (problem === null) toast.done(`Replaced the draft by ${file.name}. Undo brings the old one back.`);
    else toast.error({ title: `${file.name} was not read. ${problem}`, kept: "The draft did not change." });
  };
}
