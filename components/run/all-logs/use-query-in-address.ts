import { useEffect, useState } from "react";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { usePaused } from "#components/ui/use-paused.ts";
import type { LogQuery } from "#engine/log/log-matcher.ts";

/** The word of the address that names the line that was left for its own log. */
const AT = "at";

/**
 * What is searched for, as words of the address: a link shows the same. What is typed is written there after a moment, and
 * whether only what is found is shown at once.
 */
export function useQueryInAddress() {
  const { query: words, change } = useUrlQuery();
  const [query, setQuery] = useState<LogQuery>(() => ({
    text: words.get("search") ?? "",
    isPattern: words.get("by") === "pattern",
    isCaseExact: words.get("case") === "exact",
  }));
  const [isOnly, setIsOnly] = useState(words.get("lines") === "found");
  const paused = usePaused(query);
  useEffect(() => {
    const next = wordsOf(paused);
    const now = new URLSearchParams(window.location.search);
    if (Object.entries(next).some(([word, value]) => (now.get(word) ?? "") !== (value ?? "")))
      change({ ...next, [AT]: null });
  }, [paused, change]);
  return {
    query,
    paused,
    setQuery,
    isOnly,
    setIsOnly: (isWanted: boolean) => {
      setIsOnly(isWanted);
      change({ ...wordsOf(query), lines: isWanted ? "found" : null });
    },
    /** The line that was left, as `leaveAt` was given it, until something else is searched for. */
    left: words.get(AT) ?? null,
    /** Notes a line that is left for its own log: whoever comes back sees it again. */
    leaveAt: (line: string) => change({ ...wordsOf(query), [AT]: line }),
  };
}

function wordsOf({ text, isPattern, isCaseExact }: LogQuery) {
  return {
    search: text,
    by: text !== "" && isPattern ? "pattern" : null,
    case: text !== "" && isCaseExact ? "exact" : null,
  };
}

/** What `useQueryInAddress` gives. */
export type AskedInAddress = ReturnType<typeof useQueryInAddress>;
