import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import type { AllLogsChunk, AllLogsPlace } from "#contract/logs/all-logs.ts";
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
