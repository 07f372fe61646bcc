import { startTransition, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import type { StoreApi } from "zustand/vanilla";
import type { DraftStore } from "#components/draft/draft-store.ts";
import type { SavedDraft } from "#components/draft/saving/use-saved-draft.ts";
import type { ScriptFindings } from "#components/vertex-form/findings/script-findings-context.ts";
import { findingsOf } from "#engine/check/findings.ts";
import { worstFirst } from "#engine/model/finding.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { foreignSentence, shownFindings } from "./script-checks/shell-scripts.ts";

/** A graph of so many vertices is checked with each key; a larger one when the person pauses. */
const CHECKED_AT_ONCE = 50;
const PAUSE_MS = 250;

/**
 * The same check as on the server, of the draft in the store, with what only the server can find.
 *
 * @returns `isChecked` is false while the draft is newer than what was checked.
 */
export function useChecked(
  { store, childFindings }: Pick<SavedDraft, "store" | "childFindings">,
  scriptFindings: ScriptFindings | null,
  transferFindings: readonly Finding[],
): {
  readonly findings: readonly Finding[];
  readonly isChecked: boolean;
  /** Which of its scripts no shell reads; null where there are none. */
  readonly foreign: string | null;
} {
  const [checked, setChecked] = useState(() => contentOf(store.getState()));
  useEffect(() => followPauses(store, (content) => startTransition(() => setChecked(content))), [store]);
  const isChecked = useStore(store, (state) => contentOf(state) === checked);
  const own = useMemo(() => findingsOf(checked), [checked]);
  const findings = useMemo(
    () =>
      worstFirst([
        ...own,
        ...childFindings.filter(({ vertices }) => vertices.every((name) => checked.vertices.has(name))),
        ...shownFindings(scriptFindings, checked),
        ...transferFindings.filter(({ vertices }) =>
          vertices.every((name) => checked.vertices.get(name)?.transfer !== undefined),
        ),
      ]),
    [own, childFindings, scriptFindings, transferFindings, checked],
  );
  const foreign = useMemo(() => foreignSentence(checked.vertices), [checked]);
  return { findings, isChecked, foreign };
}

/** Tells of the content now, and of each other one: at once, or once a large one has not changed for a while. */
function followPauses(store: StoreApi<DraftStore>, onContent: (content: GraphContent) => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => onContent(contentOf(store.getState()));
  const unfollow = store.subscribe((now, before) => {
    const content = contentOf(now);
    if (content === contentOf(before)) return;
    clearTimeout(timer);
    if (content.vertices.size <= CHECKED_AT_ONCE) tell();
    else timer = setTimeout(tell, PAUSE_MS);
  });
  // It may have changed before anybody followed it.
  tell();
  return () => {
    clearTimeout(timer);
    unfollow();
  };
}

function contentOf({ draft }: DraftStore): GraphContent {
  return draft.file.content;
}
