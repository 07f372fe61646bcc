import { lazy, Suspense } from "react";
import { afterEach, expect, test } from "vitest";
import { cdp } from "vitest/browser";
import { useConnection } from "#components/api/connection/connection.ts";
import { loadPart } from "#components/api/connection/load-part.ts";
import { canvasOf } from "./canvas-for-test.tsx";

const GRAPH = "signalbox: 1\nname: g\nvertices: { A: { script: a } }\nedges: []\nlayout: { A: [0, 0] }\n";

afterEach(async () => {
  await cdp().send("Network.setBlockedURLs", { urls: [] });
  useConnection.setState({ state: "live" });
});

test("a part that cannot be loaded while the server is away comes once it is back, and the editor stays usable meanwhile", async () => {
  await cdp().send("Network.enable");
  await cdp().send("Network.setBlockedURLs", { urls: ["*late-part-for-test*"] });
  useConnection.setState({ state: "server-away" });
  let tries = 0;
  const LatePart = lazy(async () => ({
    default: await loadPart(async () => {
      tries += 1;
      return (await import("./late-part-for-test.tsx")).LatePart;
    }),
  }));
  const beside = (
    <Suspense fallback={<p>Loading</p>}>
      <LatePart />
    </Suspense>
  );
  const { screen, store } = await canvasOf(GRAPH, { beside });
  // More often than a server may refuse that is called live.
  await expect.poll(() => tries).toBeGreaterThan(4);
  await expect.element(screen.getByText("Loading")).toBeVisible();
  await screen.getByRole("button", { name: "Add Script vertex" }).click();
  await expect.element(screen.getByRole("group", { name: "B, Script vertex" })).toBeInTheDocument();
  await cdp().send("Network.setBlockedURLs", { urls: [] });
  useConnection.setState({ state: "live" });
  await expect.element(screen.getByText("The part is there.")).toBeVisible();
  expect([...store.getState().draft.file.content.vertices.keys()]).toEqual(["A", "B"]);
});
