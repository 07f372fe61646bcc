import { useCallback, useEffect, useState } from "react";
import { type AsideDraft, asideDrafts, forgetAside } from "./aside-drafts.ts";

export type AsideDrafts = {
  readonly drafts: readonly AsideDraft[];
  readonly forget: (draft: AsideDraft) => void;
};

/**
 * The drafts of a graph that could not be opened, and were put aside. A page calls it behind `useSavedDraft`, whose effect
 * puts them aside.
 */
export function useAsideDrafts(person: string, graphId: number): AsideDrafts {
  const [drafts, setDrafts] = useState<readonly AsideDraft[]>([]);
  const look = useCallback(() => setDrafts(asideDrafts(storagesHere(), person, graphId)), [person, graphId]);
  useEffect(look, [look]);
  const forget = (draft: AsideDraft) => {
    forgetAside(storagesHere(), person, graphId, draft);
    look();
  };
  return { drafts, forget };
}

function storagesHere(): readonly Storage[] {
  return [window.sessionStorage, window.localStorage];
}
