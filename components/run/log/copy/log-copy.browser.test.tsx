import { expect, test, vi } from "vitest";
import { userEvent } from "vitest/browser";
import { render } from "vitest-browser-react";
import { LogLines } from "#engine/log/log-lines.ts";
import { logStore } from "../log-store.ts";
import { linesOf, MANY, MAX_ROWS_IN_PAGE, ShownLog } from "../shown-log-for-test.tsx";
import { PanelForTest } from "../shown-panel-for-test.tsx";

/** Presses Ctrl-C, and gives what it copies. */
async function copied(): Promise<string> {
  let text = "";
  const onCopy = (event: ClipboardEvent) => {
    text = event.clipboardData?.getData("text/plain") ?? "";
  };
  window.addEventListener("copy", onCopy, { once: true });
  await userEvent.keyboard("{Control>}c{/Control}");
  return text;
}

function textNode(line: string): Node {
  const found = [...document.querySelectorAll("[data-line-text] span")].find(
    ({ textContent }) => textContent === line,
  );
  if (found?.firstChild == null) throw new Error(`${line} is not in the page.`);
  return found.firstChild;
}

test("Ctrl-A in a log chooses all of its lines, also those that are not in the page, and nothing else", async () => {
  const screen = await render(<ShownLog lines={linesOf(MANY)} />);
  await screen.getByText("line 3", { exact: true }).click();
  await userEvent.keyboard("{Control>}a{/Control}");
  expect(await copied()).toBe(MANY.trimEnd());
  expect(screen.getByRole("log").element().querySelectorAll("[data-index]").length).toBeLessThan(
    MAX_ROWS_IN_PAGE,
  );
  // On another keyboard the key has another letter.
  window.getSelection()?.removeAllRanges();
  const key = new KeyboardEvent("keydown", { key: "ф", code: "KeyA", ctrlKey: true, bubbles: true });
  screen.getByRole("log").element().dispatchEvent(key);
  expect(await copied()).toBe(MANY.trimEnd());
});

test("what is chosen over lines that have left the page is copied exactly", async () => {
  const screen = await render(<ShownLog lines={linesOf(MANY)} />);
  await expect.element(screen.getByText("line 2", { exact: true })).toBeVisible();
  window.getSelection()?.setBaseAndExtent(textNode("line 2"), 3, textNode("line 4"), 6);
  expect(await copied()).toBe("e 2\nline 3\nline 4");
  await screen.getByText("Go to line 5000").click();
  await expect.element(screen.getByText("line 5000", { exact: true })).toBeVisible();
  window.getSelection()?.extend(textNode("line 4999"), 4);
  const wanted = MANY.slice(MANY.indexOf("e 2\n"), MANY.indexOf("line 4999") + 4);
  expect(await copied()).toBe(wanted);
});

test("numbers, times and the names of streams are not copied with lines", async () => {
  const lines = new LogLines();
  lines.append(
    (["stdout", "stderr", "system"] as const).map((stream, place) => ({
      seq: place + 1,
      stream,
      text: `${stream} says\n`,
      at: new Date(2026, 1, 3, 4, 5, 6, 7 + place),
    })),
  );
  const screen = await render(<ShownLog lines={lines} hasTimes />);
  await expect.element(screen.getByText("04:05:06.008")).toBeVisible();
  await expect.element(screen.getByRole("link", { name: "Line 2, stderr" })).toBeVisible();
  await screen.getByText("stderr says").click();
  await userEvent.keyboard("{Control>}a{/Control}");
  expect(await copied()).toBe("stdout says\nstderr says\nsystem says");
  // By the browser itself, without the log's own way of copying.
  expect(window.getSelection()?.toString().replaceAll("\n\n", "\n").trim()).toBe(
    "stdout says\nstderr says\nsystem says",
  );
});

test("Ctrl-F leads to the log's own search, once; the switch for times shows them, and is remembered", async () => {
  const at = [new Date(2026, 1, 3, 23, 59, 59, 5), new Date(2026, 1, 4, 0, 0, 1, 50)];
  const store = logStore("A", 1);
  store.getState().take({
    ...{ vertex: "A", attempt: 1, next: 2, isComplete: true },
    chunks: at.map((time, place) => ({
      seq: place + 1,
      stream: "merged",
      text: `line ${place}\n`,
      at: time,
    })),
  });
  const shown = () => <PanelForTest log={store} answers={{ "pipelines.attempt": () => null }} height={300} />;
  window.localStorage.removeItem("signalbox:log-times");
  const screen = await render(shown());
  const search = screen.getByRole("searchbox", { name: "Search the log" });
  await screen.getByText("line 1").click();
  await userEvent.keyboard("{Control>}f{/Control}");
  await expect.element(search).toHaveFocus();
  const second = new KeyboardEvent("keydown", { key: "f", ctrlKey: true, bubbles: true, cancelable: true });
  search.element().dispatchEvent(second);
  expect(second.defaultPrevented).toBe(false);
  expect(document.querySelector("time")).toBeNull();
  await screen.getByRole("checkbox", { name: "Times" }).click();
  await expect.element(screen.getByText("2026-02-03 23:59:59.005")).toBeVisible();
  await expect.element(screen.getByText("2026-02-04 00:00:01.050")).toBeVisible();
  await screen.unmount();
  const again = await render(shown());
  await expect.element(again.getByRole("checkbox", { name: "Times" })).toBeChecked();
  await again.getByRole("checkbox", { name: "Times" }).click();
  await vi.waitFor(() => expect(document.querySelector("time")).toBeNull());
});
