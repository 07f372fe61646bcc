import { inputVariable } from "../values/environment.ts";
import {
  type Inputs,
  readToUnclear,
  type Scan,
  type SiteProblem,
  unclearSites,
} from "./placeholder-sites.ts";
import { CodeReader } from "./placeholders-code.ts";

type Literal = {
  readonly from: number;
  readonly to: number;
  /** How many placeholders had been met before it. */
  readonly sites: number;
};

const STRING = /(?:[rRuUbBfFtT]|[rR][bBfFtT]|[bBfFtT][rR])?(?:"""|'''|"|')/y;
const NAME = /[\p{L}_][\p{L}\p{Nd}\p{M}_]*/uy;
const FORMATTING = /\s*(?:%(?!=)|\.\s*format(?:_map)?\s*\()/y;
const RUNNERS =
  /(?:^|[^\w.])(?:os\.(?:system|popen)|(?:subprocess\.)?(?:getoutput|getstatusoutput)|(?:asyncio\.)?create_subprocess_shell)$/;
const EVALUATORS = /(?:^|[^\w.])(?:eval|exec|compile)$/;
const MAY_TAKE_SHELL = /(?:^|[.\W])(?:run|call|check_call|check_output|Popen)$/;

/**
 * Finds the placeholders of a Python script. Outside of text `{name}` is an expression; inside of a text literal the
 * literal becomes a sum: `"a {ip} b"` is `("a " + … + " b")`. In f-strings braces are Python's own, as `${ }` is the
 * shell's, and stay as they are.
 */
export function scanPython(script: string, inputs: Inputs): Scan {
  const reader = new PythonReader(script, inputs);
  const unclear = readToUnclear(() => reader.whole());
  const { notes } = reader;
  if (unclear === null) return { sites: reader.sites, edits: reader.edits, notes };
  const sites = reader.sites.filter(({ from }) => from < unclear.from);
  return { sites: [...sites, ...unclearSites(script, inputs, unclear)], edits: reader.edits, notes };
}

function environmentText(name: string): string {
  return `__import__("os").environ["${inputVariable(name)}"]`;
}

function environmentBytes(name: string): string {
  return `__import__("os").environb[b"${inputVariable(name)}"]`;
}

class PythonReader extends CodeReader {
  /** Literals that stand side by side: Python joins them by itself, and a sum in their midst must join them, too. */
  private literals: Literal[] = [];
  /** Whether the script has a variable of a name, by looks. */
  private readonly bound = new Map<string, boolean>();

  whole(): void {
    while (this.char() !== "") this.step();
    this.endLiterals();
  }

  protected runs(callee: string, inner: string): string | null {
    if (EVALUATORS.test(callee)) return "Python";
    if (RUNNERS.test(callee)) return "a shell";
    return MAY_TAKE_SHELL.test(callee) && /\bshell\s*=\s*True\b/.test(inner) ? "a shell" : null;
  }

  private step(): void {
    const next = this.char();
    if (next === "#") this.skipLine();
    else if (next === "\n") {
      if (this.openBrackets === 0) this.endLiterals();
      this.place += 1;
    } else if (next === " " || next === "\t" || next === "\r" || next === "\f") this.place += 1;
    else if (next === "\\") this.place += 2;
    else this.token(next);
  }

  private token(next: string): void {
    const opening = this.matched(STRING);
    if (opening !== null) {
      this.literal(opening);
      return;
    }
    this.endLiterals();
    const name = this.matched(NAME);
    if (name !== null) this.place += name.length;
    else if (this.met() !== null) this.take(environmentText);
    else if (next === "(" || next === "[" || next === "{") this.open();
    else if (next === ")" || next === "]" || next === "}") this.close();
    else this.place += 1;
  }

  private literal(opening: string): void {
    const from = this.place;
    const prefix = opening.replace(/["']+$/, "").toLowerCase();
    const sites = this.sites.length;
    this.place += opening.length;
    const quote = opening.slice(prefix.length);
    if (prefix.includes("f") || prefix.includes("t")) this.nested(() => this.formatted(from, quote));
    else this.text(from, opening, prefix, quote);
    this.literals.push({ from, to: this.place, sites });
  }

  private text(from: number, opening: string, prefix: string, quote: string): void {
    const isRaw = prefix.includes("r");
    const environment = prefix.includes("b") ? environmentBytes : environmentText;
    let escapeEnd = -1;
    while (!this.startsWith(quote)) {
      this.assertOpen(from, quote);
      if (this.char() === "\\") {
        this.escape(isRaw);
        escapeEnd = this.place;
      } else if (this.met() === null) this.place += 1;
      else {
        const isInside = this.place > from + opening.length && this.place !== escapeEnd;
        const isAtQuote = quote.length === 3 && this.char(-1) === quote[0] && isInside;
        // `"""a"{ip}` would close early: four quotes in a row. A backslash before the last one keeps it inside.
        if (isAtQuote && this.met()?.kind === "placeholder" && !isRaw)
          this.edits.push({ from: this.place - 1, to: this.place - 1, text: "\\" });
        this.take(
          (name) => `${quote} + ${environment(name)} + ${opening}`,
          isAtQuote && isRaw ? RAW_QUOTE : null,
        );
      }
    }
    this.place += quote.length;
  }

  private escape(isRaw: boolean): void {
    this.place += 1;
    const met = this.met();
    if (met?.kind === "placeholder") this.noteEscaped(met.name);
    // `\N{DASH}` names a character.
    if (!isRaw && this.char() === "N" && this.char(1) === "{") this.place += 1;
    this.place += 1;
  }

  private assertOpen(from: number, quote: string): void {
    if (this.char() === "" || (quote.length === 1 && this.char() === "\n"))
      throw this.unclear(from, `the text that opens with ${quote} is never closed`);
  }

  /** An f-string: skipped as a whole, its braces are Python's. */
  private formatted(from: number, quote: string): void {
    while (!this.startsWith(quote)) {
      this.assertOpen(from, quote);
      // A backslash before a brace keeps nothing from being a field; `\N{DASH}` names a character.
      if (this.startsWith("\\N{")) this.place += 3;
      else if (this.char() === "\\" && this.char(1) !== "{") this.place += 2;
      else if (this.startsWith("{{")) this.place += 2;
      else if (this.char() === "{") this.field(from, quote);
      else this.place += 1;
    }
    this.place += quote.length;
  }

  private field(from: number, quote: string): void {
    this.noteOwn();
    this.place += 1;
    let depth = 0;
    for (let isFormat = false; ; ) {
      const next = this.char();
      if (next === "") throw this.unclear(from, "a { in an f-string is never closed");
      if (next === "}" && depth === 0) break;
      const opening = isFormat ? null : this.matched(STRING);
      if (isFormat && this.startsWith(quote)) throw this.unclear(from, "a { in an f-string is never closed");
      if (isFormat && next === "{") this.nested(() => this.field(from, quote));
      else if (opening !== null) this.skipped(opening);
      else {
        if (!isFormat && "([{".includes(next)) depth += 1;
        if (!isFormat && ")]}".includes(next)) depth -= 1;
        if (next === ":" && depth === 0) isFormat = true;
        this.place += 1;
      }
    }
    this.place += 1;
  }

  /** A text inside of an f-string's field. */
  private skipped(opening: string): void {
    const from = this.place;
    const prefix = opening.replace(/["']+$/, "").toLowerCase();
    const quote = opening.slice(prefix.length);
    this.place += opening.length;
    if (prefix.includes("f") || prefix.includes("t")) {
      this.nested(() => this.formatted(from, quote));
      return;
    }
    while (!this.startsWith(quote)) {
      this.assertOpen(from, quote);
      this.place += this.char() === "\\" ? 2 : 1;
    }
    this.place += quote.length;
  }

  /** `f"{ip}"` reads a Python variable: worth a word where the script makes none of that name. */
  private noteOwn(): void {
    const met = this.met();
    if (met?.kind !== "placeholder") return;
    const isBound = this.isBound(met.name);
    if (isBound) return;
    const text = `In an f-string {${met.name}} reads a Python variable, and the script makes none of that name. Write ${met.name} = {${met.name}} first, or take the f away.`;
    this.notes.push({
      from: this.place,
      problem: { code: "placeholder-in-f-string", level: "warning", text },
    });
  }

  private isBound(name: string): boolean {
    const isKnown = this.bound.get(name);
    if (isKnown !== undefined) return isKnown;
    const isBound = new RegExp(`(?:^|[^{\\w])${name}\\b(?!\\})`).test(this.script);
    this.bound.set(name, isBound);
    return isBound;
  }

  private endLiterals(): void {
    const [first] = this.literals;
    const last = this.literals.at(-1);
    if (first !== undefined && last !== undefined && this.sites.length > first.sites) {
      this.edits.push({ from: first.from, to: first.from, text: "(" });
      for (const { from } of this.literals.slice(1)) this.edits.push({ from, to: from, text: "+ " });
      this.edits.push({ from: last.to, to: last.to, text: ")" });
      this.judgeFormatting(first.sites, last.to);
    }
    this.literals = [];
  }

  private judgeFormatting(sites: number, to: number): void {
    FORMATTING.lastIndex = to;
    if (!FORMATTING.test(this.script)) return;
    for (const site of this.sites.slice(sites)) {
      if (this.isPlain(site.name)) continue;
      const text = `{${site.name}} stands in a text that Python formats, so a % or a brace in its value would be read as a format. Write the value as an argument of the format instead.`;
      site.problems.push({ code: "placeholder-in-format-text", level: "error", text });
    }
  }
}

const RAW_QUOTE: SiteProblem = {
  code: "placeholder-after-quote",
  level: "error",
  text: "A placeholder right behind a quote in a raw text of three quotes cannot be taken out of it. Put a space between them, or take the r away.",
};
