import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { forgetDraft, keepDraft, keptDraft } from "./kept-draft.ts";

function shelf(limit = Number.POSITIVE_INFINITY) {
  const texts = new Map<string, string>();
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => {
      if (text.length > limit) throw new DOMException("full", "QuotaExceededError");
      texts.set(key, text);
    },
    removeItem: (key: string) => void texts.delete(key),
  };
}

const read = readGraphText(
  "signalbox: 1\nname: g\nvertices: { A: { script: echo A } }\nedges: []\nlayout: { A: [1, 2] }",
);
if (!read.ok) throw new Error("The test's own graph cannot be read.");
const { file } = read;

test("a kept draft comes back as it was", () => {
  const tab = shelf();
  expect(keepDraft([tab], { edit: 4, file })).toBe(true);
  expect(keptDraft([tab], "g")).toEqual({ edit: 4, file });
  expect(keptDraft([tab], "other")).toBeNull();
});

test("the tab's own draft goes before one of another tab", () => {
  const [tab, browser] = [shelf(), shelf()];
  keepDraft([browser], { edit: 1, file });
  keepDraft([tab], { edit: 2, file });
  expect(keptDraft([tab, browser], "g")?.edit).toBe(2);
  forgetDraft([tab], "g");
  expect(keptDraft([tab, browser], "g")?.edit).toBe(1);
});

test("a full storage is told, and another one serves", () => {
  expect(keepDraft([shelf(5)], { edit: 1, file })).toBe(false);
  expect(keepDraft([shelf(5), shelf()], { edit: 1, file })).toBe(true);
});

test.each(["{", "null", "[]", '{"edit":1}', '{"edit":1,"file":{"signalbox":2}}'])(
  "%s is no draft",
  (text) => {
    const tab = shelf();
    tab.texts.set("signalbox.draft.g", text);
    expect(keptDraft([tab], "g")).toBeNull();
  },
);
