import type { DraftStore } from "#components/draft/draft-store.ts";
import type { GraphContent } from "#engine/model/graph-content.ts";

/** All transfers of a draft as one text, by which a change of any of them is seen; empty where there are none. */
export function transfersTextOf(): (state: DraftStore) => string {
  let known: { readonly content: GraphContent; readonly text: string } | null = null;
  return ({ draft }) => {
    const { content } = draft.file;
    if (known?.content !== content) known = { content, text: textOf(content) };
    return known.text;
  };
}

function textOf({ vertices }: GraphContent): string {
  const all = [...vertices].flatMap(([name, { transfer }]) =>
    transfer === undefined ? [] : [[name, transfer]],
  );
  return all.length === 0 ? "" : JSON.stringify(all);
}
