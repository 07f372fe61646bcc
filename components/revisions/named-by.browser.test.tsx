import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import type { NamedBy } from "#contract/graphs/named-by.ts";
import { NamedByList } from "./named-by-list.tsx";

const NOTHING = { first: [], more: 0, hidden: 0 };
const MANY: NamedBy = {
  sealed: {
    first: Array.from({ length: 50 }, (_, at) => ({
      graph: `${"a-rather-long-name-of-a-graph-".repeat(3)}${at}`,
      revision: 3,
      isRetired: at > 40,
    })),
    more: 2_950,
    hidden: 12,
  },
  drafts: { first: [], more: 0, hidden: 1 },
  schedules: { first: ["nightly\u202E"], more: 0, hidden: 0 },
  triggers: NOTHING,
  isComplete: false,
};

test.each([1280, 360])(
  "what names a revision is listed by its kind, and counted where it may not be seen, at %i px",
  async (width) => {
    await page.viewport(width, 740);
    const screen = await render(
      <ApiForTest answers={{ "revisions.namedBy": () => MANY }}>
        <NamedByList name="deploy" revision={2} target="_blank" />
      </ApiForTest>,
    );
    await expect.element(screen.getByText("And 2,950 more.")).toBeVisible();
    await expect.element(screen.getByText("And 12 in folders that you may not read.")).toBeVisible();
    await expect
      .element(screen.getByText("1 in folders that you may not read.", { exact: true }))
      .toBeVisible();
    await expect.element(screen.getByText(/^More than 5,000 revisions run it/)).toBeVisible();
    const links = screen.getByRole("link").elements();
    expect(links).toHaveLength(51);
    // What is typed in the dialog around it stays.
    expect(links.every((link) => link.getAttribute("target") === "_blank")).toBe(true);
    await expect
      .element(screen.getByRole("link", { name: /^nightly/ }))
      .toHaveAttribute("href", "/schedules/nightly%E2%80%AE");
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
  },
);

test("a revision that nothing names says so", async () => {
  const none = { sealed: NOTHING, drafts: NOTHING, schedules: NOTHING, triggers: NOTHING, isComplete: true };
  const screen = await render(
    <ApiForTest answers={{ "revisions.namedBy": () => none }}>
      <NamedByList name="deploy" revision={2} />
    </ApiForTest>,
  );
  await expect
    .element(screen.getByText("No sealed graph, draft, schedule or trigger names it."))
    .toBeVisible();
});
