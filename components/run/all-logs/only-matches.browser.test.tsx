import { afterEach, expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { setWords } from "../past/address-for-test.tsx";
import { logs, showAllLogs } from "./all-logs-for-test.tsx";

afterEach(() => setWords({ search: null, by: null, case: null, lines: null, at: null }));

test("only lines that match are shown where that is chosen, few of them in the page, and the address says so", async () => {
  const screen = await showAllLogs(logs("timeout\nline\n".repeat(9_000)));
  const log = screen.getByRole("log", { name: "All logs" });
  const only = screen.getByRole("button", { name: "Only lines that match" });
  await screen.getByRole("searchbox", { name: "Search all logs" }).fill("timeout");
  await expect.element(screen.getByRole("status", { name: "Matches" })).toHaveTextContent("9,001 lines");
  await only.click();
  const texts = () => [...log.element().querySelectorAll("[data-index]")].map((row) => row.textContent);
  await expect.poll(() => texts().filter((text) => !/timeout/i.test(text ?? ""))).toEqual([]);
  expect(texts().length).toBeLessThan(200);
  await expect.poll(() => window.location.search).toContain("lines=found");
  await screen.unmount();
  const again = await showAllLogs(logs("timeout\nline\nline\n"));
  await expect.element(again.getByRole("status", { name: "Matches" })).toHaveTextContent("1 of 2");
  expect(again.getByRole("log").element().textContent).not.toContain("buildline");
  await again.getByRole("button", { name: "Only lines that match" }).click();
  await expect.element(again.getByText("line", { exact: true }).first()).toBeVisible();
  expect(window.location.search).not.toContain("lines=");
});

test("whoever left a line for its own log comes back to it, with the same search", async () => {
  const all = `timeout 1\n${"line\n".repeat(3_000)}timeout 20\ntimeout 21\n`;
  const screen = await showAllLogs(logs(all));
  await screen.getByRole("searchbox", { name: "Search all logs" }).fill("timeout");
  await expect.element(screen.getByRole("status", { name: "Matches" })).toHaveTextContent("4 lines");
  await userEvent.keyboard("{Enter}{Enter}");
  const marked = () => document.querySelector("[data-target]");
  await expect.poll(() => marked()?.textContent).toContain("timeout 20");
  // The link itself would leave the page of the test.
  const stay = (event: Event) => event.preventDefault();
  document.addEventListener("click", stay);
  marked()?.querySelector("a")?.click();
  document.removeEventListener("click", stay);
  await screen.unmount();
  const back = await showAllLogs(logs(all));
  await expect.poll(() => marked()?.textContent).toContain("timeout 20");
  await expect.element(back.getByRole("status", { name: "Matches" })).toHaveTextContent("2 of 4");
  // Once something else is searched for, nothing leads back there any more.
  await back.getByRole("searchbox", { name: "Search all logs" }).fill("nothing like it");
  await expect.poll(() => new URLSearchParams(window.location.search).get("at")).toBeNull();
  await back.getByRole("button", { name: "Refresh" }).click();
  await expect.element(back.getByRole("status", { name: "Matches" })).toHaveTextContent("not found");
  expect(document.querySelector("[data-target]")).toBeNull();
});
