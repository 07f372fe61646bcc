import { lazy, Suspense } from "react";
import { afterEach, expect, test } from "vitest";
import { cdp, userEvent } from "vitest/browser";
import { useConnection } from "#components/api/connection/connection.ts";
import { LatePart as LateNote } from "#components/api/connection/late-part.tsx";
import { loadPart } from "#components/api/connection/load-part.ts";
import { ScriptInspector } from "#components/kinds/inspectors/script-inspector.tsx";
import { scriptFieldLoader } from "#components/vertex-form/script/lazy-script-field.tsx";
import { ScriptField } from "#components/vertex-form/script/script-field.tsx";
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
    <Suspense fallback={<LateNote height={40} />}>
      <LatePart />
    </Suspense>
  );
  const { screen, store } = await canvasOf(GRAPH, { beside });
  // More often than a server may refuse that is called live.
  await expect.poll(() => tries).toBeGreaterThan(4);
  await expect.element(screen.getByText("This part of the page could not be loaded yet.")).toBeVisible();
  await expect.element(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  await screen.getByRole("button", { name: "Add Script vertex" }).click();
  await expect.element(screen.getByRole("group", { name: "B, Script vertex" })).toBeInTheDocument();
  await cdp().send("Network.setBlockedURLs", { urls: [] });
  useConnection.setState({ state: "live" });
  await expect.element(screen.getByText("The part is there.")).toBeVisible();
  expect([...store.getState().draft.file.content.vertices.keys()]).toEqual(["A", "B"]);
});

test("while the code editor cannot be loaded, a plain field edits the same script; the editor comes once nobody types there", async () => {
  // A test before this one may have loaded it: the files of a page share its modules.
  scriptFieldLoader.use.setState({ state: "late", part: null });
  useConnection.setState({ state: "server-away" });
  const { screen, store } = await canvasOf(GRAPH, { beside: <ScriptInspector name="A" /> });
  const script = () => store.getState().draft.file.content.vertices.get("A")?.script;
  const field = screen.getByRole("textbox", { name: "Script", exact: true });
  await expect.element(screen.getByText(/This field edits the same text/)).toBeVisible();
  await field.fill("echo plain");
  expect(script()).toBe("echo plain");
  await userEvent.keyboard("{Control>}z{/Control}");
  await expect.element(field).toHaveValue("a");
  await userEvent.keyboard("{Control>}y{/Control}");
  await screen.getByRole("button", { name: "Open the script in a window" }).click();
  await userEvent.keyboard("{End}{Enter}true");
  expect(script()).toBe("echo plain\ntrue");
  await userEvent.keyboard("{Escape}");
  await field.click();
  scriptFieldLoader.use.setState({ state: "there", part: ScriptField });
  useConnection.setState({ state: "live" });
  await expect.element(screen.getByText(/It comes once you leave this field/)).toBeVisible();
  // What the draft refuses is in this field only.
  const tooLong = "x".repeat(1_100_000);
  await field.fill(tooLong);
  (document.activeElement as HTMLElement).blur();
  await expect.element(screen.getByRole("alert")).toHaveTextContent("is not saved");
  expect((field.element() as HTMLTextAreaElement).value).toBe(tooLong);
  await field.fill("echo plain\ntrue");
  await userEvent.keyboard("{Control>}{End}{/Control} # typed on");
  await expect.element(field).toHaveValue("echo plain\ntrue # typed on");
  (document.activeElement as HTMLElement).blur();
  await expect.element(field).toHaveClass("cm-content");
  await expect.element(field).toHaveTextContent("echo plaintrue # typed on");
  expect(script()).toBe("echo plain\ntrue # typed on");
});
