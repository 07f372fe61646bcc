import { useQuery } from "@tanstack/react-query";
import { type ReactNode, useEffect, useMemo, useState } from "react";
import { useStore } from "zustand";
import { useTRPC } from "#components/api/trpc.ts";
import { changeAddress } from "#components/ui/address/change-address.ts";
import { LogMarks } from "#engine/log/marks/log-marks.ts";
import { usePast } from "../past/instant/past-context.ts";
import { NewerAttempt, NoSuchAttempt } from "./attempts/newer-attempt.tsx";
import type { ShownAttempt } from "./attempts/use-shown-attempt.ts";
import { useWholeCopy } from "./copy/use-whole-copy.ts";
import { emptyText } from "./empty-text.ts";
import { useFolds } from "./folds/use-folds.ts";
import { linesUntil } from "./line/lines-until.ts";
import { type LineRange, lineAddress, linesInHash, rangeTo } from "./line-address.ts";
import { useLineRate } from "./line-rate.ts";
import { LogFoot } from "./log-foot.tsx";
import styles from "./log-panel.module.css";
import { LogRows } from "./log-rows.tsx";
import type { LogStore } from "./log-store.ts";
import { useLogSearch } from "./search/use-log-search.ts";
import { LogTools } from "./tools/log-tools.tsx";
import { useLogChoice } from "./tools/use-log-choice.ts";
import { useLineLink } from "./use-line-link.ts";
import { useLogWindow } from "./use-log-window.ts";

/** Folds are known once the log itself is here. */
const NO_MARKS = new LogMarks();

type Props = {
  id: number;
  vertex: string;
  log: LogStore | null;
  shown: ShownAttempt;
  /** Shows the log of another attempt. */
  onAttempt: (number: number) => void;
  /** What is to be said above the lines. */
  note?: ReactNode;
  /** What stands below no lines: nothing yet, nothing at all, or where they are instead. */
  empty?: (isComplete: boolean) => ReactNode;
};

/** The log of an attempt of a track, live. */
export function LogPanel(props: Props) {
  const { vertex, log, shown } = props;
  if (shown.problem !== null) return <NoSuchAttempt {...props} />;
  if (log === null) return <p className={styles.note}>{vertex} has not started yet, so there is no log.</p>;
  return <OpenLog key={`${shown.number} ${vertex}`} {...props} log={log} />;
}

function OpenLog({ id, vertex, log, shown, onAttempt, note, empty = emptyText }: Props & { log: LogStore }) {
  const version = useStore(log, (state) => state.version);
  const isComplete = useStore(log, (state) => state.isComplete);
  const { attempt, log: lines, marks } = log.getState();
  const [linked] = useState(() => linesInHash(window.location.hash));
  const [isFollowing, setIsFollowing] = useState(linked === null);
  const [target, setTarget] = useState(linked);
  const past = usePast();
  // biome-ignore lint/correctness/useExhaustiveDependencies: the lines change in place; the version says when
  const then = useMemo(() => past && linesUntil(lines, past.at), [lines, past, version]);
  const search = useLogSearch(then ?? lines, version);
  const place = { vertex, attempt };
  const part = useLogWindow({ id, ...place }, lines, linked?.from ?? null, isComplete || past !== null);
  const shownLines = then ?? part?.log ?? lines;
  const folds = useFolds(shownLines, part === null && then === null ? marks : NO_MARKS, version, linked);
  const [hasTimes, setHasTimes] = useLogChoice("times");
  const [isNotWrapped, setIsNotWrapped] = useLogChoice("no-wrap");
  const rate = useLineRate(lines, isComplete);
  const copy = useWholeCopy({ id, vertex, attempt }, past?.at ?? null);
  useEnd(id, log, isComplete);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the errors change in place; the version says when
  const errors = useMemo(
    () => (then === null ? marks.errors : []).filter((line) => line > lines.dropped),
    [lines, then, marks, version],
  );
  const lookAt = (range: LineRange, revealed = range) => {
    setIsFollowing(false);
    folds.reveal(revealed);
    setTarget(range);
  };
  useLineLink(lookAt);
  const show = (range: LineRange) => {
    lookAt(range, { from: range.from, to: range.from });
    changeAddress("replace", lineAddress(place, range));
  };
  const go = (line: number | null) => {
    if (line !== null) show({ from: line, to: line });
  };
  return (
    <section aria-label={`Log panel of ${vertex}`} className={styles.panel}>
      <LogTools
        {...{ id, vertex, attempt, newest: shown.newest, onAttempt, search, errors, folds, go }}
        follow={{ isOn: isFollowing, set: setIsFollowing }}
        times={{ isOn: hasTimes, set: setHasTimes }}
        wrap={{ isOn: !isNotWrapped, set: (isOn) => setIsNotWrapped(!isOn) }}
        onCopy={copy}
      />
      <NewerAttempt vertex={vertex} shown={shown} onAttempt={onAttempt} />
      {note}
      <LogRows
        label={`Log of ${vertex}`}
        {...{ version, folds, errors, isFollowing, target, hasTimes }}
        lines={shownLines}
        onFollow={setIsFollowing}
        isWrapped={!isNotWrapped}
        matcher={search.matcher}
        addressOf={(line) => lineAddress(place, { from: line, to: line })}
        onLink={(line, isRange) => show(rangeTo(line, isRange ? target : null))}
      />
      <LogFoot
        {...{ id, log, rate }}
        lines={then ?? lines}
        all={part?.lines ?? null}
        empty={empty(isComplete)}
      />
    </section>
  );
}

/** Has the last line count as an error where the attempt failed. */
function useEnd(id: number, log: LogStore, isComplete: boolean): void {
  const { vertex, attempt, fail } = log.getState();
  const options = useTRPC().pipelines.attempt.queryOptions({ id, vertex, attempt });
  const ended = useQuery({ ...options, enabled: isComplete }).data;
  const hasFailed = ended?.state === "failed";
  useEffect(() => {
    if (hasFailed) fail();
  }, [hasFailed, fail]);
}
