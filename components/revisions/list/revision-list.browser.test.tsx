import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { expect, test } from "vitest";
import { page, userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import type { ListedRevision } from "#contract/graphs/revisions.ts";
import { RevisionListPage } from "./revision-list-page.tsx";

const listed = (number: number, more: Partial<ListedRevision> = {}): ListedRevision => ({
  ...{ number, digest: `sha256:${"0".repeat(63)}${number}`, sealedAt: new Date(0), sealedBy: "ann" },
  ...{ note: null, warnings: 0, withoutReason: 0, retired: null, pipelines: {}, ...more },
});
const REVISIONS = [
  listed(3, { note: `${"long ".repeat(300)}note`, warnings: 2, withoutReason: 1 }),
  listed(2, { retired: { at: new Date(0), by: "bob", reason: "it deletes too much" } }),
  listed(1, { note: "the first", pipelines: { succeeded: 3, failed: 1, running: 2 } }),
];

test.each([1280, 360])(
  "the list says what became of each revision, and any two are compared, at %i px",
  async (width) => {
    await page.viewport(width, 740);
    const screen = await render(
      <SearchParamsContext.Provider value={new URLSearchParams()}>
        <ApiForTest answers={{ "revisions.list": () => ({ revisions: REVISIONS, hasMore: true }) }}>
          <RevisionListPage name="deploy" />
        </ApiForTest>
      </SearchParamsContext.Provider>,
    );
    const seen = (text: string | RegExp) =>
      expect
        .poll(() =>
          screen
            .getByText(text)
            .elements()
            .some((each) => each.checkVisibility()),
        )
        .toBe(true);
    await seen("3 of 6 succeeded, 2 running");
    await seen("1 failed");
    await seen("it deletes too much");
    await seen(/Sealed over 2 warnings, 1 without a reason/);
    await expect.element(screen.getByRole("button", { name: "Older" })).toBeVisible();
    expect(document.documentElement.scrollWidth).toBeLessThanOrEqual(width);
    await screen.getByRole("checkbox", { name: "Compare @3" }).click();
    await screen.getByRole("checkbox", { name: "Compare @1" }).click();
    await expect
      .element(screen.getByRole("link", { name: "Compare @1 with @3" }))
      .toHaveAttribute("href", "/graphs/deploy/diff?a=1&b=3");
    await screen.getByRole("checkbox", { name: "The draft" }).click();
    await expect
      .element(screen.getByRole("link", { name: "Compare @1 with the draft" }))
      .toHaveAttribute("href", "/graphs/deploy/diff?a=1");
  },
);

test("two revisions are chosen and compared by keys alone", async () => {
  const screen = await render(
    <SearchParamsContext.Provider value={new URLSearchParams()}>
      <ApiForTest answers={{ "revisions.list": () => ({ revisions: REVISIONS, hasMore: true }) }}>
        <RevisionListPage name="deploy" />
      </ApiForTest>
    </SearchParamsContext.Provider>,
  );
  for (const number of [3, 1]) {
    await tabTo(screen.getByRole("checkbox", { name: `Compare @${number}` }));
    await userEvent.keyboard(" ");
  }
  const compare = screen.getByRole("link", { name: "Compare @1 with @3" });
  await tabTo(compare);
  const went: string[] = [];
  compare.element().addEventListener("click", (event) => {
    event.preventDefault();
    went.push((event.currentTarget as HTMLAnchorElement).pathname);
  });
  await userEvent.keyboard("{Enter}");
  expect(went).toEqual(["/graphs/deploy/diff"]);
});

test("a graph that does not exist has no draft and no history to open", async () => {
  const list = () => Promise.reject(refusalForTest("not-found", 'There is no graph "deploy".'));
  const screen = await render(
    <SearchParamsContext.Provider value={new URLSearchParams()}>
      <ApiForTest answers={{ "revisions.list": list }}>
        <RevisionListPage name="deploy" />
      </ApiForTest>
    </SearchParamsContext.Provider>,
  );
  await expect.element(screen.getByText('There is no graph "deploy".')).toBeVisible();
  const links = screen.getByRole("link").elements();
  expect(links.map((each) => each.getAttribute("href"))).toEqual(["/graphs"]);
});
