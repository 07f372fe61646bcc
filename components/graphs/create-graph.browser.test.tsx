import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { CreateGraphDialog } from "./create-graph-dialog.tsx";

async function newGraph() {
  const visited: string[] = [];
  const queries = queriesForTest();
  const router = { push: (href: string) => visited.push(href), prefetch: () => undefined } as never;
  const waiting: ((answer: unknown) => void)[] = [];
  const answers = { "graphs.create": () => new Promise<unknown>((resolve) => waiting.push(resolve)) };
  const shown = (isOpen: boolean) => (
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers} queries={queries}>
        {isOpen && <CreateGraphDialog folder="" onClose={() => undefined} />}
      </ApiForTest>
    </AppRouterContext.Provider>
  );
  const screen = await render(shown(true));
  await screen.getByLabelText("Graph name").fill("nightly");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.poll(() => waiting.length).toBe(1);
  return {
    screen,
    sent: () => waiting.length,
    visited,
    queries,
    close: () => screen.rerender(shown(false)),
    answer: () => waiting[0]?.({ name: "nightly" }),
  };
}

test("a graph that was made is opened", async () => {
  const { visited, queries, answer } = await newGraph();
  const list = [["graphs", "list"], { input: { limit: 101 }, type: "query" }];
  queries.setQueryData(list, []);
  answer();
  await expect.poll(() => visited).toEqual(["/graphs/nightly"]);
  // However soon somebody goes back to the list: it was asked before.
  expect(queries.getQueryState(list)?.isInvalidated).toBe(true);
});

test("whoever closed the dialog before the answer stays where they are", async () => {
  const { visited, queries, close, answer } = await newGraph();
  await close();
  answer();
  await expect
    .poll(() =>
      queries
        .getMutationCache()
        .getAll()
        .map(({ state }) => state.status),
    )
    .toEqual(["success"]);
  expect(visited).toEqual([]);
});

test("a name that is typed while the graph is made makes no second one", async () => {
  const { screen, sent } = await newGraph();
  await screen.getByLabelText("Graph name").fill("nightly-2");
  await expect.element(screen.getByRole("button", { name: "Create" })).toHaveAttribute("aria-busy", "true");
  await userEvent.keyboard("{Enter}");
  await new Promise(requestAnimationFrame);
  expect(sent()).toBe(1);
});

test("why a name was refused is not said of another one", async () => {
  const text = 'There is a graph "nightly" already.';
  const create = () => Promise.reject(refusalForTest("conflict", text));
  const screen = await render(
    <AppRouterContext.Provider value={{ push: () => undefined, prefetch: () => undefined } as never}>
      <ApiForTest answers={{ "graphs.create": create }}>
        <CreateGraphDialog folder="" onClose={() => undefined} />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const name = screen.getByLabelText("Graph name");
  await name.fill("nightly");
  await screen.getByRole("button", { name: "Create" }).click();
  await expect.element(screen.getByText(text)).toBeVisible();
  await name.fill("nightly-2");
  await expect.element(screen.getByText(text)).not.toBeInTheDocument();
});
