import { useEffect, useMemo, useState } from "react";
import { useDraftStore } from "#components/draft/draft-context.ts";
import { expressionFaultAt, type PlacedFault } from "#engine/check/readable/expression-fault-at.ts";
import type { ExpressionPlace, WantedValue } from "#engine/check/readable/expression-place.ts";

/** After another change of the draft the fields look again when the person pauses. */
const PAUSE_MS = 300;

/** What check says of an expression: at once of what is typed here, a little later of what changes elsewhere. */
export function useExpressionFault(
  place: ExpressionPlace,
  text: string,
  wanted: WantedValue,
): PlacedFault | null {
  const store = useDraftStore();
  const [content, setContent] = useState(() => store.getState().draft.file.content);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const unfollow = store.subscribe((now, before) => {
      if (now.draft.file.content === before.draft.file.content) return;
      clearTimeout(timer);
      timer = setTimeout(() => setContent(store.getState().draft.file.content), PAUSE_MS);
    });
    return () => {
      clearTimeout(timer);
      unfollow();
    };
  }, [store]);
  const key = JSON.stringify(place);
  return useMemo(
    () =>
      text.trim() === ""
        ? null
        : expressionFaultAt(content, JSON.parse(key) as ExpressionPlace, text, wanted),
    [content, key, text, wanted],
  );
}
