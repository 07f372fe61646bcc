import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { type DraftStorage, keyOf, ownerKey, put } from "./draft-storage.ts";

/** A kept draft that could not be opened, for a person to download. */
export type AsideDraft = {
  /** What the browser has, by which it is forgotten. */
  readonly kept: string;
  /** A graph file as JSON; or, of what cannot be read at all, the text itself. */
  readonly text: string;
  readonly ending: "json" | "txt";
  /** Why it is no graph file, as a sentence; null where this version of the page can read it. */
  readonly problem: string | null;
};

/**
 * Puts aside what is kept of a draft and cannot be opened, so that the next draft does not overwrite it. Only its file is put
 * aside: it takes less room than before, and leaves some for the next draft. Where there is no room it stays where it is.
 *
 * @param key where it is kept now.
 */
export function setAside(storage: DraftStorage, key: string, person: string, graphId: number): void {
  const whole = storage.getItem(key);
  if (whole === null) return;
  const file = fileIn(whole);
  const text = file === undefined ? whole : wireText({ file });
  const texts = textsIn(storage, person, graphId);
  const owner = storage.getItem(ownerKey(key));
  // Both at once would need twice the room.
  for (const each of [key, ownerKey(key)]) storage.removeItem(each);
  if (texts.includes(text) || put(storage, asideKeyOf(person, graphId, texts.length), text)) return;
  put(storage, key, whole);
  if (owner !== null) put(storage, ownerKey(key), owner);
}

/** What was put aside of the drafts that a person has of a graph. */
export function asideDrafts(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
): readonly AsideDraft[] {
  const texts = storages.flatMap((storage) => textsIn(storage, person, graphId));
  return [...new Set(texts)].map(asideDraft);
}

/** A person has it as a file, or does not want it. */
export function forgetAside(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
  { kept }: Pick<AsideDraft, "kept">,
): void {
  for (const storage of storages) {
    const texts = textsIn(storage, person, graphId);
    const found = texts.indexOf(kept);
    if (found < 0) continue;
    // Those behind it move up, so that no number is left out.
    for (const [at, text] of texts.entries()) {
      if (at < found) continue;
      storage.removeItem(asideKeyOf(person, graphId, at));
      if (at > found) put(storage, asideKeyOf(person, graphId, at - 1), text);
    }
  }
}

/** Each has a key of its own: in a list, each quote in it would be written as two characters. */
function asideKeyOf(person: string, graphId: number, at: number): string {
  return `${keyOf(person, graphId)} aside ${at + 1}`;
}

function textsIn(storage: DraftStorage, person: string, graphId: number): readonly string[] {
  const texts: string[] = [];
  for (;;) {
    const text = storage.getItem(asideKeyOf(person, graphId, texts.length));
    if (text === null) return texts;
    texts.push(text);
  }
}

function asideDraft(kept: string): AsideDraft {
  const file = fileIn(kept);
  if (file === undefined)
    return { kept, text: kept, ending: "txt", problem: "It was cut off, or is not the text of a draft." };
  const parsed = parseGraphFile(file);
  const [problem] = parsed.ok ? [] : parsed.problems;
  const where = problem === undefined || problem.path === "" ? "" : `${problem.path}: `;
  return {
    kept,
    text: `${writeJson(file, 2)}\n`,
    ending: "json",
    // Another version of the page may have kept it.
    problem: problem === undefined ? null : `${where}${problem.text}`,
  };
}

/** The file in what is kept, whatever it holds; undefined where there is none. */
function fileIn(kept: string): unknown {
  try {
    const value = readWireText(kept);
    const file = typeof value === "object" && value !== null && "file" in value ? value.file : undefined;
    return typeof file === "object" && file !== null ? file : undefined;
  } catch {
    return undefined;
  }
}
