import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { RetentionPreview, RetentionView } from "#contract/retention.ts";
import { KEEP_ALL } from "#engine/retention/retention-policy.ts";
import { RetentionPage } from "./retention-page.tsx";

const LONG = "a-graph-with-a-name-that-is-as-long-as-names-may-be-".repeat(2).slice(0, 100);
const VIEWS: RetentionView[] = [
  { id: 0, graph: null, isDeleted: false, folder: null, policy: KEEP_ALL, changedAt: null, changedBy: null },
  ...Array.from({ length: 40 }, (_, at) => ({
    id: at + 1,
    isDeleted: false,
    graph: at === 0 ? "nightly" : `${LONG.slice(0, 95)}${at}`,
    folder: "ops",
    policy: { pipelineDays: 90, pipelineLast: 20, logDays: 14, historyDays: 7 },
    changedAt: new Date(Date.now() - 86_400_000),
    changedBy: "ann",
  })),
];
const NONE = { count: 0, oldest: null, newest: null };
const PREVIEW: Omit<RetentionPreview, "graph" | "policy"> = {
  pipelines: { count: 1_234, bytes: 5_600_000, oldest: new Date(0), newest: new Date(1e12) },
  logs: { ...NONE, bytes: 0 },
  ...{ fires: NONE, deliveries: NONE, notices: NONE },
  hasMore: true,
};

test("a retention is changed: wrong numbers are said at their field, and what would go is shown before it is saved", async () => {
  const sent: unknown[] = [];
  const asked: unknown[] = [];
  const screen = await render(
    <ApiForTest
      answers={{
        "folders.list": () => [{ path: "", acts: ["administer"] }],
        "folders.admins": () => [],
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "retention.show": () => VIEWS,
        "retention.preview": (input: unknown) => {
          asked.push(input);
          return { graph: "nightly", policy: KEEP_ALL, ...PREVIEW };
        },
        "retention.set": (input: unknown) => {
          sent.push(input);
          return VIEWS[1];
        },
      }}
    >
      <ToastProvider>
        <RetentionPage />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect.element(screen.getByText("Everything is kept.")).toBeVisible();
  await screen.getByRole("button", { name: "Edit nightly" }).click();
  const logs = screen.getByRole("textbox", { name: "Logs: days" });
  await logs.fill("90");
  await expect.element(screen.getByText("wanted fewer than 90 days")).toBeVisible();
  await logs.fill("-3");
  await expect.element(screen.getByText("Wanted a whole number from 1 to 36500.")).toBeVisible();
  await logs.fill("");
  await screen.getByRole("button", { name: "Preview" }).click();
  await expect.element(screen.getByText("1,234")).toBeVisible();
  await expect.element(screen.getByText("5.6 MB")).toBeVisible();
  await expect.element(screen.getByText("There is more")).toBeVisible();
  const table = screen.getByRole("table", { name: "What would go now" }).element();
  // In a low window it is scrolled to, and not cut.
  await page.viewport(360, 500);
  expect(table.parentElement?.clientHeight).toBeGreaterThanOrEqual(table.clientHeight);
  const policy = { pipelineDays: 90, pipelineLast: 20, logDays: null, historyDays: 7 };
  expect(asked).toEqual([{ graph: "nightly", policy }]);
  await screen.getByRole("button", { name: "Save" }).click();
  await expect
    .poll(() => sent)
    .toEqual([{ graph: "nightly", ...policy, version: VIEWS[1]?.changedAt?.getTime() }]);
  await page.viewport(360, 700);
  expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(360);
});

test("a retention of a deleted graph is told from that of a new one with its name, and cannot be edited", async () => {
  const old = { ...VIEWS[1], id: 99, isDeleted: true };
  const screen = await render(
    <ApiForTest
      answers={{
        "folders.list": () => [{ path: "", acts: ["administer"] }],
        "folders.admins": () => [],
        "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
        "retention.show": () => [VIEWS[0], VIEWS[1], old],
      }}
    >
      <ToastProvider>
        <RetentionPage />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect.element(screen.getByRole("row", { name: /^nightly/ }).nth(1)).toHaveTextContent("deleted");
  await expect.element(screen.getByRole("row", { name: /^nightly/ }).nth(0)).not.toHaveTextContent("deleted");
  const edits = screen.getByRole("button", { name: "Edit nightly" });
  await expect.element(edits.nth(0)).not.toHaveAttribute("aria-disabled");
  await expect.element(edits.nth(1)).toHaveAttribute("aria-disabled", "true");
});
