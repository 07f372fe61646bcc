import { setAside } from "#components/draft/aside/aside-drafts.ts";
import { type DraftStorage, keyOf, ownerKey, put } from "#components/draft/aside/draft-storage.ts";
import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { readWireText } from "#engine/json/wire.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { fileText } from "./file-text.ts";

/** A draft of which nobody knows yet whether the server has it, and the save that it follows. */
export type KeptDraft = {
  /** The graph that it is of; null where an older page kept it. */
  readonly graphId: number | null;
  readonly edit: number;
  readonly file: GraphFile;
  /** The draft of that save, with which this one began; null where the storage had no room for it, or nobody knows it. */
  readonly base: GraphFile | null;
  /** The save that was sent last and has no answer yet, by the id of its request, and the file that it had. */
  readonly sent: { readonly id: string; readonly file: GraphFile } | null;
};

/** Where a draft is kept: `browser` outlives the tab; null: nowhere. */
export type KeptIn = "browser" | "tab" | null;

const thisPage: string = crypto.randomUUID();
/** This page, and those whose drafts it has taken up: their places in a storage are its own. */
const owners = new Set([thisPage]);

/** The storage of the tab comes first. What another page keeps there came with a copy of its tab, and is this page's own. */
const OF_TAB = 0;

/**
 * Keeps an unsaved draft in the browser, so that a reload or a crash loses nothing.
 *
 * @param person whose it is: the next person at this browser is not shown it.
 * @param storages that of the tab, and that of the browser: what another page keeps there is left alone.
 * @returns null where no storage took it (full, or forbidden): then it is only on the screen.
 */
export function keepDraft(
  storages: readonly DraftStorage[],
  person: string,
  kept: KeptDraft,
  page: string = thisPage,
): KeptIn {
  const { graphId, edit, file, base, sent } = kept;
  const isAll = sent !== null && sent.file === file;
  const head = `{"graphId":${graphId},"edit":${edit},"file":${fileText(file)}`;
  const whole = `${head}${base === null ? "" : `,"base":${keptText(base)}`}${sent === null ? "" : `,"sent":{"id":${JSON.stringify(sent.id)},"isAll":${isAll}${isAll ? "" : `,"file":${keptText(sent.file)}`}}`}}`;
  // What is only good for a merge is left out where there is no room.
  const least = () =>
    `${head}${sent !== null && isAll ? `,"sent":{"id":${JSON.stringify(sent.id)},"isAll":true}` : ""}}`;
  const key = graphId === null ? formerKeyOf(file.content.name) : keyOf(person, graphId);
  const isKept = storages.map(
    (storage, at) =>
      (at === OF_TAB || isFree(storage, key, page)) &&
      (put(storage, key, whole) || put(storage, key, least())) &&
      put(storage, ownerKey(key), page),
  );
  if (isKept[1] === true) return "browser";
  return isKept.includes(true) ? "tab" : null;
}

/** The other pages that keep a draft of the graph: each lives, or has ended without saving it. */
export function otherOwners(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
): readonly string[] {
  const found = storages.flatMap((storage) => storage.getItem(ownerKey(keyOf(person, graphId))) ?? []);
  return [...new Set(found)].filter((owner) => !owners.has(owner));
}

/** The name of the lock that a page holds while a draft of the graph is open in it. */
export function lockName(person: string, graphId: number, page: string = thisPage): string {
  return `${keyOf(person, graphId)} of ${page}`;
}

/** Whether no other page keeps a draft there. */
function isFree(storage: DraftStorage, key: string, page = thisPage): boolean {
  const owner = storage.getItem(ownerKey(key));
  return owner === null || owner === page || (page === thisPage && owners.has(owner));
}

/** The same base is kept with each change: its text is made once. A step of the history has no text: there are many. */
const texts = new WeakMap<GraphFile, string>();

function keptText(file: GraphFile): string {
  const known = texts.get(file);
  if (known !== undefined) return known;
  const text = fileText(file);
  texts.set(file, text);
  return text;
}

/**
 * The unsaved draft that a person has of a graph, from the first storage that has one. One that cannot be read is put aside,
 * and gives its place to the next draft of this page.
 *
 * @param stillOpen of `otherOwners`: what such a page keeps is its own.
 */
export function readKeptDraft(
  storages: readonly DraftStorage[],
  person: string,
  { graphId, name }: { readonly graphId: number; readonly name: string },
  stillOpen: ReadonlySet<string> = new Set(),
): KeptDraft | null {
  for (const key of [keyOf(person, graphId), formerKeyOf(name)])
    for (const storage of storages) {
      const text = storage.getItem(key);
      if (text === null) continue;
      const owner = storage.getItem(ownerKey(key));
      if (owner !== null && stillOpen.has(owner)) continue;
      if (owner !== null) owners.add(owner);
      const kept = readKept(text);
      if (kept !== null) return withName(kept, name);
      setAside(storage, key, person, graphId);
    }
  return null;
}

/** The graph may have been renamed since. */
function withName({ file, base, sent, ...kept }: KeptDraft, name: string): KeptDraft {
  const named = (each: GraphFile): GraphFile =>
    each.content.name === name ? each : { ...each, content: { ...each.content, name } };
  return {
    ...kept,
    file: named(file),
    base: base && named(base),
    sent: sent && { ...sent, file: named(sent.file) },
  };
}

/** The server has it now. */
export function forgetDraft(
  storages: readonly DraftStorage[],
  person: string,
  { graphId, name }: { readonly graphId: number; readonly name: string },
): void {
  const key = keyOf(person, graphId);
  for (const [at, storage] of storages.entries()) {
    storage.removeItem(formerKeyOf(name));
    // What another page keeps has not come to the server by this one.
    if (at === OF_TAB || isFree(storage, key))
      for (const each of [key, ownerKey(key)]) storage.removeItem(each);
  }
}

/** Where a page kept it that did not know whose it was. */
function formerKeyOf(graph: string): string {
  return `signalbox.draft.${graph}`;
}

function readKept(text: string): KeptDraft | null {
  let value: unknown;
  try {
    value = readWireText(text);
  } catch {
    // Not ours, or cut off by a browser that ended while it wrote.
    return null;
  }
  if (typeof value !== "object" || value === null || !("edit" in value) || !("file" in value)) return null;
  const file = fileIn(value.file);
  if (file === null || typeof value.edit !== "number") return null;
  const base = "base" in value ? fileIn(value.base) : null;
  const graphId = "graphId" in value && typeof value.graphId === "number" ? value.graphId : null;
  return { graphId, edit: value.edit, file, base, sent: "sent" in value ? sentIn(value.sent, file) : null };
}

function fileIn(value: unknown): GraphFile | null {
  const parsed = parseGraphFile(value);
  return parsed.ok ? parsed.file : null;
}

function sentIn(value: unknown, all: GraphFile): KeptDraft["sent"] {
  if (typeof value !== "object" || value === null || !("id" in value) || typeof value.id !== "string")
    return null;
  const isAll = "isAll" in value && value.isAll === true;
  const file = isAll ? all : "file" in value ? fileIn(value.file) : null;
  return file === null ? null : { id: value.id, file };
}
