import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { HomePage } from "./home-page.tsx";
import { Welcome } from "./welcome.tsx";

const ADMIN = { "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }) };

test("the heading of the first visit can have the focus, as that of any other page", async () => {
  const screen = await render(
    <AppRouterContext.Provider value={{ prefetch: () => undefined } as never}>
      <ApiForTest answers={ADMIN}>
        <Welcome onLaunched={() => undefined} />
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const heading = screen.getByRole("heading", { name: "Draw, seal, launch" });
  (heading.element() as HTMLElement).focus();
  await expect.element(heading).toHaveFocus();
});

test("who launches the example is taken to its pipeline, though the page has a graph and shows its lists by then", async () => {
  let hasGraphs = false;
  let isAsked = false;
  let answer: (launched: unknown) => void = () => undefined;
  const launched = new Promise((resolve) => {
    answer = resolve;
  });
  const answers = {
    ...ADMIN,
    "system.overview": () => ({ hasGraphs, openPrompts: 0, readyRunners: 1, scheduleStop: null }),
    "graphs.createExample": () => {
      hasGraphs = true;
      return { name: "example" };
    },
    "pipelines.launch": () => {
      isAsked = true;
      return launched;
    },
    "pipelines.list": () => ({ pipelines: [], older: null }),
    "notices.recent": () => [],
  };
  const gone: string[] = [];
  const router = { push: (to: string) => gone.push(to), prefetch: () => undefined } as never;
  const queries = queriesForTest();
  const list = [["graphs", "list"], { input: { limit: 101 }, type: "query" }];
  queries.setQueryData(list, []);
  const screen = await render(
    <AppRouterContext.Provider value={router}>
      <ApiForTest answers={answers} queries={queries}>
        <ToastProvider>
          <HomePage />
        </ToastProvider>
      </ApiForTest>
    </AppRouterContext.Provider>,
  );
  const launch = screen.getByRole("button", { name: "Create and launch the example" });
  await launch.click();
  await expect.poll(() => isAsked).toBe(true);
  // However soon somebody goes to the list of graphs: it was asked before.
  expect(queries.getQueryState(list)?.isInvalidated).toBe(true);
  await queries.refetchQueries();
  await expect.element(launch).not.toBeInTheDocument();
  answer({ id: 5 });
  await expect.poll(() => gone).toEqual(["/pipelines/5"]);
});
