import { useState } from "react";
import { useDraft } from "#components/draft/draft-context.ts";

/**
 * A key for the form of the one selected vertex: another one where another vertex is selected, and the same one where it was
 * renamed, or others before it were added or removed. Then the form, the focus and the cursor in it stay.
 */
export function useVertexKey(name: string | undefined): string {
  const names = useDraft(({ draft }) => draft.file.content.vertices);
  const number = name === undefined ? -1 : [...names.keys()].indexOf(name);
  const [shown, setShown] = useState({ name, number, key: 0 });
  if (shown.name === name && shown.number === number) return String(shown.key);
  const isRenamed = shown.number === number && shown.name !== undefined && !names.has(shown.name);
  const isSame = shown.name === name || isRenamed;
  const next = { name, number, key: isSame ? shown.key : shown.key + 1 };
  setShown(next);
  return String(next.key);
}
