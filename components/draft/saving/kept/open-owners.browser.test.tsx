import { expect, test } from "vitest";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { forgetDraft, keepDraft, readKeptDraft } from "./kept-draft.ts";
import { holdDraft, openOwners } from "./open-owners.ts";

const read = readGraphText("signalbox: 1\nname: g\nvertices: { A: { script: echo A } }\nedges: []");
if (!read.ok) throw new Error("The test's own graph cannot be read.");
const draft = { graphId: 7, edit: 4, file: read.file, base: null, sent: null };
const G = { graphId: 7, name: "g" };

const person = crypto.randomUUID();
const storages = [sessionStorage, localStorage] as const;
const keysIn = (storage: Storage) => Object.keys(storage).filter((key) => key.includes(person));

test("a draft that an open page keeps is neither taken up nor deleted by another page; that of a page that has ended is", async () => {
  const release = holdDraft(person, 7, "page A");
  keepDraft(storages, person, draft, "page A");
  const stillOpen = await openOwners(storages, person, 7)?.();
  expect(stillOpen).toEqual(new Set(["page A"]));
  // Its tab was copied with what it keeps.
  expect(readKeptDraft(storages, person, G, stillOpen)).toBeNull();
  expect(keepDraft(storages, person, { ...draft, edit: 5 })).toBe("tab");
  forgetDraft(storages, person, G);
  expect(storages.map((each) => keysIn(each).length)).toEqual([0, 2]);
  release();
  const ended = await openOwners(storages, person, 7)?.();
  expect(ended).toEqual(new Set());
  expect(readKeptDraft(storages, person, G, ended)).toMatchObject({ edit: 4 });
  forgetDraft(storages, person, G);
  expect(storages.flatMap(keysIn)).toEqual([]);
  expect(openOwners(storages, person, 7)).toBeNull();
});
