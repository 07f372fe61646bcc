import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { ATTEMPT } from "../run-for-test.tsx";
import { LogPanel } from "./log-panel.tsx";
import { logStore } from "./log-store.ts";

/** The log of a failed attempt, as it is in the page. */
export async function shownLog(text: string, { isComplete = true, width = 900 } = {}) {
  window.history.replaceState(null, "", window.location.pathname);
  const store = logStore("A", 1);
  let seq = 0;
  const print = (more: string, isLast = false) => {
    seq += 1;
    const chunk: LogChunk = { seq, stream: "merged", text: more, at: new Date(seq) };
    store.getState().take({ vertex: "A", attempt: 1, next: seq, isComplete: isLast, chunks: [chunk] });
  };
  print(text, isComplete);
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={{ "pipelines.attempts": () => [ATTEMPT], "pipelines.attempt": () => ATTEMPT }}>
        <div style={{ display: "flex", width, height: 400 }}>
          <LogPanel
            id={1}
            vertex="A"
            log={store}
            shown={{ number: 1, newest: 1, problem: null }}
            onAttempt={() => undefined}
          />
        </div>
      </ApiForTest>
    </ToastProvider>,
  );
  return { screen, print };
}
