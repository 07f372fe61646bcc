import { MAX_VERTEX_NAME, vertexNameKey } from "./graph-names.ts";

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

/** The next name for a vertex that a person has not named yet: A to Z, then A2 to Z2, and so on. */
export function nextName(taken: Iterable<string>): string {
  const keys = new Set([...taken].map(vertexNameKey));
  for (let round = 1; ; round += 1)
    for (const letter of LETTERS) {
      const name = round === 1 ? letter : `${letter}${round}`;
      if (!keys.has(vertexNameKey(name))) return name;
    }
}

/** `wanted` where no other vertex is called so, else the same with a number behind it: `back-up-2`. */
export function uniqueName(wanted: string, taken: Iterable<string>): string {
  return new FreeNames(taken).take(wanted);
}

/** Gives names that are free to many vertices in turn. Each costs the same, however many there are. */
export class FreeNames {
  private readonly keys: Set<string>;
  /** By the key of a stem, the least number that may be free behind it: a name that was given stays taken. */
  private readonly numbers = new Map<string, number>();

  constructor(taken: Iterable<string>) {
    this.keys = new Set([...taken].map(vertexNameKey));
  }

  /** `wanted`, or the same with a number behind it. It is taken from now on. */
  take(wanted: string): string {
    if (this.isAdded(wanted)) return wanted;
    // A copy of a copy counts on: `back-up-2` gives `back-up-3`.
    const stem = wanted.replace(/-\d+$/, "");
    const stemKey = vertexNameKey(stem);
    for (let number = this.numbers.get(stemKey) ?? 2; ; number += 1) {
      const end = `-${number}`;
      const name = `${[...stem]
        .slice(0, MAX_VERTEX_NAME - end.length)
        .join("")
        .trimEnd()}${end}`;
      if (!this.isAdded(name)) continue;
      this.numbers.set(stemKey, number + 1);
      return name;
    }
  }

  /** Takes a name; false where another vertex has it. */
  private isAdded(name: string): boolean {
    const key = vertexNameKey(name);
    if (this.keys.has(key)) return false;
    this.keys.add(key);
    return true;
  }
}
