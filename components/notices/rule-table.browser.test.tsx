import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { render } from "vitest-browser-react";
import type { NoticeRuleView } from "#contract/triggers/notices.ts";
import { RuleFacts } from "./rule-facts.tsx";
import { RuleTable } from "./rule-table.tsx";

const VIEW: NoticeRuleView = {
  ...{ name: "nightly-failed", graph: "nightly", isGraphDeleted: false, folder: "ops", kind: "webhook" },
  ...{ rule: null, on: ["failed"], quiet: null, isActive: true, version: 7 },
  ...{ changedAt: new Date(), changedBy: "ann", last: null },
};

test("a list of rules says where the newest notice could not be sent yet", async () => {
  const last = { state: "waiting", madeAt: new Date(), isRetried: false } as const;
  const rules = [
    { ...VIEW, name: "new", last },
    { ...VIEW, name: "stuck", last: { ...last, isRetried: true } },
  ];
  const screen = await render(<RuleTable rules={rules} empty={null} />);
  await expect.element(screen.getByRole("row", { name: /^new/ }).getByText("To be sent")).toBeVisible();
  await expect.element(screen.getByRole("row", { name: /^stuck/ }).getByText("Trying again")).toBeVisible();
});

test.each([1440, 360])(
  "a rule whose graph was deleted says so, and leads to no other graph with that name, on a screen of %i px",
  async (width) => {
    await page.viewport(width, 800);
    const gone = { ...VIEW, name: "gone", isGraphDeleted: true };
    const screen = await render(
      <>
        <RuleTable rules={[VIEW, gone]} empty={null} />
        <RuleFacts rule={gone} />
      </>,
    );
    await expect.element(screen.getByRole("row", { name: /^gone/ }).getByText("Graph deleted")).toBeVisible();
    await expect.element(screen.getByText("Its graph was deleted.")).toBeVisible();
    expect(screen.getByText("Graph deleted", { exact: true }).elements()).toHaveLength(1);
    expect(screen.getByRole("link", { name: "nightly", exact: true }).elements()).toHaveLength(0);
  },
);
