import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { LogChunk } from "#contract/pipelines/pipelines.ts";
import { ATTEMPT } from "../run-for-test.tsx";
import { LogPanel } from "./log-panel.tsx";
import { type LogStore, logStore } from "./log-store.ts";

type Props = { log: LogStore; answers: Answers; width?: number; height?: number };

/** The panel of the first attempt of A, as it is in the page. */
export function PanelForTest({ log, answers, width, height = 400 }: Props) {
  return (
    <ToastProvider>
      <ApiForTest answers={answers}>
        <div style={{ display: "flex", width, height }}>
          <LogPanel
            id={1}
            vertex="A"
            log={log}
            shown={{ number: 1, newest: 1, problem: null }}
            onAttempt={() => undefined}
          />
        </div>
      </ApiForTest>
    </ToastProvider>
  );
}

/** The log of a failed attempt in its panel. */
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
  const answers = { "pipelines.attempts": () => [ATTEMPT], "pipelines.attempt": () => ATTEMPT };
  const screen = await render(<PanelForTest log={store} answers={answers} width={width} />);
  return { screen, print };
}
