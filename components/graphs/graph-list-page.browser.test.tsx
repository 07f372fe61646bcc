import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useEffect, useState } from "react";
import { expect, onTestFinished, test } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { GraphListPage } from "./graph-list-page.tsx";

type Asked = {
  readonly search?: string;
  readonly after?: string;
  readonly folder?: string;
  readonly limit: number;
};

const NAMES = Array.from({ length: 1_200 }, (_, number) => `g-${String(number).padStart(4, "0")}`);
const ROUTER = { push: () => undefined, replace: () => undefined, prefetch: () => undefined } as never;

/** Gives a page the words of the address, also after they were changed. */
function Address({ children }: { children: ReactNode }) {
  const [search, setSearch] = useState(window.location.search);
  useEffect(() => {
    const { pushState, replaceState } = window.history;
    const look = () => setSearch(window.location.search);
    window.history.pushState = (...given) => {
      pushState.apply(window.history, given);
      look();
    };
    window.history.replaceState = (...given) => {
      replaceState.apply(window.history, given);
      look();
    };
    window.addEventListener("popstate", look);
    return () => {
      Object.assign(window.history, { pushState, replaceState });
      window.removeEventListener("popstate", look);
    };
  }, []);
  return (
    <SearchParamsContext.Provider value={new URLSearchParams(search)}>
      {children}
    </SearchParamsContext.Provider>
  );
}

async function pageOf(words = "") {
  const before = window.location.href;
  onTestFinished(() => window.history.replaceState(null, "", before));
  window.history.replaceState(null, "", `${window.location.pathname}${words}`);
  const asked: Asked[] = [];
  const answers = {
    "graphs.list": (input: unknown) => {
      const { search = "", after = "", folder = "", limit } = input as Asked;
      asked.push(input as Asked);
      // No graph of the test is in a folder.
      const found =
        folder === "" ? NAMES.filter((name) => name.includes(search) && name > after).slice(0, limit) : [];
      const rest = { folder: "", description: null, latest: null, savedAt: new Date(0), savedBy: "ann" };
      return found.map((name) => ({ ...rest, name, errorCount: 0, warningCount: 0, vertexCount: 1 }));
    },
    "folders.list": () => [{ path: "", acts: ["read", "design"] }],
    "account.rights": () => ({ folders: [] }),
  };
  const screen = await render(
    <AppRouterContext.Provider value={ROUTER}>
      <Address>
        <ApiForTest answers={answers}>
          <ToastProvider>
            <GraphListPage />
          </ToastProvider>
        </ApiForTest>
      </Address>
    </AppRouterContext.Provider>,
  );
  return { screen, asked };
}

test("a list of many graphs is read page by page; Back leads to the page before, and a search begins at the first", async () => {
  const { screen, asked } = await pageOf();
  const link = (name: string) => screen.getByRole("link", { name, exact: true });
  await expect.element(link("g-0099")).toBeInTheDocument();
  await expect.element(link("g-0100")).not.toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "First page" })).not.toBeInTheDocument();
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.element(link("g-0100")).toBeInTheDocument();
  await expect.element(link("g-0099")).not.toBeInTheDocument();
  expect(window.location.search).toBe("?after=g-0099");
  window.history.back();
  await expect.element(link("g-0099")).toBeInTheDocument();
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.element(link("g-0100")).toBeInTheDocument();
  await screen.getByLabelText("Search").click();
  await userEvent.keyboard("g-11");
  await expect.element(link("g-1100")).toBeInTheDocument();
  await expect.element(screen.getByRole("button", { name: "Next page" })).not.toBeInTheDocument();
  expect(window.location.search).toBe("?search=g-11");
  expect(asked.at(-1)).toEqual({ search: "g-11", limit: 101 });
  await expect.element(screen.getByLabelText("Search")).toHaveValue("g-11");
});

test("a folder without graphs does not say that there are none, and leads back to all", async () => {
  const { screen } = await pageOf("?folder=empty");
  await expect.element(screen.getByText("No graph matches")).toBeVisible();
  await screen.getByRole("button", { name: "Show all graphs" }).click();
  await expect.element(screen.getByRole("link", { name: "g-0000", exact: true })).toBeInTheDocument();
  expect(window.location.search).toBe("");
});
