import type { StoredHistory } from "./stored-history.ts";

const DATABASE = "signalbox";
const HISTORIES = "histories";
/** Of so many graphs the history is kept; then the one that was not used for longest goes. */
const MAX_HISTORIES = 20;

/** What is kept of one graph: `edit` is the save that the history was made on top of. */
export type KeptHistory = { readonly edit: number; readonly history: StoredHistory };

type Row = KeptHistory & { readonly key: string; readonly at: number };

/**
 * The key of a history: of one person, in one graph. Another graph may have its name later, and graphs of two installations
 * that a browser has under one address may have one number.
 */
export function historyKeyOf(person: string, graphId: number, name: string): string {
  return JSON.stringify([person, graphId, name]);
}

/** The history under a key; null where there is none, or this browser keeps nothing. */
export async function readHistory(key: string): Promise<KeptHistory | null> {
  const rows = await open();
  if (rows === null) return null;
  return (await answer<Row | undefined>(rows("readonly").get(key))) ?? null;
}

/** Keeps a history. A browser without room for it keeps the one before, or none: the draft itself is kept elsewhere. */
export async function writeHistory(key: string, kept: KeptHistory, at: number): Promise<void> {
  const rows = await open();
  if (rows === null) return;
  const store = rows("readwrite");
  await answer(store.put({ ...kept, key, at } satisfies Row));
  const all = await answer<IDBValidKey[]>(store.index("at").getAllKeys());
  for (const old of all.slice(0, Math.max(0, all.length - MAX_HISTORIES))) store.delete(old);
}

type Open = (mode: IDBTransactionMode) => IDBObjectStore;

let opening: Promise<Open | null> | null = null;

function open(): Promise<Open | null> {
  opening ??= new Promise((resolve) => {
    let request: IDBOpenDBRequest;
    try {
      request = indexedDB.open(DATABASE, 1);
    } catch {
      // A browser may forbid it.
      return resolve(null);
    }
    request.onupgradeneeded = () =>
      request.result.createObjectStore(HISTORIES, { keyPath: "key" }).createIndex("at", "at");
    request.onsuccess = () => {
      const database = request.result;
      resolve((mode) => database.transaction(HISTORIES, mode).objectStore(HISTORIES));
    };
    request.onerror = () => resolve(null);
  });
  return opening;
}

function answer<Value>(request: IDBRequest): Promise<Value> {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result as Value);
    request.onerror = () => reject(request.error);
  });
}
