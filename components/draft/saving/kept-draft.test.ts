import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { forgetDraft, keepDraft, keptStep, readKeptDraft } from "./kept-draft.ts";

function storage(limit = Number.POSITIVE_INFINITY) {
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
  const tab = storage();
  expect(keepDraft([tab], { edit: 4, file, sent: { id: "1".repeat(16), isAll: true } })).toBe(true);
  expect(readKeptDraft([tab], "g")).toEqual({ edit: 4, file, sent: { id: "1".repeat(16), isAll: true } });
  expect(readKeptDraft([tab], "other")).toBeNull();
});

test("the tab's own draft goes before one of another tab", () => {
  const [tab, browser] = [storage(), storage()];
  keepDraft([browser], { edit: 1, file, sent: null });
  keepDraft([tab], { edit: 2, file, sent: null });
  expect(readKeptDraft([tab, browser], "g")?.edit).toBe(2);
  forgetDraft([tab], "g");
  expect(readKeptDraft([tab, browser], "g")?.edit).toBe(1);
});

test("a full storage is told, and another one serves", () => {
  expect(keepDraft([storage(5)], { edit: 1, file, sent: null })).toBe(false);
  expect(keepDraft([storage(5), storage()], { edit: 1, file, sent: null })).toBe(true);
});

test.each(["{", "null", "[]", '{"edit":1}', '{"edit":1,"file":{"signalbox":2}}'])(
  "%s is no draft",
  (text) => {
    const tab = storage();
    tab.texts.set("signalbox.draft.g", text);
    expect(readKeptDraft([tab], "g")).toBeNull();
  },
);

test("a save that was carried out is the page's own, though its answer never came", () => {
  const sent = { id: "1".repeat(16), isAll: true };
  // Nobody changed it since: it is what the page has. Somebody did: theirs has it in it.
  expect(keptStep({ edit: 4, sent }, 5, 5)).toEqual({ do: "follow", edit: 5 });
  expect(keptStep({ edit: 4, sent }, 5, 6)).toEqual({ do: "show-newer" });
  // What was changed after it follows it.
  expect(keptStep({ edit: 4, sent: { ...sent, isAll: false } }, 5, 6)).toEqual({ do: "save", edit: 5 });
  // It was not carried out, or none was sent.
  expect(keptStep({ edit: 4, sent }, null, 6)).toEqual({ do: "save", edit: 4 });
  expect(keptStep({ edit: 4, sent: null }, null, 6)).toEqual({ do: "save", edit: 4 });
});
