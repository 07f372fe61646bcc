import { useEffect, useState } from "react";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { type Hit, searchSteps } from "./search-draft.ts";

type Searched = {
  readonly file: GraphFile | null;
  readonly query: string;
  readonly hits: readonly Hit[];
  readonly isWhole: boolean;
};
const NOTHING: Searched = { file: null, query: "", hits: [], isWhole: true };

/**
 * What a draft has of a text. A long draft is looked through step by step, between which the page answers.
 *
 * @returns `hits` of `query`, which is what was looked for before until there is something else to show: then `isCurrent`
 * is false, and `isOld` is true where it was another text. `isWhole`: no more of them will come.
 */
export function useSearch(file: GraphFile, query: string) {
  const [searched, setSearched] = useState(NOTHING);
  useEffect(() => {
    const steps = searchSteps(file, query);
    let timer: ReturnType<typeof setTimeout> | undefined;
    let shown = 0;
    let hits: readonly Hit[] = [];
    const go = () => {
      const { value, done = false } = steps.next();
      hits = value ?? hits;
      // What was found for the text before stays on the screen until there is something else to show.
      if (done || hits.length > shown) {
        shown = hits.length;
        setSearched({ file, query, hits, isWhole: done });
      }
      if (!done) timer = setTimeout(go);
    };
    go();
    return () => clearTimeout(timer);
  }, [file, query]);
  const isOld = searched.query !== query;
  return { ...searched, isOld, isCurrent: !isOld && searched.file === file };
}
