import { useState } from "react";
import { useDraft } from "#components/draft/draft-context.ts";
import { renamedAnnotation, renamedEdge } from "#components/draft/selection.ts";
import type { Names } from "#engine/merge/names.ts";

/**
 * A key for the form of the one selected vertex: another one where another vertex is selected, and the same one where it was
 * renamed, also by a merge, or others before it were added or removed. Then the form, the focus and the cursor in it stay.
 */
export function useVertexKey(name: string | undefined): string {
  const names = useDraft(({ draft }) => draft.file.content.vertices);
  const number = name === undefined ? -1 : [...names.keys()].indexOf(name);
  const merged = useDraft((state) => state.merged);
  const [shown, setShown] = useState({ name, number, merged, key: 0 });
  if (shown.name === name && shown.number === number) return String(shown.key);
  const isRenamed = shown.number === number && shown.name !== undefined && !names.has(shown.name);
  const became = shown.merged === merged ? undefined : merged.vertices.get(shown.name ?? "");
  const isSame = shown.name === name || isRenamed || (name !== undefined && became === name);
  const next = { name, number, merged, key: isSame ? shown.key : shown.key + 1 };
  setShown(next);
  return String(next.key);
}

/** The same for the form of the one selected frame or note. */
export function useAnnotationKey(id: string | undefined): string {
  return useKeyOf(id ?? "", renamedAnnotation);
}

/** The same for the form of the one selected edge. */
export function useEdgeKey(id: string | undefined): string {
  return useKeyOf(id ?? "", renamedEdge);
}

/** The same for the form of several vertices: another one where others are selected. */
export function useSeveralKey(names: ReadonlySet<string>): string {
  return useKeyOf([...names].join("\n"), renamedSeveral);
}

function renamedSeveral(names: string, { vertices }: Names): string {
  return names
    .split("\n")
    .map((name) => vertices.get(name) ?? name)
    .join("\n");
}

/** @param renamed what is called so before a merge, by its name after it. */
function useKeyOf(id: string, renamed: (id: string, merged: Names) => string): string {
  const merged = useDraft((state) => state.merged);
  const [shown, setShown] = useState({ id, merged, key: 0 });
  if (shown.id === id) return String(shown.key);
  const isSame = shown.merged !== merged && renamed(shown.id, merged) === id;
  const next = { id, merged, key: isSame ? shown.key : shown.key + 1 };
  setShown(next);
  return String(next.key);
}
