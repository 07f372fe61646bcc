"use client";

import { createStore, type StoreApi } from "zustand";
import { LogLines } from "#client/log/log-lines.ts";
import type { LogPage } from "#contract/pipelines.ts";

/** The log of one attempt as it comes in. `version` is raised with each change, since the lines change in place. */
export type LogStore = StoreApi<{
  readonly vertex: string;
  readonly attempt: number;
  readonly log: LogLines;
  readonly version: number;
  /** True once the attempt has ended and all of it is here. */
  readonly isComplete: boolean;
  /** True once the first page was here, though it was empty. */
  readonly isLoaded: boolean;
  readonly take: (page: LogPage) => void;
}>;

/** An empty log. A page of another track's or attempt's log changes nothing. */
export function logStore(vertex: string, attempt: number): LogStore {
  return createStore((set, get) => ({
    vertex,
    attempt,
    log: new LogLines(),
    version: 0,
    isComplete: false,
    isLoaded: false,
    take: (page) => {
      if (page.vertex !== vertex || page.attempt !== attempt) return;
      const isChanged = get().log.append(page.chunks);
      set(({ version, isComplete }) => ({
        version: version + (isChanged ? 1 : 0),
        isComplete: isComplete || page.isComplete,
        isLoaded: true,
      }));
    },
  }));
}
