import { useEffect, useState } from "react";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";

/** What is searched for, as words of the address: a link shows the same. What is typed is written there after a moment. */
export function useQueryInAddress() {
  const { query: words, change } = useUrlQuery();
  const [query, setQuery] = useState<LogQuery>(() => ({
    text: words.get("search") ?? "",
    isPattern: words.get("by") === "pattern",
    isCaseExact: words.get("case") === "exact",
  }));
  const paused = usePaused(query);
  useEffect(() => {
    const { text, isPattern, isCaseExact } = paused;
    const now = new URLSearchParams(window.location.search);
    const next = {
      search: text,
      by: text !== "" && isPattern ? "pattern" : null,
      case: text !== "" && isCaseExact ? "exact" : null,
    };
    if (Object.entries(next).some(([word, value]) => (now.get(word) ?? "") !== (value ?? ""))) change(next);
  }, [paused, change]);
  return { query, paused, setQuery };
}
