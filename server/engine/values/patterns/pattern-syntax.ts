import { addCost } from "../../cost/cost.ts";

/** True if the character (code point) is allowed at this position of a value. */
export type CharacterTest = (codePoint: number) => boolean;

export type PatternTree =
  | { readonly kind: "character"; readonly test: CharacterTest }
  | { readonly kind: "start" }
  | { readonly kind: "end" }
  | { readonly kind: "sequence"; readonly parts: readonly PatternTree[] }
  | { readonly kind: "choice"; readonly parts: readonly PatternTree[] }
  | { readonly kind: "repeat"; readonly part: PatternTree; readonly min: number; readonly max: number };

/** Thrown by the parser below. `patternTree` catches it and returns its message. */
class PatternRefused extends Error {}

const MAX_NESTING = 50;
/** The same limit as in RE2. */
const MAX_REPEAT = 1_000;
const CLASS_ESCAPES = "dDwWsS";
const CONTROL_ESCAPES: Readonly<Record<string, string>> = { n: "\n", r: "\r", t: "\t", f: "\f", v: "\v" };
/** Of how many characters a class keeps whether they are in it. */
const MAX_KNOWN = 1_000;
const PUNCTUATION = /[\^$\\.*+?()[\]{}|/!"#%&',:;<=>@_`~ -]/;

/**
 * Parses a pattern in the syntax that RE2 and JavaScript share: characters, `.`, classes, `\d \w \s \p{…}`, groups, `|`,
 * `* + ? {n,m}`, `^` and `$`. Backreferences and lookaround are refused, because matching them needs backtracking.
 *
 * @returns the tree; or a sentence that says what cannot be used, and what can.
 */
export function patternTree(
  pattern: string,
): { ok: true; tree: PatternTree } | { ok: false; problem: string } {
  try {
    return { ok: true, tree: new PatternReader(pattern).whole() };
  } catch (error) {
    if (error instanceof PatternRefused) return { ok: false, problem: error.message };
    throw error;
  }
}

class PatternReader {
  private readonly characters: readonly string[];
  private place = 0;
  private depth = 0;

  constructor(pattern: string) {
    this.characters = Array.from(pattern);
  }

  whole(): PatternTree {
    const tree = this.choice();
    if (this.next() === ")") this.refuse("has a `)` without its `(`. Write `\\)` for the character itself");
    return tree;
  }

  private choice(): PatternTree {
    const parts = [this.sequence()];
    while (this.next() === "|") {
      this.place += 1;
      parts.push(this.sequence());
    }
    const [only] = parts;
    return parts.length === 1 && only !== undefined ? only : { kind: "choice", parts };
  }

  private sequence(): PatternTree {
    const parts: PatternTree[] = [];
    for (let next = this.next(); next !== null && next !== "|" && next !== ")"; next = this.next())
      parts.push(this.repeated());
    return { kind: "sequence", parts };
  }

  private repeated(): PatternTree {
    const part = this.single();
    const bounds = this.bounds();
    if (bounds === null) return part;
    if (part.kind === "start" || part.kind === "end")
      this.refuse("repeats `^` or `$`, which match a position and no character");
    // A lazy `?` changes only which match is found first, not whether the whole value matches.
    if (this.next() === "?") this.place += 1;
    if (this.next() === "+") this.refuse("has a possessive `+`. Remove it");
    if (this.bounds() !== null) this.refuse("has two repetitions side by side. Put the first into `(?:…)`");
    return { kind: "repeat", part, ...bounds };
  }

  private bounds(): { readonly min: number; readonly max: number } | null {
    const next = this.next();
    if (next === "*" || next === "+" || next === "?") {
      this.place += 1;
      return { min: next === "+" ? 1 : 0, max: next === "?" ? 1 : Number.POSITIVE_INFINITY };
    }
    if (next !== "{") return null;
    const match = /^\{(\d{1,4})(,(\d{1,4})?)?\}/.exec(
      this.characters.slice(this.place, this.place + 12).join(""),
    );
    if (match === null)
      return this.refuse(
        "has a `{` that begins no repetition like {2} or {2,5}. Write `\\{` for the character itself",
      );
    const min = Number(match[1]);
    const max =
      match[2] === undefined ? min : match[3] === undefined ? Number.POSITIVE_INFINITY : Number(match[3]);
    if (min > MAX_REPEAT || (max > MAX_REPEAT && max !== Number.POSITIVE_INFINITY) || min > max)
      this.refuse(`repeats ${match[0]}; the numbers go up to ${MAX_REPEAT}, the smaller one first`);
    this.place += match[0].length;
    return { min, max };
  }

  private single(): PatternTree {
    const next = this.take();
    if (next === "^") return { kind: "start" };
    if (next === "$") return { kind: "end" };
    if (next === "(") return this.group();
    if (next === "[") return this.characterClass();
    if (next === "\\") return this.escape();
    if (next === ".") return { kind: "character", test: (codePoint) => codePoint !== 10 };
    if (next === "*" || next === "+" || next === "?")
      return this.refuse(
        `has a \`${next}\` with nothing before it to repeat. Write \`\\${next}\` for the character itself`,
      );
    if (next === "]" || next === "{" || next === "}")
      return this.refuse(`has a \`${next}\` on its own. Write \`\\${next}\` for the character itself`);
    return literal(next);
  }

  private group(): PatternTree {
    if (this.next() === "?") {
      this.place += 1;
      const kind = this.take();
      if (kind === "=" || kind === "!" || (kind === "<" && (this.next() === "=" || this.next() === "!")))
        this.refuse(
          "looks ahead or behind, which cannot be matched in bounded time. Say what the whole value looks like instead",
        );
      if (kind !== ":") this.refuse("has a group that begins with `(?`. Only `(…)` and `(?:…)` are allowed");
    }
    this.depth += 1;
    if (this.depth > MAX_NESTING) this.refuse(`nests groups deeper than ${MAX_NESTING}`);
    const tree = this.choice();
    this.depth -= 1;
    if (this.next() !== ")") this.refuse("has a `(` without its `)`. Write `\\(` for the character itself");
    this.place += 1;
    return tree;
  }

  private escape(): PatternTree {
    const next = this.take();
    if (/[1-9k]/.test(next)) this.refuse("refers back to a group, which cannot be matched in bounded time");
    if (next === "b" || next === "B")
      this.refuse(`has \`\\${next}\`, a word's edge, which is not supported here`);
    if (CLASS_ESCAPES.includes(next)) return this.native(`\\${next}`);
    if (next === "p" || next === "P") return this.native(`\\${next}${this.until("}")}`);
    const control = CONTROL_ESCAPES[next];
    if (control !== undefined) return literal(control);
    if (PUNCTUATION.test(next)) return literal(next);
    return this.refuse(`has \`\\${next}\`, which means nothing here`);
  }

  private characterClass(): PatternTree {
    let source = "[";
    for (let isFirst = true; ; isFirst = false) {
      const next = this.take("has a `[` without its `]`. Write `\\[` for the character itself");
      source += next;
      if (next === "]") {
        if (isFirst || source === "[^]")
          this.refuse("has an empty class. Write `\\]` for the character itself");
        return this.native(source);
      }
      if (next === "[") this.refuse("has a `[` inside a class. Write `\\[` for the character itself");
      if (next === "\\") {
        const escaped = this.take();
        source += escaped === "-" || !PUNCTUATION.test(escaped) ? escaped : nativeEscape(escaped);
        if (escaped === "b") this.refuse("has `\\b` in a class, which is not supported here");
      }
    }
  }

  /** A test for one character, by the built-in RegExp. On a single character it cannot backtrack. */
  private native(source: string): PatternTree {
    let expression: RegExp;
    try {
      expression = new RegExp(`^${source}$`, "u");
    } catch (error) {
      if (!(error instanceof SyntaxError)) throw error;
      return this.refuse(`has ${source}, which is no class of characters`);
    }
    const known = new Map<number, boolean>();
    const test: CharacterTest = (codePoint) => {
      const isKnown = known.get(codePoint);
      if (isKnown !== undefined) return isKnown;
      addCost(10);
      const isIn = expression.test(String.fromCodePoint(codePoint));
      if (known.size >= MAX_KNOWN) known.clear();
      known.set(codePoint, isIn);
      return isIn;
    };
    return { kind: "character", test };
  }

  private until(last: string): string {
    let text = this.take();
    while (!text.endsWith(last)) text += this.take("has a `\\p{` without its `}`");
    return text;
  }

  private next(): string | null {
    return this.characters[this.place] ?? null;
  }

  private take(atEnd = "ends with a lone `\\`"): string {
    const next = this.next();
    if (next === null) return this.refuse(atEnd);
    this.place += 1;
    return next;
  }

  private refuse(what: string): never {
    throw new PatternRefused(`The pattern ${what}.`);
  }
}

function literal(character: string): PatternTree {
  const wanted = character.codePointAt(0);
  return { kind: "character", test: (codePoint) => codePoint === wanted };
}

/** RE2 allows an escape before any punctuation, but the `u` flag of RegExp only before syntax characters. */
function nativeEscape(character: string): string {
  return `u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
