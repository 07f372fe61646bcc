import { useContext, useEffect } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { LibraryContext } from "#components/canvas/editing/adding/library.ts";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { LibraryOfGraphs } from "./library-of-graphs.tsx";

function Offered() {
  const { graphs, find } = useContext(LibraryContext);
  useEffect(() => find(""), [find]);
  return <output aria-label="Offered">{graphs.map(({ name }) => name).join(", ")}</output>;
}

test("a graph that was renamed while it is open is not offered to itself", async () => {
  const store = createDraftStore(
    placedFile({ signalbox: 1, name: "former", vertices: { a: { script: "x" } } }),
  );
  const found = ["other", "latter"].map((name) => ({ name, latest: { number: 2 } }));
  const screen = await render(
    <ApiForTest answers={{ "graphs.list": () => found }}>
      <DraftContext value={store}>
        <LibraryOfGraphs>
          <Offered />
        </LibraryOfGraphs>
      </DraftContext>
    </ApiForTest>,
  );
  const offered = screen.getByLabelText("Offered");
  await expect.element(offered).toHaveTextContent("other, latter");
  store.getState().renameGraph("latter");
  await expect.poll(() => offered.element().textContent).toBe("other");
});
