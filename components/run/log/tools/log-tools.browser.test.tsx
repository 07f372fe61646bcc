import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { shownLog } from "../shown-panel-for-test.tsx";

const GROUPS =
  "begin\n::group::Install\nfetching\n::endgroup::\n##[group]Test\n::error file=a.js,line=3::no\n##[endgroup]\nend\n";

test("groups are folded, but not one with an error; they open by a button, and what is searched for opens them", async () => {
  const { screen } = await shownLog(GROUPS);
  await expect.element(screen.getByText("Install", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("fetching")).not.toBeInTheDocument();
  await expect.element(screen.getByText("a.js:3", { exact: true })).toBeVisible();
  await screen.getByRole("button", { name: "Open these 2 lines" }).click();
  await expect.element(screen.getByText("fetching")).toBeVisible();
  await screen.getByRole("button", { name: "Close these 2 lines" }).first().click();
  await expect.element(screen.getByText("fetching")).not.toBeInTheDocument();
  await screen.getByRole("searchbox", { name: "Search the log" }).fill("FETCH");
  await userEvent.keyboard("{Enter}");
  await expect.element(screen.getByText("fetch", { exact: true })).toBeVisible();
  expect(window.location.hash).toBe("#L3");
});

test("an address of lines that is opened while their log is shown opens the folds that hide them, and marks them", async () => {
  const { screen } = await shownLog(`${GROUPS}${"line\n".repeat(300)}far\n`);
  await expect.element(screen.getByText("far", { exact: true })).toBeVisible();
  window.location.hash = "#L1-L3";
  await expect.element(screen.getByText("fetching")).toBeVisible();
  expect(document.querySelectorAll("[data-target]")).toHaveLength(3);
  window.location.hash = "#L200";
  await expect.element(screen.getByRole("link", { name: "Line 200", exact: true })).toBeVisible();
  expect(document.querySelectorAll("[data-target]")).toHaveLength(1);
});

test("a fold that is printed while it is watched stays open when it ends", async () => {
  const { screen, print } = await shownLog("::group::Install\nfetching\n", { isComplete: false });
  await expect.element(screen.getByText("fetching")).toBeVisible();
  print("::endgroup::\nend\n");
  await expect.element(screen.getByText("end", { exact: true })).toBeVisible();
  await expect.element(screen.getByText("fetching")).toBeVisible();
});

test("buttons go from one match to the next and say which it is; a pattern that cannot be used says why", async () => {
  const { screen } = await shownLog("one 1\ntwo 22\nthree 333\ntwo 4444\n");
  const field = screen.getByRole("searchbox", { name: "Search the log" });
  const matches = screen.getByRole("status", { name: "Matches" });
  await field.fill("[a-z]+ \\d{2,3}$");
  await expect.element(matches).toHaveTextContent("not found");
  await screen.getByRole("button", { name: /^Search by pattern/ }).click();
  await expect.element(matches).toHaveTextContent("2 lines");
  await screen.getByRole("button", { name: "Next match" }).click();
  await expect.element(matches).toHaveTextContent("1 of 2");
  expect(window.location.hash).toBe("#L2");
  await screen.getByRole("button", { name: "Previous match" }).click();
  expect(window.location.hash).toBe("#L3");
  await field.fill("(a");
  await expect.element(matches).toHaveTextContent("has a `(` without its `)`");
  await field.fill("TWO");
  await expect.element(matches).toHaveTextContent("2 lines");
  await screen.getByRole("button", { name: "Match case" }).click();
  await expect.element(matches).toHaveTextContent("not found");
});

test("errors have a way to the next one; the last line of a failed attempt is one", async () => {
  const { screen } = await shownLog(`fatal: no repository\n${"line\n".repeat(100)}no space left\n`);
  await screen.getByRole("button", { name: "Go to the first of 2 errors" }).click();
  expect(window.location.hash).toBe("#L1");
  await screen.getByRole("button", { name: "Next error" }).click();
  expect(window.location.hash).toBe("#L102");
  await expect.element(screen.getByRole("link", { name: "Line 102, error" })).toBeVisible();
  await screen.getByRole("button", { name: "Next error" }).click();
  expect(window.location.hash).toBe("#L1");
});

test("with Shift a line's number links to all lines up to it", async () => {
  const { screen } = await shownLog("one\ntwo\nthree\nfour\n");
  await screen.getByRole("link", { name: "Line 2", exact: true }).click();
  await screen.getByRole("link", { name: "Line 4, error" }).click({ modifiers: ["Shift"] });
  expect(window.location.hash).toBe("#L2-L4");
  expect(document.querySelectorAll("[data-target]")).toHaveLength(3);
});

test("without wrapping a long line has one row, and the log scrolls to the side", async () => {
  window.localStorage.removeItem("signalbox:log-no-wrap");
  const { screen } = await shownLog(`${"word ".repeat(400)}\n`);
  const log = screen.getByRole("log").element();
  await expect.element(screen.getByRole("link", { name: "Line 1, error" })).toBeVisible();
  expect(log.scrollWidth).toBe(log.clientWidth);
  await screen.getByRole("checkbox", { name: "Wrap" }).click();
  await vi.waitFor(() => expect(log.scrollWidth).toBeGreaterThan(2 * log.clientWidth));
  await screen.getByRole("checkbox", { name: "Wrap" }).click();
  await vi.waitFor(() => expect(log.scrollWidth).toBe(log.clientWidth));
});

test("scrolling back to the end follows the log again", async () => {
  const { screen, print } = await shownLog("line\n".repeat(500), { isComplete: false });
  const log = screen.getByRole("log");
  const follow = screen.getByRole("checkbox", { name: "Follow" });
  await expect.element(follow).toBeChecked();
  await screen.getByText("line", { exact: true }).last().click();
  await userEvent.wheel(log, { delta: { y: -300 } });
  await expect.element(follow).not.toBeChecked();
  await userEvent.wheel(log, { delta: { y: 2_000 } });
  await expect.element(follow).toBeChecked();
  print("the end\n");
  await expect.element(screen.getByText("the end")).toBeVisible();
});

test("on a narrow screen the tools have one row, also while something is searched for; a menu has the rest", async () => {
  window.localStorage.removeItem("signalbox:log-times");
  const { screen } = await shownLog(`fatal: no repository\n${GROUPS}no space left\n`, { width: 358 });
  const tools = screen.getByRole("toolbar", { name: "Log tools" });
  await expect.element(screen.getByRole("checkbox", { name: "Times" })).not.toBeInTheDocument();
  expect(tools.element().clientHeight).toBeLessThan(44);
  await screen.getByRole("button", { name: /^Go to the next of/ }).click();
  expect(window.location.hash).toBe("#L1");
  await screen.getByRole("button", { name: "More for this log" }).click();
  const times = screen.getByRole("menuitemcheckbox", { name: "Times" });
  await times.click();
  await expect.element(times).toBeChecked();
  await expect.element(screen.getByRole("menuitemcheckbox", { name: "Match case" })).toBeVisible();
  await userEvent.keyboard("{Escape}");
  await screen.getByRole("searchbox", { name: "Search the log" }).fill("no ");
  await expect.element(screen.getByRole("button", { name: "Next match" })).toBeVisible();
  expect(tools.element().clientHeight).toBeLessThan(44);
  expect(tools.element().scrollWidth).toBeLessThanOrEqual(tools.element().clientWidth);
});

test("a log that is quiet says how many lines it has, and nothing of how fast they come", async () => {
  const { screen } = await shownLog("one\ntwo\n", { isComplete: false });
  await expect.element(screen.getByText("2 lines", { exact: true })).toBeVisible();
  await expect.element(screen.getByText(/\/s$/)).not.toBeInTheDocument();
});
