/** The part of a browser's storage that is used. */
export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

/** Where the draft that a person has of a graph is kept. */
export function keyOf(person: string, graphId: number): string {
  return `signalbox.draft ${JSON.stringify([person, graphId])}`;
}

/** Where it stands which page keeps what is kept under a key. */
export function ownerKey(key: string): string {
  return `${key} page`;
}

/** Writes a text. False where the storage is full, or forbidden. */
export function put(storage: DraftStorage, key: string, text: string): boolean {
  try {
    storage.setItem(key, text);
    return true;
  } catch {
    // A full or forbidden storage throws; the caller says so to the person.
    return false;
  }
}
