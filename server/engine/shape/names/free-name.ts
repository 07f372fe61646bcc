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
  const keys = new Set([...taken].map(vertexNameKey));
  if (!keys.has(vertexNameKey(wanted))) return wanted;
  // A copy of a copy counts on: `back-up-2` gives `back-up-3`.
  const stem = wanted.replace(/-\d+$/, "");
  for (let number = 2; ; number += 1) {
    const end = `-${number}`;
    const name = `${[...stem]
      .slice(0, MAX_VERTEX_NAME - end.length)
      .join("")
      .trimEnd()}${end}`;
    if (!keys.has(vertexNameKey(name))) return name;
  }
}
