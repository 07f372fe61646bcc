import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import type { AllLogsChunk, AllLogsPlace, AllLogsPage as Page } from "#contract/logs/all-logs.ts";
import { Address } from "../past/address-for-test.tsx";
import { AllLogsPage } from "./all-logs-page.tsx";

export const PLACE: AllLogsPlace = { storedAt: new Date(1), trackId: 1, attempt: 1, seq: 1 };
export const END = { next: PLACE, isEnd: true, isRunning: false, hasMoreBelow: false };
export const MORE = { ...END, isEnd: false };

/** What a first attempt printed, a millisecond after the piece before it. */
export function chunk(vertex: string, seq: number, text: string): AllLogsChunk {
  const at = new Date(2026, 1, 3, 4, 5, 6, seq);
  return { pipeline: 7, vertex, name: vertex, attempt: 1, seq, stream: "merged", text, at };
}

/** Logs in one page, or with another one that is read when asked for. */
export function logs(first: string, rest: string | null = null) {
  return {
    "pipelines.readAllLogs": (input: unknown): Page => {
      const isFirst = (input as { after: unknown }).after === null;
      const all = [chunk("build", 1, first), chunk("test", 1, "Timeout of test\n")];
      if (isFirst) return { chunks: all, ...(rest === null ? END : MORE) };
      return { chunks: [chunk("build", 2, rest ?? "")], ...END };
    },
  };
}

/** The page of all logs of pipeline 7. */
export function showAllLogs(answers: Answers, width?: number) {
  return render(
    <ApiForTest answers={answers}>
      <Address>
        <div style={{ display: "flex", width, height: 500 }}>
          <AllLogsPage id={7} />
        </div>
      </Address>
    </ApiForTest>,
  );
}
