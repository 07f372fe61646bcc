import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { ATTEMPTS_A_PAGE } from "#contract/pipelines/attempts.ts";
import { ATTEMPT } from "../run-for-test.tsx";
import { AttemptList } from "./attempt-list.tsx";

test("a track that polled often shows its newest attempts, older ones page by page, and asks for what one executed once it is opened", async () => {
  let last = 170;
  const asked: unknown[] = [];
  const opened: number[] = [];
  const answers = {
    "pipelines.attempts": (input: unknown) => {
      const { before = last + 1 } = input as { before?: number };
      asked.push(before);
      const numbers = Array.from({ length: Math.min(before - 1, last) }, (_, place) => place + 1);
      return numbers.slice(-ATTEMPTS_A_PAGE).map((number) => ({ ...ATTEMPT, number }));
    },
    "pipelines.attempt": (input: unknown) => {
      const { attempt } = input as { attempt: number };
      opened.push(attempt);
      return { ...ATTEMPT, number: attempt, script: `echo ${attempt}` };
    },
  };
  const queries = queriesForTest();
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={answers} queries={queries}>
        <AttemptList id={1} vertex="A" last={last} onLog={() => undefined} />
      </ApiForTest>
    </ToastProvider>,
  );
  const numbers = () =>
    screen
      .getByRole("listitem")
      .elements()
      .map((item) => Number(/Attempt (\d+)/.exec(item.textContent ?? "")?.[1]));
  const down = (to: number) => Array.from({ length: last - to + 1 }, (_, place) => last - place);
  await expect.element(screen.getByText("echo 170")).toBeVisible();
  expect(numbers()).toEqual(down(121));
  await screen.getByText("Attempt 130", { exact: true }).click();
  await expect.element(screen.getByText("echo 130")).toBeVisible();
  expect(opened).toEqual([170, 130]);
  expect(screen.getByRole("button", { name: /^Open the log of attempt/ }).elements()).toHaveLength(2);
  await screen.getByRole("button", { name: "Show older attempts" }).click();
  await expect.poll(numbers).toEqual(down(101));
  await screen.getByRole("button", { name: "Show older attempts" }).click();
  await expect.poll(numbers).toEqual(down(51));
  // So many newer ones come that those before them are in no page that was read.
  last = 290;
  asked.length = 0;
  (document.activeElement as HTMLElement | null)?.blur();
  await screen.getByRole("heading", { name: "Attempts" }).hover();
  await queries.invalidateQueries({
    predicate: ({ queryKey: [, key] }) => !JSON.stringify(key).includes("before"),
  });
  await expect.poll(numbers).toEqual(down(51));
  expect(asked).toEqual([291, 251, 201]);
  await screen.getByRole("button", { name: "Show older attempts" }).click();
  await expect.poll(numbers).toEqual(down(1));
  await expect.element(screen.getByRole("button", { name: "Show older attempts" })).not.toBeInTheDocument();
});

test("older attempts that could not be read are said to be missing, and are asked for again", async () => {
  const text = "This needs the role viewer.";
  let isRefused = true;
  const answers = {
    "pipelines.attempts": (input: unknown) => {
      const { before = 61 } = input as { before?: number };
      if (before < 61 && isRefused) return Promise.reject(refusalForTest("not-allowed", text));
      return Array.from({ length: ATTEMPTS_A_PAGE }, (_, place) => before - ATTEMPTS_A_PAGE + place)
        .filter((number) => number > 0)
        .map((number) => ({ ...ATTEMPT, number }));
    },
    "pipelines.attempt": () => null,
  };
  const screen = await render(
    <ToastProvider>
      <ApiForTest answers={answers}>
        <AttemptList id={1} vertex="A" last={60} onLog={() => undefined} />
      </ApiForTest>
    </ToastProvider>,
  );
  const older = screen.getByRole("button", { name: "Show older attempts" });
  await older.click();
  await expect.element(screen.getByText(text)).toBeVisible();
  isRefused = false;
  await older.click();
  await expect.element(screen.getByText("Attempt 1", { exact: true })).toBeVisible();
  await expect.element(screen.getByText(text)).not.toBeInTheDocument();
  await expect.element(older).not.toBeInTheDocument();
});
