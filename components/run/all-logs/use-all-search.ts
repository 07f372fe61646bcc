import { useEffect, useMemo, useState } from "react";
import type { LogLine } from "#engine/log/log-lines.ts";
import { type LogQuery, logMatcher } from "#engine/log/log-matcher.ts";
import type { ShownSearch } from "../log/search/log-search.tsx";
import { placeOfLine } from "./address-of-line.ts";
import { AllFinder } from "./all-finder.ts";
import type { LineOfTrack } from "./all-lines.ts";
import type { LineTarget } from "./all-rows.tsx";
import type { AllLogsOf, useAllLines } from "./use-all-lines.ts";
import { type FurtherMatches, useFurtherMatches } from "./use-further-matches.ts";
import type { AskedInAddress } from "./use-query-in-address.ts";

/** No further is read on for a line that was found: a browser draws no taller page. */
const MAX_LINES = 450_000;

/**
 * The search of all logs: in the lines that are here at once, and behind them by the server. The next line that was found
 * there is read up to. An address with a search shows its first match once it is found; typing moves nothing.
 */
export function useAllSearch(of: AllLogsOf, lines: ReturnType<typeof useAllLines>, asked: AskedInAddress) {
  const { all, version, after, isMore, more } = lines;
  const { query, paused, setQuery, isOnly, setIsOnly, left, leaveAt } = asked;
  const { matcher, problem } = useMemo(() => logMatcher(query), [query]);
  const finder = useMemo(() => new AllFinder(all, matcher), [all, matcher]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const found = useMemo(() => finder.find(), [finder, version]);
  const isAsked = isMore && paused === query && matcher !== null;
  const { further, searchOn } = useFurtherMatches(of, isAsked ? paused : null, after);
  const [target, setTarget] = useState<LineTarget | null>(null);
  const [isReadingOn, setIsReadingOn] = useState(false);
  /** The address was opened with this search, and its first match was not gone to yet. */
  const [isFirstDue, setIsFirstDue] = useState(left === null && query.text !== "");
  /** The line that was left for its own log, and was not gone back to yet. */
  const [due, setDue] = useState(left);
  const lineAt = (place: number): LogLine | null => all.lines[found[place] ?? -1]?.line ?? null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const place = useMemo(
    () => (target === null ? 0 : found.findIndex((at) => all.lines[at]?.line === target.line) + 1),
    [found, target, all, version],
  );
  const goTo = (line: LogLine | null) => line !== null && setTarget({ line });
  const isFull = all.lines.length >= MAX_LINES;
  const isBehind = (further?.count ?? 0) > 0 && !isFull;
  const step = (by: 1 | -1) => {
    setDue(null);
    setIsFirstDue(false);
    if (by === 1 && place === found.length && isBehind) setIsReadingOn(true);
    else
      goTo(
        lineAt(by === 1 ? place : (place || found.length + 1) - 2) ?? lineAt(by === 1 ? 0 : found.length - 1),
      );
  };
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that was read is looked at once
  useEffect(() => {
    if (!isReadingOn) return;
    if (found.length > place || isFull || all.isAtEnd) {
      goTo(lineAt(place));
      setIsReadingOn(false);
    } else if (isMore) more();
  }, [isReadingOn, version, isMore]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that was read is looked at once
  useEffect(() => {
    if (!isFirstDue) return;
    if (found.length > 0 || isBehind) step(1);
    // What is printed from now on moves nobody who reads.
    else if (all.isAtEnd) setIsFirstDue(false);
  }, [isFirstDue, version, isBehind]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page that was read is looked at once
  useEffect(() => {
    if (due === null || version === 0) return;
    const back = all.lines.find((each) => placeOfLine(each) === due)?.line ?? null;
    goTo(back);
    if (back !== null || isFull || all.isAtEnd) setDue(null);
    else if (isMore) more();
  }, [due, version, isMore]);
  const isFiltered = isOnly && matcher !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const rows = useMemo(
    () => (isFiltered ? found.flatMap((at) => all.lines[at] ?? []) : all.lines),
    [isFiltered, found, all, version],
  );
  const rest: NonNullable<ShownSearch["rest"]> = matcher === null || all.isAtEnd ? "none" : restOf(further);
  return {
    /** The lines that are shown. */
    rows,
    /** Only lines that match would be shown, and none is found anywhere. */
    isNoneShown: isFiltered && rows.length === 0 && (further?.count ?? 0) === 0 && rest === "none",
    /** To be called when a line is left for its own log. */
    leave: (line: LineOfTrack) => leaveAt(placeOfLine(line)),
    shown: {
      query,
      setQuery: (next: Partial<LogQuery>) => {
        setQuery({ ...query, ...next });
        setTarget(null);
        setIsReadingOn(false);
        setIsFirstDue(false);
        setDue(null);
      },
      only: {
        isOn: isOnly,
        set: (isWanted: boolean) => {
          setIsOnly(isWanted);
          // The line that was gone to stays in view among more lines or fewer.
          setTarget(target && { ...target });
        },
      },
      problem,
      count: found.length + (further?.count ?? 0),
      place,
      rest,
    },
    matcher,
    target,
    step,
    /** What is said of the lines that are not here; null where nothing is searched for, or all are here. */
    further,
    searchOn,
    isReadingOn,
  };
}

function restOf(further: FurtherMatches | null): NonNullable<ShownSearch["rest"]> {
  if (further === null || further.isSearching) return "searching";
  return further.isEnd ? "none" : "open";
}
