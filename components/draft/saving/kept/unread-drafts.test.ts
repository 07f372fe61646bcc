import { expect, test } from "vitest";
import { asideDrafts, forgetAside } from "#components/draft/aside/aside-drafts.ts";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { keepDraft, readKeptDraft } from "./kept-draft.ts";

const KEY = 'signalbox.draft ["ada",7]';
/** The graph of the drafts. */
const G = { graphId: 7, name: "g" };

/** A storage that holds so many characters. */
function storage(room = Number.POSITIVE_INFINITY) {
  const texts = new Map<string, string>();
  const used = () => [...texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  return {
    texts,
    getItem: (key: string) => texts.get(key) ?? null,
    setItem: (key: string, text: string) => {
      const before = texts.get(key);
      texts.set(key, text);
      if (used() <= room) return;
      if (before === undefined) texts.delete(key);
      else texts.set(key, before);
      throw new DOMException("full", "QuotaExceededError");
    },
    removeItem: (key: string) => void texts.delete(key),
  };
}

function fileOf(text: string) {
  const read = readGraphText(`signalbox: 1\nname: g\n${text}`);
  if (!read.ok) throw new Error("The test's own graph cannot be read.");
  return read.file;
}

const typed = fileOf("vertices: { A: { script: what was typed } }");
/** One card lies farther away than a graph file says. */
const FAR = { ...typed, layout: new Map([["A", { x: 1e9, y: 0 }]]) };
const next = { graphId: 7, edit: 5, file: typed, base: null, sent: null };

test("a kept draft that is no graph file is not overwritten by the next one: it is offered as a file, with what is wrong in it", () => {
  const tab = storage();
  keepDraft([tab], "ada", { graphId: 7, edit: 4, file: FAR, base: null, sent: null });
  expect(readKeptDraft([tab], "ada", G)).toBeNull();
  expect(keepDraft([tab], "ada", next)).toBe("tab");
  const [aside, ...more] = asideDrafts([tab], "ada", 7);
  expect(more).toEqual([]);
  expect(aside).toMatchObject({ ending: "json", problem: expect.stringMatching(/^layout\.A\[0\]: Wanted/) });
  expect(JSON.parse(aside?.text ?? "")).toMatchObject({
    vertices: { A: { script: "what was typed" } },
    layout: { A: [1e9, 0] },
  });
  expect(asideDrafts([tab], "bob", 7)).toEqual([]);
  expect(asideDrafts([tab], "ada", 8)).toEqual([]);
});

test("a text that was cut off is offered as it is", () => {
  const tab = storage();
  tab.texts.set(KEY, '{"graphId":7,"edit":4,"file":{"vertices"');
  readKeptDraft([tab], "ada", G);
  expect(asideDrafts([tab], "ada", 7)).toMatchObject([
    { ending: "txt", text: '{"graphId":7,"edit":4,"file":{"vertices"' },
  ]);
});

test("what both storages have is offered once, a second draft beside the first, and each is forgotten by itself", () => {
  const [tab, browser] = [storage(), storage()];
  for (const text of ["first", "second"]) {
    for (const each of [tab, browser]) each.texts.set(KEY, text);
    readKeptDraft([tab, browser], "ada", G);
  }
  const texts = () => asideDrafts([tab, browser], "ada", 7).map((each) => each.text);
  expect(texts()).toEqual(["first", "second"]);
  forgetAside([tab, browser], "ada", 7, { kept: "first" });
  expect(texts()).toEqual(["second"]);
  forgetAside([tab, browser], "ada", 7, { kept: "second" });
  expect([...tab.texts, ...browser.texts]).toEqual([]);
});

test("where there is no room to put it aside it stays where it is", () => {
  const text = "x".repeat(100);
  const tab = storage(KEY.length + text.length);
  tab.texts.set(KEY, text);
  readKeptDraft([tab], "ada", G);
  expect(tab.texts.get(KEY)).toBe(text);
});

test("in a storage that is nearly full it is put aside, and the next draft has room", () => {
  const vertices = Array.from({ length: 200 }, (_, at) => `  v${at}: { script: 'echo "${at}"' }`).join("\n");
  const { content } = fileOf(`vertices:\n${vertices}`);
  const layout = new Map([...content.vertices.keys()].map((name, at) => [name, { x: at * 340, y: 0 }]));
  const base = { content, layout };
  const file = { content, layout: new Map(layout).set("v0", { x: 1e9, y: 0 }) };
  const tooFar = { graphId: 7, edit: 4, file, base, sent: null };
  const first = storage();
  keepDraft([first], "ada", tooFar);
  const used = [...first.texts].reduce((sum, [key, text]) => sum + key.length + text.length, 0);
  const tab = storage(Math.round(used * 1.1));
  keepDraft([tab], "ada", tooFar);
  readKeptDraft([tab], "ada", G);
  expect(keepDraft([tab], "ada", { ...tooFar, edit: 5, file: base, base: null })).toBe("tab");
  expect(asideDrafts([tab], "ada", 7)).toHaveLength(1);
  expect(readKeptDraft([tab], "ada", G)?.edit).toBe(5);
});

test("one that this version can read says that nothing is wrong in it", () => {
  const tab = storage();
  // Another version of the page put it aside.
  tab.texts.set(
    `${KEY} aside 1`,
    '{"file":{"signalbox":1,"name":"g","vertices":{"$map":[["A",{}]]},"edges":[]}}',
  );
  expect(asideDrafts([tab], "ada", 7)).toMatchObject([{ ending: "json", problem: null }]);
});
