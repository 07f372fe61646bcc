import { inputNameProblem } from "../shape/names/graph-names.ts";
import { isCelName } from "../text/cel-name.ts";
import { reservedInputName } from "./reserved-names.ts";

const MAX_NAME = 64;

/**
 * A name for an input, a param or an output that none of these has, also in another case: the first of the wanted ones that
 * is free, else the last one with a number behind it.
 */
export function freeValueName(wanted: readonly [string, ...string[]], taken: Iterable<string>): string {
  const keys = new Set([...taken].map((name) => name.toLowerCase()));
  const isFree = (name: string) => !keys.has(name.toLowerCase());
  const names = wanted.map(nearestValueName);
  const found = names.find(isFree);
  if (found !== undefined) return found;
  for (let number = 2; ; number += 1) {
    const end = `_${number}`;
    const name = `${names.at(-1)?.slice(0, MAX_NAME - end.length)}${end}`;
    if (isFree(name)) return name;
  }
}

/** The nearest name that an input, a param or an output may have. */
export function nearestValueName(wanted: string): string {
  const plain = wanted.replace(/[^A-Za-z0-9_]+/g, "_");
  const name = (/^[A-Za-z_]/.test(plain) ? plain : `_${plain}`).slice(0, MAX_NAME);
  const isFit = inputNameProblem(name) === null && isCelName(name) && reservedInputName(name) === null;
  return isFit ? name : `v_${name}`.slice(0, MAX_NAME);
}
