import { useQuery } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { LIVE } from "#components/api/live/use-live-lists.ts";
import { isAway } from "#components/api/shown-problem.ts";
import { useTRPC, useTRPCClient } from "#components/api/trpc.ts";
import type { AllLogsPlace } from "#contract/logs/all-logs.ts";
import { AllLines } from "./all-lines.ts";
import { ReadPlace } from "./read-place.ts";

/** So many lines are read before somebody asks for more. */
const LINES_AT_ONCE = 50_000;
/** So many pieces are read at once with the pipelines below: each time is asked in all of them. */
const PIECES_OF_MANY = 200;
/** What is new is read at most so often, where something changed. */
const PACE_MS = 2_000;
/** How often it is read while the pipeline runs: no change is told where a script only prints. */
const RUNNING_MS = 3_000;

/** A pipeline, and whether the logs of those below it are read, too. */
export type AllLogsOf = { readonly id: number; readonly isWithChildren: boolean };

type Client = ReturnType<typeof useTRPCClient>;
type Reading = { readonly all: AllLines; readonly place: ReadPlace };

const newReading = (): Reading => ({ all: new AllLines(), place: new ReadPlace(Date.now()) });

/** Reads the logs of all tracks of a pipeline page by page, and what is new while it runs; what is here is shown at once. */
export function useAllLines({ id, isWithChildren }: AllLogsOf) {
  const client = useTRPCClient();
  const [reading] = useState(newReading);
  const [most, setMost] = useState(LINES_AT_ONCE);
  const [version, setVersion] = useState(0);
  const [error, setError] = useState<unknown>(null);
  const { all } = reading;
  const reader = useRef<Reader | null>(null);
  useEffect(() => {
    const show = () => {
      setVersion((before) => before + 1);
      setError(null);
    };
    const made = keepReading(client, { id, isWithChildren }, reading, most, { show, fail: setError });
    reader.current = made;
    return made.end;
  }, [client, id, isWithChildren, reading, most]);
  // It is asked again when the stream says that something changed.
  const { dataUpdatedAt: changedAt } = useQuery({
    ...useTRPC().pipelines.summary.queryOptions({ id }),
    ...LIVE,
  });
  useEffect(() => {
    if (changedAt > 0) reader.current?.hear();
  }, [changedAt]);
  return {
    all,
    version,
    error,
    /** Up to this place of the stored logs they are here; null where nothing was read. */
    after: reading.place.after,
    isMore: !all.isAtEnd && all.lines.length >= most,
    more: () => setMost(all.lines.length + LINES_AT_ONCE),
  };
}

function asked(of: AllLogsOf, after: AllLogsPlace | null) {
  return { ...of, after, ...(of.isWithChildren && { limit: PIECES_OF_MANY }) };
}

type Reader = {
  /** Something changed: reads what is new. */
  readonly hear: () => void;
  readonly end: () => void;
};

/** Reads now, and again when something may be new. */
function keepReading(
  client: Client,
  of: AllLogsOf,
  { all, place }: Reading,
  most: number,
  then: { show: () => void; fail: (error: unknown) => void },
): Reader {
  let isOver = false;
  let isReading = false;
  let isDue = false;
  // By a count that stays right when the clock of the machine is put back.
  let lastAt = 0;
  let timer: ReturnType<typeof setTimeout> | null = null;
  const isFull = () => !all.isAtEnd && all.lines.length >= most;

  const readToEnd = async () => {
    // What was read to its end may be read once more, and then as far as it was.
    const wasAtEnd = all.isAtEnd;
    if (wasAtEnd) place.begin(Date.now());
    do {
      const page = await client.pipelines.readAllLogs.query(asked(of, place.after));
      if (isOver) return;
      place.note(page.next);
      all.take(page);
      then.show();
    } while (!all.isAtEnd && (wasAtEnd || !isFull()));
    isReading = false;
    lastAt = performance.now();
    if (isDue) readAfter(PACE_MS);
    else if (all.isRunning) readAfter(RUNNING_MS);
  };
  const read = () => {
    timer = null;
    if (isReading || isFull()) return;
    isReading = true;
    isDue = false;
    readToEnd().catch((error: unknown) => {
      if (isOver) return;
      isReading = false;
      lastAt = performance.now();
      then.fail(error);
      // It is read on from the same place, once the server is there again.
      if (isAway(error)) readAfter(RUNNING_MS);
    });
  };
  const readAfter = (ms: number) => {
    if (isOver || isFull()) return;
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(read, Math.max(0, lastAt + ms - performance.now()));
  };
  read();
  return {
    hear: () => {
      isDue = true;
      if (!isReading) readAfter(PACE_MS);
    },
    end: () => {
      isOver = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}
