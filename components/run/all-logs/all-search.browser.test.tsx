import { afterEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import type { AllLogsFound } from "#contract/logs/all-logs.ts";
import { setWords } from "../past/address-for-test.tsx";
import { logs, PLACE, showAllLogs } from "./all-logs-for-test.tsx";

afterEach(() => setWords({ search: null, by: null, case: null, lines: null, of: null }));

const BEHIND = { ...PLACE, seq: 2 };

test("lines of all tracks are found, marked and gone to from one to the next, by text and by pattern", async () => {
  const screen = await showAllLogs(logs(`timeout 1\n${"line\n".repeat(3_000)}timeout 20\n`));
  const field = screen.getByRole("searchbox", { name: "Search all logs" });
  const matches = screen.getByRole("status", { name: "Matches" });
  const marked = () => document.querySelector("[data-target]")?.textContent;
  await field.fill("timeout");
  await expect.element(matches).toHaveTextContent("3 lines");
  expect(document.querySelector("mark")?.textContent).toBe("timeout");
  await userEvent.keyboard("{Enter}{Enter}");
  await expect.element(matches).toHaveTextContent("2 of 3");
  await expect.poll(marked).toBe("04:05:06.001buildtimeout 20");
  await screen.getByRole("button", { name: "Next match" }).click();
  await expect.poll(marked).toBe("04:05:06.001testTimeout of test");
  await screen.getByRole("button", { name: "Previous match" }).click();
  await expect.element(matches).toHaveTextContent("2 of 3");
  await screen.getByRole("button", { name: /^Search by pattern/ }).click();
  await field.fill("^timeout \\d$");
  await expect.element(matches).toHaveTextContent("1 line");
  await expect.poll(() => window.location.search).toMatch(/search=%5Etimeout\+%5Cd%24&by=pattern$/);
  await field.fill("a(b");
  await expect.element(matches).toHaveTextContent(/pattern/);
  await expect.element(screen.getByRole("button", { name: "Next match" })).toBeDisabled();
});

test("an address with a search shows its first match, also one behind the lines that are here", async () => {
  setWords({ search: "timeout 2" });
  const marked = () => document.querySelector("[data-target]")?.textContent;
  const near = await showAllLogs(logs(`timeout 1\n${"line\n".repeat(3_000)}timeout 20\ntimeout 21\n`));
  const matches = near.getByRole("status", { name: "Matches" });
  await expect.element(matches).toHaveTextContent("1 of 2");
  await expect.poll(marked).toBe("04:05:06.001buildtimeout 20");
  await near.unmount();
  const far = await showAllLogs({
    ...logs("line\n".repeat(60_000), "timeout 22\n"),
    "pipelines.searchAllLogs": (): AllLogsFound => ({
      ...{ next: BEHIND, searchedTo: null, isEnd: true, count: 1, matches: [] },
    }),
  });
  await expect.element(far.getByRole("status", { name: "Matches" })).toHaveTextContent("1 of 1");
  await expect.poll(marked).toBe("04:05:06.002buildtimeout 22");
});

test("behind the lines that are here the server searches, says up to where, and the next match is read up to", async () => {
  const asked: unknown[] = [];
  const first = {
    pipeline: 7,
    vertex: "build",
    name: "build",
    attempt: 1,
    line: 60_001,
    stream: "merged" as const,
    at: new Date(2026, 1, 3, 4, 5, 7),
    text: "needle",
  };
  const answers = {
    ...logs("line\n".repeat(60_000), "needle\nend\n"),
    "pipelines.searchAllLogs": (input: unknown): AllLogsFound => {
      asked.push(input);
      const isLater = asked.length > 20;
      const found = { next: BEHIND, searchedTo: new Date(2026, 1, 3, 4, 5, 8), isEnd: isLater };
      return { ...found, count: isLater ? 1 : 0, matches: isLater ? [first] : [] };
    },
  };
  const screen = await showAllLogs(answers);
  const matches = screen.getByRole("status", { name: "Matches" });
  await screen.getByRole("button", { name: "Match case" }).click();
  await screen.getByRole("searchbox", { name: "Search all logs" }).fill("needle");
  await expect
    .element(screen.getByText("Searched up to 04:05:08.000: there may be more beyond."))
    .toBeVisible();
  await expect.element(matches).toHaveTextContent("not found yet");
  expect(asked).toHaveLength(20);
  const query = { text: "needle", isPattern: false, isCaseExact: true };
  expect(asked[0]).toMatchObject({ id: 7, ...query, after: PLACE });
  expect(asked[1]).toMatchObject({ ...query, after: BEHIND });
  await screen.getByRole("button", { name: "Search on" }).click();
  const link = screen.getByRole("link", { name: "build, line 60,001" });
  await expect.element(link).toHaveAttribute("href", "/pipelines/7?track=build&tab=log&attempt=1#L60001");
  await expect.element(matches).toHaveTextContent("1 line");
  await screen.getByRole("button", { name: "Next match" }).click();
  await expect.element(matches).toHaveTextContent("1 of 1");
  await expect
    .poll(() => document.querySelector("[data-target]")?.textContent)
    .toBe("04:05:06.002buildneedle");
});

test("in a narrow page the switches of the search are in a menu", async () => {
  const screen = await showAllLogs(logs("one\n"), 360);
  await screen.getByRole("button", { name: "More for this search" }).click();
  await screen.getByRole("menuitemcheckbox", { name: "Search by pattern" }).click();
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("searchbox", { name: "Search all logs" }).fill("^o.e$");
  await expect.element(screen.getByRole("status", { name: "Matches" })).toHaveTextContent("1 line");
});

test("what is typed into the search stays when the logs are read anew, with the pipelines below or again", async () => {
  const screen = await showAllLogs(logs("timeout 1\nline\n"));
  const field = () => screen.getByRole("searchbox", { name: "Search all logs" });
  await field().fill("timeout");
  await screen.getByRole("checkbox", { name: "With children" }).click();
  await expect.element(field()).toHaveValue("timeout");
  await field().fill("timeout 9");
  await screen.getByRole("button", { name: "Refresh" }).click();
  await expect.element(field()).toHaveValue("timeout 9");
  // Where only lines that match are shown and none does, that is said.
  await screen.getByRole("button", { name: /^Only lines that match/ }).click();
  await expect.element(screen.getByText("No line matches.")).toBeVisible();
  await field().fill("timeout");
  await expect.element(screen.getByText("No line matches.")).not.toBeInTheDocument();
});
