import { expect, test } from "vitest";
import { asideDrafts, forgetAside } from "#components/draft/aside/aside-drafts.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { fileText } from "./file-text.ts";
import { forgetDraft, keepDraft, readKeptDraft } from "./kept-draft.ts";

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

const other = { ...file, layout: new Map([["A", { x: 9, y: 9 }]]) };
const id = "1".repeat(16);
/** The graph of the drafts. */
const G = { graphId: 7, name: "g" };
const keyOfAda = 'signalbox.draft ["ada",7]';

test.each([
  { graphId: 7, edit: 4, file, base: null, sent: null },
  { graphId: 7, edit: 4, file, base: other, sent: { id, file } },
  { graphId: 7, edit: 4, file, base: other, sent: { id, file: other } },
])("a kept draft comes back as it was (%#)", (kept) => {
  const tab = storage();
  expect(keepDraft([tab], "ada", kept)).toBe("tab");
  expect(readKeptDraft([tab], "ada", G)).toEqual(kept);
  expect(readKeptDraft([tab], "ada", { graphId: 8, name: "other" })).toBeNull();
});

test("a storage without room for all of it keeps the draft itself", () => {
  const whole = storage();
  keepDraft([whole], "ada", { graphId: 7, edit: 4, file, base: null, sent: null });
  const tab = storage((whole.texts.get(keyOfAda) ?? "").length + 5);
  expect(keepDraft([tab], "ada", { graphId: 7, edit: 4, file, base: other, sent: { id, file: other } })).toBe(
    "tab",
  );
  expect(readKeptDraft([tab], "ada", G)).toEqual({ graphId: 7, edit: 4, file, base: null, sent: null });
});

test("the tab's own draft goes before one of another tab", () => {
  const [tab, browser] = [storage(), storage()];
  keepDraft([browser], "ada", { graphId: 7, edit: 1, file, base: null, sent: null });
  keepDraft([tab], "ada", { graphId: 7, edit: 2, file, base: null, sent: null });
  expect(readKeptDraft([tab, browser], "ada", G)?.edit).toBe(2);
  forgetDraft([tab], "ada", G);
  expect(readKeptDraft([tab, browser], "ada", G)?.edit).toBe(1);
});

test("a draft is its person's, and one that an older page kept of nobody is found, and forgotten, too", () => {
  const tab = storage();
  keepDraft([tab], "ada", { graphId: 7, edit: 4, file, base: null, sent: null });
  expect(readKeptDraft([tab], "bob", G)).toBeNull();
  const former = storage();
  former.texts.set("signalbox.draft.g", `{"edit":4,"file":${fileText(file)}}`);
  expect(readKeptDraft([former], "bob", G)).toMatchObject({ graphId: null, edit: 4, file });
  forgetDraft([former], "bob", G);
  expect(readKeptDraft([former], "bob", G)).toBeNull();
});

test("a draft is found again after its graph was renamed, and has the new name", () => {
  const tab = storage();
  keepDraft([tab], "ada", { graphId: 7, edit: 4, file, base: other, sent: { id, file: other } });
  const kept = readKeptDraft([tab], "ada", { graphId: 7, name: "g2" });
  const names = [kept?.file, kept?.base, kept?.sent?.file].map((each) => each?.content.name);
  expect(names).toEqual(["g2", "g2", "g2"]);
});

test("of two pages each keeps its own draft: none overwrites or forgets that of the other, and is told where it would end with its tab", () => {
  const browser = storage();
  const [tabA, tabB] = [storage(), storage()];
  const draft = (edit: number) => ({ graphId: 7, edit, file, base: null, sent: null });
  expect(keepDraft([tabA, browser], "ada", draft(1), "page A")).toBe("browser");
  expect(keepDraft([tabB, browser], "ada", draft(2))).toBe("tab");
  expect(readKeptDraft([browser], "ada", G)?.edit).toBe(1);
  forgetDraft([tabB], "ada", G);
  expect(readKeptDraft([tabB], "ada", G)).toBeNull();
});

test("what another page keeps is not forgotten, until it was taken up", () => {
  const [tab, browser] = [storage(), storage()];
  keepDraft([storage(), browser], "ada", { graphId: 7, edit: 1, file, base: null, sent: null }, "page C");
  forgetDraft([tab, browser], "ada", G);
  expect(readKeptDraft([tab, browser], "ada", G)?.edit).toBe(1);
  forgetDraft([tab, browser], "ada", G);
  expect(readKeptDraft([tab, browser], "ada", G)).toBeNull();
});

test("a draft of an earlier page that cannot be read stands in no other draft's way, and is put aside", () => {
  const [tab, browser] = [storage(), storage()];
  const draft = (edit: number) => ({ graphId: 7, edit, file, base: null, sent: null });
  keepDraft([tab, browser], "ada", draft(1), "page D");
  const unread = '{"edit":1,"file":{"signalbox":2}}';
  for (const each of [tab, browser]) each.texts.set(keyOfAda, unread);
  expect(readKeptDraft([tab, browser], "ada", G)).toBeNull();
  expect(keepDraft([tab, browser], "ada", draft(2))).toBe("browser");
  expect(readKeptDraft([storage(), browser], "ada", G)?.edit).toBe(2);
  forgetDraft([tab, browser], "ada", G);
  const kept = '{"file":{"signalbox":2}}';
  expect(asideDrafts([tab, browser], "ada", 7)).toMatchObject([{ kept, ending: "json" }]);
  forgetAside([tab, browser], "ada", 7, { kept });
  expect([...tab.texts, ...browser.texts]).toEqual([]);
});

test("a full storage is told, and another one serves", () => {
  expect(keepDraft([storage(5)], "ada", { graphId: 7, edit: 1, file, base: null, sent: null })).toBeNull();
  expect(
    keepDraft([storage(5), storage()], "ada", { graphId: 7, edit: 1, file, base: null, sent: null }),
  ).toBe("browser");
});

test.each(["{", "null", "[]", '{"edit":1}', '{"edit":1,"file":{"signalbox":2}}'])(
  "%s is no draft",
  (text) => {
    const tab = storage();
    tab.texts.set(keyOfAda, text);
    expect(readKeptDraft([tab], "ada", G)).toBeNull();
  },
);
