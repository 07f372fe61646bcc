import { SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import { type ReactNode, useState } from "react";
import { expect, onTestFinished, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { tabTo } from "#components/ui/keys/tab-to-for-test.ts";
import { canvasOf } from "../canvas-for-test.tsx";
import { FromRevision } from "./from-revision.tsx";

const GRAPH = "signalbox: 1\nname: g\nvertices: { A: { script: new } }\nlayout: { A: [0, 0] }\n";

/** The address of the page: what is changed in it is shown, as by the router. */
function Address({ children }: { children: ReactNode }) {
  const [query, setQuery] = useState("from=1");
  vi.spyOn(window.history, "replaceState").mockImplementation(() => setQuery(""));
  return (
    <SearchParamsContext.Provider value={new URLSearchParams(query)}>{children}</SearchParamsContext.Provider>
  );
}

test("a draft is begun from an old revision by keys alone, and a card of the canvas has the focus then", async () => {
  const file = { signalbox: 1, name: "g", vertices: { A: { script: "old" } }, edges: [] };
  onTestFinished(() => void vi.restoreAllMocks());
  const { screen, store } = await canvasOf(GRAPH, {
    beside: (
      <Address>
        <ApiForTest answers={{ "graphs.show": () => ({ file }) }}>
          <FromRevision name="g" />
        </ApiForTest>
      </Address>
    ),
  });
  const script = () => store.getState().draft.file.content.vertices.get("A")?.script;
  const replace = screen.getByRole("button", { name: "Replace the draft" });
  await expect.element(replace).toBeEnabled();
  await tabTo(replace);
  await userEvent.keyboard("{Enter}");
  await expect.poll(script).toBe("old");
  // A notice is a dialog, too.
  await expect.element(replace).not.toBeInTheDocument();
  await expect.element(screen.getByRole("group", { name: /^A, / })).toHaveFocus();
});
