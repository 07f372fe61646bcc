import { useMemo, useState } from "react";
import type { LogLines } from "#client/log/log-lines.ts";
import { shownText } from "#client/log/shown-line.ts";

/** Lines of a log that hold a text, and a way from one to the next. */
export function useLogSearch(log: LogLines, version: number) {
  const [query, setQuery] = useState("");
  const [place, setPlace] = useState(-1);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const found = useMemo(() => {
    if (query === "") return [];
    const wanted = query.toLowerCase();
    return log.lines.flatMap(({ text, number }) =>
      shownText(text).toLowerCase().includes(wanted) ? [number] : [],
    );
  }, [log, version, query]);
  return {
    query,
    setQuery: (text: string) => {
      setQuery(text);
      setPlace(-1);
    },
    found,
    place,
    /** The number of the next line (or the one before, for -1); round at the ends. Null where nothing is found. */
    next: (step: 1 | -1): number | null => {
      if (found.length === 0) return null;
      const to = (place + step + found.length) % found.length;
      setPlace(to);
      return found[to] ?? null;
    },
  };
}
