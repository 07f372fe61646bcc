/** The cost of one call, by its arguments. The receiver of a method is the first one. */
type Cost = (args: readonly unknown[]) => number;

/** How much is gained from a text by one unit. */
const CHARACTERS = 4;

const short: Cost = () => 10;
/** The time zone is looked up in tables at each call. */
const inZone = 30_000;
const moment: Cost = ([, zone]) => (zone === undefined ? 50 : inZone);
const oneText: Cost = ([text]) => 10 + lengthOf(text);
/** Every character of the one may be compared with every character of the other. */
const searched: Cost = ([text, part]) => 10 + (lengthOf(text) * (1 + lengthOf(part))) / 16;

/** What a call of each function of CEL costs at most. A function that is not listed is not called. */
export const FUNCTION_COSTS: Readonly<Record<string, Cost>> = {
  has: short,
  dyn: short,
  type: short,
  bool: oneText,
  size: oneText,
  bytes: oneText,
  double: oneText,
  int: oneText,
  uint: oneText,
  string: oneText,
  timestamp: ([text]) => 60 + lengthOf(text),
  // The library's pattern goes back and forth over the digits.
  duration: ([text]) => 50 + lengthOf(text) ** 3 / 6,
  startsWith: ([, part]) => 10 + lengthOf(part) / CHARACTERS,
  endsWith: ([, part]) => 10 + lengthOf(part) / CHARACTERS,
  contains: searched,
  indexOf: searched,
  lastIndexOf: searched,
  lowerAscii: oneText,
  upperAscii: oneText,
  trim: oneText,
  substring: ([text]) => 10 + lengthOf(text) / CHARACTERS,
  split: ([text, part]) => 10 + 2 * lengthOf(text) + (lengthOf(text) * lengthOf(part)) / 16,
  join: ([list, part]) => joined(list, lengthOf(part)),
  // What the pattern costs is counted where it is matched.
  fits: ([text]) => 50 + lengthOf(text),
  "fits received": ([text, pattern]) => 50 + lengthOf(text) + 50 * lengthOf(pattern),
  at: short,
  hex: oneText,
  base64: oneText,
  getDate: moment,
  getDayOfMonth: moment,
  getDayOfWeek: moment,
  getDayOfYear: moment,
  getFullYear: moment,
  getHours: moment,
  getMilliseconds: moment,
  getMinutes: moment,
  getMonth: moment,
  getSeconds: moment,
  all: short,
  exists: short,
  exists_one: short,
  filter: short,
  map: short,
};

function lengthOf(value: unknown): number {
  return typeof value === "string" || value instanceof Uint8Array ? value.length : 0;
}

function joined(list: unknown, separator: number): number {
  if (!Array.isArray(list)) return 10;
  let characters = list.length * separator;
  for (const each of list) characters += lengthOf(each);
  return 10 + 4 * list.length + characters / CHARACTERS;
}

/** What an operator between two values costs at most, apart from comparing what is inside of them. */
export function operatorCost(operator: string, left: unknown, right: unknown): number {
  if (operator === "+") return sumCost(left, right);
  const isText = typeof left === "string" && typeof right === "string";
  return 5 + (isText ? Math.min(left.length, right.length) / 32 : 0);
}

function sumCost(left: unknown, right: unknown): number {
  if (Array.isArray(left) && Array.isArray(right)) return 5 + 2 * (left.length + right.length);
  return 5 + (lengthOf(left) + lengthOf(right)) / CHARACTERS;
}
