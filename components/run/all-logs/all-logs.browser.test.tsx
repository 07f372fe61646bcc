import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import type { AllLogsPage } from "#contract/logs/all-logs.ts";
import { chunk, END, MORE, PLACE, showAllLogs } from "./all-logs-for-test.tsx";

async function shownLogs(pages: readonly AllLogsPage[]) {
  const answers = {
    "pipelines.readAllLogs": (input: unknown) =>
      pages[(input as { after: unknown }).after === null ? 0 : 1] ?? { chunks: [], ...END },
  };
  return showAllLogs(answers);
}

test("the logs of all tracks are one list with times and names, each line with a link to itself", async () => {
  const screen = await shownLogs([
    { chunks: [chunk("build", 1, "one\n"), chunk("test", 1, "two\n")], ...MORE },
    { chunks: [chunk("build", 2, "three\n")], ...END },
  ]);
  const log = screen.getByRole("log", { name: "All logs" });
  await expect.element(log.getByText("three", { exact: true })).toBeVisible();
  expect(log.element().textContent).toBe("04:05:06.001buildone04:05:06.001testtwo04:05:06.002buildthree");
  expect(log.getByRole("link", { name: "build" }).last().element().getAttribute("href")).toBe(
    "/pipelines/7?track=build&tab=log&attempt=1#L2",
  );
  await expect.element(screen.getByText("3 lines")).toBeVisible();
});

test("with children the lines below are here, too, with the names of all tracks above them, and the address says so", async () => {
  const own = chunk("deploy", 1, "begin\n");
  const below = { ...chunk("migrate", 2, "below\n"), pipeline: 12, name: "deploy[web-1] / migrate" };
  const asked: unknown[] = [];
  const screen = await showAllLogs({
    "pipelines.readAllLogs": (input: unknown): AllLogsPage => {
      const { isWithChildren, after } = input as { isWithChildren: boolean; after: unknown };
      asked.push([isWithChildren, after]);
      return { chunks: isWithChildren ? [own, below] : [own], ...END, hasMoreBelow: isWithChildren };
    },
  });
  await expect.element(screen.getByText("1 line")).toBeVisible();
  await screen.getByRole("checkbox", { name: "With children" }).click();
  await expect.element(screen.getByText("2 lines")).toBeVisible();
  const link = screen.getByRole("link", { name: "deploy[web-1] / migrate" });
  expect(link.element().getAttribute("href")).toBe("/pipelines/12?track=migrate&tab=log&attempt=1#L1");
  await expect.element(screen.getByText(/There are more child pipelines/)).toBeVisible();
  expect(window.location.search).toContain("of=children");
  expect(asked.at(-1)).toEqual([true, null]);
  await screen.getByRole("checkbox", { name: "With children" }).click();
  await expect.element(screen.getByText("1 line")).toBeVisible();
  expect(window.location.search).not.toContain("of=");
});

test("of very many lines only those near the view are in the page, and more are read when asked for", async () => {
  const many = "line\n".repeat(60_000);
  const screen = await shownLogs([
    { chunks: [chunk("build", 1, many)], ...MORE },
    { chunks: [chunk("build", 2, "the end\n")], ...END },
  ]);
  await expect.element(screen.getByText("60,000 lines")).toBeVisible();
  expect(screen.getByRole("log").element().querySelectorAll("[data-index]").length).toBeLessThan(200);
  await screen.getByRole("button", { name: "Load more" }).click();
  await expect.element(screen.getByText("60,001 lines")).toBeVisible();
});

test("a pipeline that printed nothing, at all or until now, or whose logs were removed, says so", async () => {
  const screen = await shownLogs([{ chunks: [], ...END }]);
  await expect.element(screen.getByText("It printed nothing.")).toBeVisible();
  await screen.unmount();
  const running = await shownLogs([{ chunks: [], ...END, isRunning: true }]);
  await expect.element(running.getByText("No output yet.")).toBeVisible();
  await running.unmount();
  const removed = await shownLogs([{ chunks: [], ...END, removedAt: new Date("2026-03-04T05:06:07Z") }]);
  await expect.element(removed.getByText("The logs were removed by retention on 2026-03-04.")).toBeVisible();
});

test("what a running pipeline prints appears without a reload, also a piece that is committed late", async () => {
  let isLater = false;
  const first = chunk("build", 1, "one\n");
  const answers = {
    "pipelines.readAllLogs": (input: unknown): AllLogsPage => {
      const isFromBeginning = (input as { after: unknown }).after === null;
      if (!isLater) return { chunks: isFromBeginning ? [first] : [], ...END, isRunning: true };
      const chunks = [chunk("test", 1, "two\n"), chunk("build", 2, "three\n")];
      return { chunks: isFromBeginning ? [first, ...chunks] : chunks, ...END };
    },
    "pipelines.summary": () => ({ id: 7, state: "running" }),
  };
  const screen = await showAllLogs(answers);
  await expect.element(screen.getByText("1 line so far")).toBeVisible();
  isLater = true;
  await expect.element(screen.getByText("3 lines"), { timeout: 20_000 }).toBeVisible();
  expect(screen.getByRole("log").element().textContent).toContain("two");
  expect(screen.getByRole("status", { name: "Lines" }).element().textContent).not.toContain("so far");
});

test("while the server is away the logs say so, and are read on from where they were once it is back", async () => {
  const asked: unknown[] = [];
  const refusal = { code: "database-away", text: "The database cannot be reached." } as const;
  const data = {
    code: "SERVICE_UNAVAILABLE",
    httpStatus: 503,
    path: "pipelines.readAllLogs",
    refusal,
  } as const;
  const error = TRPCClientError.from({ error: { code: -32_603, message: refusal.text, data } });
  const answers = {
    "pipelines.readAllLogs": (input: unknown): AllLogsPage | Promise<never> => {
      const { after } = input as { after: unknown };
      asked.push(after);
      if (after === null) return { chunks: [chunk("build", 1, "one\n")], ...END, isRunning: true };
      return asked.length === 2 ? Promise.reject(error) : { chunks: [chunk("build", 2, "two\n")], ...END };
    },
    "pipelines.summary": () => ({ id: 7, state: "running" }),
  };
  const screen = await showAllLogs(answers);
  await expect.element(screen.getByText(refusal.text), { timeout: 10_000 }).toBeVisible();
  expect(screen.container.textContent).toContain("The page tries again by itself");
  await expect.element(screen.getByText("2 lines"), { timeout: 10_000 }).toBeVisible();
  await expect.element(screen.getByText(refusal.text)).not.toBeInTheDocument();
  expect(asked).toEqual([null, PLACE, PLACE]);
});
