"use client";

import { createStore, type StoreApi } from "zustand";
import type { LogPage } from "#contract/pipelines/pipelines.ts";
import { LogLines } from "#engine/log/log-lines.ts";
import { LogMarks } from "#engine/log/marks/log-marks.ts";

/** The log of one attempt as it comes in. `version` is raised with each change, since the lines change in place. */
export type LogStore = StoreApi<{
  readonly vertex: string;
  readonly attempt: number;
  readonly log: LogLines;
  /** Where its folds and errors are. They change in place, too. */
  readonly marks: LogMarks;
  readonly version: number;
  /** True once the attempt has ended and all of it is here. */
  readonly isComplete: boolean;
  /** True once the first page was here, though it was empty. */
  readonly isLoaded: boolean;
  /** When retention removed it; null where it is there. */
  readonly removedAt: Date | null;
  /** Why it cannot be read; null where it can. */
  readonly problem: string | null;
  readonly take: (page: LogPage) => void;
  /** Notes that the attempt failed, so that its last line counts as an error. To be called once all of it is here. */
  readonly fail: () => void;
}>;

/** An empty log. A page of another track's or attempt's log changes nothing. */
export function logStore(vertex: string, attempt: number): LogStore {
  const marks = new LogMarks();
  return createStore((set, get) => ({
    vertex,
    attempt,
    log: new LogLines({ onClosed: (line) => marks.take(line) }),
    marks,
    version: 0,
    isComplete: false,
    isLoaded: false,
    removedAt: null,
    problem: null,
    take: (page) => {
      if (page.vertex !== vertex || page.attempt !== attempt) return;
      const { log, isComplete: wasComplete } = get();
      const isChanged = log.append(page.chunks);
      // What stands behind the last line break is a line, too.
      if (page.isComplete && !wasComplete) for (const line of log.openLines()) marks.take(line);
      set(({ version, isComplete }) => ({
        version: version + (isChanged ? 1 : 0),
        isComplete: isComplete || page.isComplete,
        isLoaded: true,
        removedAt: page.removedAt ?? null,
        problem: page.problem ?? null,
      }));
    },
    fail: () => {
      marks.end(true);
      set(({ version }) => ({ version: version + 1 }));
    },
  }));
}
