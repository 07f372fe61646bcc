import { useMemo } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { ATTEMPTS_A_PAGE } from "#contract/pipelines/attempts.ts";
import { ATTEMPT } from "../../run-for-test.tsx";
import { LogPanel } from "../log-panel.tsx";
import { logStore } from "../log-store.ts";
import { namedAttempt, useShownAttempt } from "./use-shown-attempt.ts";

const attempts = [
  ATTEMPT,
  { ...ATTEMPT, number: 2, state: "running" },
  { ...ATTEMPT, number: 3, kind: "undo" },
];

/** The log of a track as the run page shows it, after as many attempts. */
function Log(props: { newest: number; named: string | null; asked: number[]; isRemoved?: boolean }) {
  const { newest, named, asked, isRemoved = false } = props;
  const shown = useShownAttempt("A", newest, named, { isLogOpen: true, isFollowing: false });
  const log = useMemo(() => {
    const store = logStore("A", shown.number);
    const text = `output of attempt ${shown.number}\n`;
    const chunks = isRemoved ? [] : ([{ seq: 1, stream: "merged", text, at: new Date(0) }] as const);
    const removal = isRemoved && { removedAt: new Date("2026-03-04T05:06:07Z") };
    const page = { vertex: "A", attempt: shown.number, next: 1, isComplete: true, chunks, ...removal };
    store.getState().take(page);
    return store;
  }, [shown.number, isRemoved]);
  return (
    <ToastProvider>
      <ApiForTest
        answers={{
          "pipelines.attempts": () => attempts.slice(0, newest),
          "pipelines.attempt": () => ATTEMPT,
        }}
      >
        <div style={{ display: "flex", height: 300 }}>
          <LogPanel id={1} vertex="A" log={log} shown={shown} onAttempt={(number) => asked.push(number)} />
        </div>
      </ApiForTest>
    </ToastProvider>
  );
}

test("a retry leaves the log that is read where it is, and says that there is a newer one", async () => {
  const asked: number[] = [];
  const screen = await render(<Log newest={1} named={null} asked={asked} />);
  await expect.element(screen.getByText("output of attempt 1")).toBeVisible();
  await expect.element(screen.getByLabelText("Attempt", { exact: true })).not.toBeInTheDocument();
  await screen.rerender(<Log newest={2} named={null} asked={asked} />);
  await expect.element(screen.getByText("output of attempt 1")).toBeVisible();
  await expect.element(screen.getByRole("status", { name: "Newer attempt" })).toHaveTextContent("attempt 2");
  expect(screen.getByRole("link", { name: "Line 1" }).element().getAttribute("href")).toMatch(
    /attempt=1#L1$/,
  );
  await screen.getByRole("button", { name: "Show attempt 2" }).click();
  expect(asked).toEqual([2]);
});

test("every attempt can be picked, with how it ended; the one that the address names is shown", async () => {
  const asked: number[] = [];
  const screen = await render(<Log newest={3} named="2" asked={asked} />);
  await expect.element(screen.getByText("output of attempt 2")).toBeVisible();
  await screen.getByRole("combobox", { name: "Attempt" }).click();
  await expect.element(screen.getByRole("option", { name: "Rollback attempt 3, failed" })).toBeVisible();
  await screen.getByRole("option", { name: "Attempt 1, failed" }).click();
  expect(asked).toEqual([1]);
});

test("of thousands of attempts the newest can be picked, and the one that is shown is among them", async () => {
  const asked: number[] = [];
  const screen = await render(<Log newest={17_000} named="2" asked={asked} />);
  await screen.getByRole("combobox", { name: "Attempt" }).click();
  await expect.element(screen.getByRole("option", { name: "Attempt 2, running" })).toBeVisible();
  expect(screen.getByRole("option").elements()).toHaveLength(ATTEMPTS_A_PAGE + 1);
  await screen.getByRole("option", { name: "Attempt 16990", exact: true }).click();
  expect(asked).toEqual([16_990]);
});

test("an address with an attempt that there is not says so, and shows a way to the newest", async () => {
  const asked: number[] = [];
  const screen = await render(<Log newest={3} named="7" asked={asked} />);
  await expect.element(screen.getByRole("alert")).toHaveTextContent(namedAttempt("7", 3).problem ?? "");
  await screen.getByRole("button", { name: "Show attempt 3" }).click();
  expect(asked).toEqual([3]);
});

test("a log that retention has removed is not shown as one without output", async () => {
  const screen = await render(<Log newest={1} named={null} asked={[]} isRemoved />);
  await expect.element(screen.getByText("Its output was removed by retention on 2026-03-04.")).toBeVisible();
});
