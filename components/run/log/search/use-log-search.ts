import { useMemo, useState } from "react";
import type { LogLines } from "#engine/log/log-lines.ts";
import { type LogQuery, logMatcher, NO_QUERY } from "#engine/log/log-matcher.ts";
import { LogFinder } from "./log-finder.ts";

/** Lines of a log that hold a text or match a pattern, and a way from one to the next. */
export function useLogSearch(log: LogLines, version: number) {
  const [query, setQuery] = useState<LogQuery>(NO_QUERY);
  const [line, setLine] = useState(0);
  const { matcher, problem } = useMemo(() => logMatcher(query), [query]);
  const finder = useMemo(() => new LogFinder(log, matcher), [log, matcher]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const found = useMemo(() => finder.find(), [finder, version]);
  return {
    query,
    setQuery: (next: Partial<LogQuery>) => {
      setQuery({ ...query, ...next });
      setLine(0);
    },
    matcher,
    problem,
    count: found.length,
    /** The place of the line that was gone to, from 1; 0 before the first. */
    place: found.indexOf(line) + 1,
    /** The number of the next line (or the one before, for -1); round at the ends. Null where nothing is found. */
    next: (step: 1 | -1): number | null => {
      const to = nextIn(found, line, step);
      if (to !== null) setLine(to);
      return to;
    },
  };
}

/** The number behind (or before) one in a list in order; round at the ends. Null where the list is empty. */
export function nextIn(numbers: readonly number[], from: number, step: 1 | -1): number | null {
  const next =
    step === 1 ? numbers.find((each) => each > from) : numbers.findLast((each) => each < from || from === 0);
  return next ?? numbers.at(step === 1 ? 0 : -1) ?? null;
}
