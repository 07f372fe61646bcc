import { isNumberText, numberOf } from "./exact-number.ts";
import type { Json } from "./json.ts";

export type ReadJson =
  | { readonly ok: true; readonly value: Json }
  /** `problem` is a sentence with the place. `isDuplicate`: the text is JSON, but two keys of an object are the same. */
  | { readonly ok: false; readonly problem: string; readonly isDuplicate: boolean };

/** The most levels of a text by default: deeper nesting would exhaust the stack. */
const MAX_DEPTH = 500;
const SPACE = /[ \t\n\r]*/y;
const NUMBER = /-?[0-9][0-9.eE+-]*/y;
/** A text without escapes is what stands between its quotes. */
const NEEDS_PARSING = /[\\\p{Cc}]/u;
const WORDS: ReadonlyMap<string, Json> = new Map<string, Json>([
  ["true", true],
  ["false", false],
  ["null", null],
]);
const WORD = /true|false|null/y;

/**
 * Reads JSON text (RFC 8259) with nothing lost: numbers keep their digits, objects the order and the names of their keys.
 * An object with the same key twice is refused, because one of the two values would be lost. A byte order mark before the
 * text is no part of it. Never throws.
 *
 * @param maxDepth how many levels of lists and objects may be inside of each other.
 */
export function readJson(text: string, maxDepth = MAX_DEPTH): ReadJson {
  const reader = new Reader(text, maxDepth);
  try {
    return { ok: true, value: reader.whole() };
  } catch (error) {
    if (error instanceof Unreadable)
      return {
        ok: false,
        problem: `${error.message} at ${placeText(text, error.at)}.`,
        isDuplicate: error.isDuplicate,
      };
    throw error;
  }
}

class Unreadable extends Error {
  readonly at: number;
  readonly isDuplicate: boolean;

  constructor(message: string, at: number, isDuplicate = false) {
    super(message);
    this.at = at;
    this.isDuplicate = isDuplicate;
  }
}

class Reader {
  private readonly text: string;
  private readonly maxDepth: number;
  private at = 0;

  constructor(text: string, maxDepth: number) {
    this.text = text;
    this.maxDepth = maxDepth;
    if (text.startsWith("\uFEFF")) this.at = 1;
  }

  whole(): Json {
    const value = this.value(0);
    this.match(SPACE);
    if (this.at < this.text.length) throw new Unreadable("The JSON text goes on after its end", this.at);
    return value;
  }

  private value(depth: number): Json {
    this.match(SPACE);
    if (depth > this.maxDepth)
      throw new Unreadable(`The JSON text is nested deeper than ${this.maxDepth} levels`, this.at);
    switch (this.text[this.at]) {
      case "{":
        return this.map(depth);
      case "[":
        return this.list(depth);
      case '"':
        return this.string();
      default:
        return this.leaf();
    }
  }

  private map(depth: number): Json {
    const map = new Map<string, Json>();
    this.at += 1;
    if (this.isNext("}")) return map;
    do {
      this.match(SPACE);
      const start = this.at;
      if (this.text[start] !== '"') throw this.unexpected("a name in double quotes");
      const key = this.string();
      if (map.has(key)) throw new Unreadable(`The name ${shownKey(key)} occurs twice`, start, true);
      if (!this.isNext(":")) throw this.unexpected("`:`");
      map.set(key, this.value(depth + 1));
    } while (this.isNext(","));
    if (!this.isNext("}")) throw this.unexpected("`,` or `}`");
    return map;
  }

  private list(depth: number): Json {
    const list: Json[] = [];
    this.at += 1;
    if (this.isNext("]")) return list;
    do list.push(this.value(depth + 1));
    while (this.isNext(","));
    if (!this.isNext("]")) throw this.unexpected("`,` or `]`");
    return list;
  }

  private string(): string {
    const start = this.at;
    const end = closingQuote(this.text, start);
    if (end === -1) throw new Unreadable("A text has no closing quote", start);
    this.at = end + 1;
    const found = this.text.slice(start, this.at);
    // JSON.parse reads the escapes, and refuses what JSON does not have.
    if (!NEEDS_PARSING.test(found)) return found.slice(1, -1);
    try {
      return JSON.parse(found) as string;
    } catch {
      throw new Unreadable("A text has a character or an escape that JSON does not have", start);
    }
  }

  private leaf(): Json {
    const start = this.at;
    const word = this.match(WORD);
    if (word !== null) return WORDS.get(word) ?? null;
    const number = this.match(NUMBER);
    if (number === null) throw this.unexpected("a value");
    if (!isNumberText(number)) throw new Unreadable("A number is not written as JSON writes it", start);
    return numberOf(number);
  }

  private isNext(character: string): boolean {
    this.match(SPACE);
    if (this.text[this.at] !== character) return false;
    this.at += 1;
    return true;
  }

  private match(pattern: RegExp): string | null {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text);
    if (found === null) return null;
    this.at = pattern.lastIndex;
    return found[0];
  }

  private unexpected(wanted: string): Unreadable {
    const found = this.at < this.text.length ? "something else" : "the end of the text";
    return new Unreadable(`Wanted ${wanted}, found ${found}`, this.at);
  }
}

/** A pattern would exhaust the stack where a text has millions of escapes. */
function closingQuote(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let before = at;
  while (text[before - 1] === "\\") before -= 1;
  return (at - before) % 2 === 1;
}

function shownKey(key: string): string {
  return JSON.stringify(key.length > 60 ? `${key.slice(0, 60)}…` : key);
}

function placeText(text: string, at: number): string {
  const lines = text.slice(0, at).split("\n");
  return `line ${lines.length}, column ${(lines.at(-1) ?? "").length + 1}`;
}
