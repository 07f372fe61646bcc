import { parseGraphFile } from "#engine/graph-file/graph-file.ts";
import { readWireText } from "#engine/json/wire.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { type DraftStorage, keyOf, put } from "./draft-storage.ts";

/** A kept draft that could not be opened, for a person to download. */
export type AsideDraft = {
  /** What the browser has, by which it is forgotten. */
  readonly kept: string;
  /** A graph file as JSON; or, of what cannot be read at all, the text itself. */
  readonly text: string;
  readonly ending: "json" | "txt";
  /** Why it is no graph file, as a sentence. */
  readonly problem: string;
};

/**
 * Puts aside what is kept of a draft and cannot be opened, so that the next draft does not overwrite it. Where there is no
 * room it stays where it is.
 *
 * @param key where it is kept now.
 */
export function setAside(storage: DraftStorage, key: string, person: string, graphId: number): void {
  const text = storage.getItem(key);
  if (text === null) return;
  const asideKey = asideKeyOf(person, graphId);
  const texts = [...new Set([...textsIn(storage, asideKey), text])];
  // Both at once would need twice the room.
  storage.removeItem(key);
  if (!put(storage, asideKey, JSON.stringify(texts))) put(storage, key, text);
}

/** What was put aside of the drafts that a person has of a graph. */
export function asideDrafts(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
): readonly AsideDraft[] {
  const texts = storages.flatMap((storage) => textsIn(storage, asideKeyOf(person, graphId)));
  return [...new Set(texts)].map(asideDraft);
}

/** A person has it as a file, or does not want it. */
export function forgetAside(
  storages: readonly DraftStorage[],
  person: string,
  graphId: number,
  { kept }: Pick<AsideDraft, "kept">,
): void {
  const key = asideKeyOf(person, graphId);
  for (const storage of storages) {
    const left = textsIn(storage, key).filter((text) => text !== kept);
    storage.removeItem(key);
    if (left.length > 0) put(storage, key, JSON.stringify(left));
  }
}

function asideKeyOf(person: string, graphId: number): string {
  return `${keyOf(person, graphId)} aside`;
}

function textsIn(storage: DraftStorage, key: string): readonly string[] {
  const text = storage.getItem(key);
  if (text === null) return [];
  try {
    const texts: unknown = JSON.parse(text);
    return Array.isArray(texts) ? texts.filter((each) => typeof each === "string") : [];
  } catch {
    // Cut off by a browser that ended while it wrote.
    return [text];
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
    problem: problem === undefined ? "What is kept beside it cannot be read." : `${where}${problem.text}`,
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
