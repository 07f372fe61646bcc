import { afterEach, expect, test, vi } from "vitest";
import { render } from "vitest-browser-react";
import type { LogPage } from "#contract/pipelines/pipelines.ts";
import { logStore } from "../log-store.ts";
import { PanelForTest } from "../shown-panel-for-test.tsx";

afterEach(() => vi.restoreAllMocks());

function pageOf(text: string, seq: number, isComplete: boolean): LogPage {
  const chunks = [{ seq, stream: "merged" as const, text, at: new Date(seq) }];
  return { vertex: "A", attempt: 1, chunks, next: seq, isComplete };
}

const EMPTY: LogPage = { vertex: "A", attempt: 1, chunks: [], next: 2, isComplete: false };

/** A log of which the page has the beginning only, and its menu. */
async function openMenu(readLog: (after: number) => Promise<LogPage> | LogPage) {
  const store = logStore("A", 1);
  store.getState().take(pageOf("one\n", 1, false));
  const answers = {
    "pipelines.findLogLine": () => ({ attempt: 1, after: 0, first: 1, line: 1, lines: 1 }),
    "pipelines.readLog": (input: unknown) => readLog((input as { after: number }).after),
  };
  const screen = await render(<PanelForTest log={store} answers={answers} />);
  await screen.getByRole("button", { name: "More for this log" }).click();
  return screen;
}

test("the whole log is copied, also what is not in the page yet", async () => {
  let copied = "";
  vi.spyOn(navigator.clipboard, "write").mockImplementation(async ([item]) => {
    copied = (await (await item?.getType("text/plain"))?.text()) ?? "";
  });
  const pages = [pageOf("one\n", 1, false), pageOf("two\nthree\n", 2, false), EMPTY];
  const screen = await openMenu((after) => pages[after] ?? EMPTY);
  await screen.getByRole("menuitem", { name: "Copy the whole log" }).click();
  await expect.element(screen.getByText("Copied 3 lines.")).toBeVisible();
  expect(copied).toBe("one\ntwo\nthree");
});

test("a browser that refuses to copy is named, with what to do instead", async () => {
  vi.spyOn(navigator.clipboard, "write").mockRejectedValue(new DOMException("no", "NotAllowedError"));
  const screen = await openMenu((after) => (after === 0 ? pageOf("one\n", 1, false) : EMPTY));
  await screen.getByRole("menuitem", { name: "Copy the whole log" }).click();
  await expect.element(screen.getByText("The browser refused to copy.").first()).toBeVisible();
  await expect.element(screen.getByText("Download the log instead.").first()).toBeVisible();
});

test("a log that cannot be read is not copied in part, and the message says so", async () => {
  const written: string[] = [];
  vi.spyOn(navigator.clipboard, "write").mockImplementation(async ([item]) => {
    written.push((await (await item?.getType("text/plain"))?.text()) ?? "");
  });
  const screen = await openMenu((after) => {
    if (after > 0) return Promise.reject(new Error("The database is away."));
    return pageOf("one\n", 1, false);
  });
  await screen.getByRole("menuitem", { name: "Copy the whole log" }).click();
  await expect
    .element(screen.getByText(/^The log could not be read, so nothing was copied/).first())
    .toBeVisible();
  expect(written).toEqual([]);
});
