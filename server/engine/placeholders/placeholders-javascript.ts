import { inputVariable } from "../values/environment.ts";
import {
  type Inputs,
  readToUnclear,
  type Scan,
  type SiteProblem,
  unclearSites,
} from "./placeholder-sites.ts";
import { CodeReader } from "./placeholders-code.ts";

const NAME = /[\p{L}_$][\p{L}\p{Nd}\p{M}_$\u200c\u200d]*/uy;
const NUMBER = /\.?[0-9][\w.]*/y;
/** Words behind which a `/` begins a regular expression. */
const BEFORE_EXPRESSION = new Set(
  "return typeof instanceof in of new delete void throw case do else yield await default extends".split(" "),
);
const CONDITIONS = new Set(["if", "while", "for", "with", "switch", "catch"]);
const RUNNERS = /(?:^|[^\w$.])(?:exec|execSync)$|(?:child_?[pP]rocess|\bcp|["'`]\))\.exec(?:Sync)?$/;
const EVALUATORS = /(?:^|[^\w$.])(?:eval|Function)$|\bvm\.[A-Za-z]+$/;
const MAY_TAKE_SHELL = /(?:^|[.\W])(?:spawn|spawnSync|execFile|execFileSync|fork)$/;

/**
 * Finds the placeholders of a JavaScript script for Node.js. In code `{name}` is an expression; in a text it is joined
 * to what stands around it, `"a {ip}"` as `"a ".concat(…)`; in a template it becomes a `${ }`. In regular expressions a
 * value would be a pattern, and in destructuring the braces are JavaScript's own: both are refused.
 */
export function scanJavascript(script: string, inputs: Inputs): Scan {
  const reader = new JavascriptReader(script, inputs);
  const unclear = readToUnclear(() => reader.whole());
  const { notes } = reader;
  if (unclear === null) return { sites: reader.sites, edits: reader.edits, notes };
  const sites = reader.sites.filter(({ from }) => from < unclear.from);
  return { sites: [...sites, ...unclearSites(script, inputs, unclear)], edits: reader.edits, notes };
}

function environmentValue(name: string): string {
  return `process.env["${inputVariable(name)}"]`;
}

class JavascriptReader extends CodeReader {
  /** True where a `/` would begin a regular expression, not divide. */
  private isBeforeValue = true;
  private lastToken = "";

  whole(): void {
    if (this.startsWith("#!")) this.skipLine();
    this.code(false);
  }

  protected runs(callee: string, inner: string): string | null {
    if (EVALUATORS.test(callee)) return "JavaScript";
    if (RUNNERS.test(callee)) return "a shell";
    return MAY_TAKE_SHELL.test(callee) && /\bshell\s*:\s*(?:true|["'`])/.test(inner) ? "a shell" : null;
  }

  /** Code up to the end, or up to the `}` that ends a template's `${`. */
  private code(isInTemplate: boolean): void {
    const from = this.place;
    for (let depth = 0; ; ) {
      const next = this.char();
      if (next === "") {
        if (isInTemplate) throw this.unclear(from, "a ${ is never closed");
        return;
      }
      if (/\s/.test(next)) this.place += 1;
      else if (this.startsWith("//")) this.skipLine();
      else if (this.startsWith("/*")) this.blockComment();
      else if (next === "}" && isInTemplate && depth === 0) return;
      else {
        if (next === "{" && this.met() === null) depth += 1;
        if (next === "}") depth -= 1;
        this.token(next);
      }
    }
  }

  private token(next: string): void {
    const from = this.place;
    const name = this.matched(NAME);
    const number = name === null ? this.matched(NUMBER) : null;
    let isBeforeValue = false;
    if (name !== null || number !== null) {
      this.place += (name ?? number ?? "").length;
      isBeforeValue = name !== null && BEFORE_EXPRESSION.has(name) && this.lastToken !== ".";
    } else if (next === '"' || next === "'") this.text(next);
    else if (next === "`") this.template();
    else if (this.met() !== null) this.take(environmentValue, this.ownSyntax());
    else if (next === "(" || next === "[" || next === "{") {
      this.open();
      isBeforeValue = true;
    } else if (next === ")" || next === "]" || next === "}") {
      const word = this.close();
      isBeforeValue = next === "}" || CONDITIONS.has(word);
    } else if (next === "/" && this.isBeforeValue) this.regularExpression();
    else {
      this.place += 1;
      isBeforeValue = !this.isPostfix(next);
    }
    this.isBeforeValue = isBeforeValue;
    this.lastToken = this.script.slice(from, Math.min(this.place, from + 20));
  }

  /** `a++ / b` divides. */
  private isPostfix(next: string): boolean {
    return (next === "+" || next === "-") && this.lastToken === next && this.char(-2) === next;
  }

  private blockComment(): void {
    const end = this.script.indexOf("*/", this.place + 2);
    if (end < 0) throw this.unclear(this.place, "the comment is never closed");
    this.place = end + 2;
  }

  private text(quote: string): void {
    const from = this.place;
    const sites = this.sites.length;
    const problem = this.keyProblem(quote);
    this.place += 1;
    const edits = this.edits.length;
    while (this.char() !== quote) {
      if (this.char() === "" || this.char() === "\n")
        throw this.unclear(from, `the text that opens with ${quote} is never closed`);
      if (this.char() === "\\") this.escape();
      else if (this.met() === null) this.place += 1;
      else this.take((name) => `${quote}, ${environmentValue(name)}, ${quote}`, problem);
    }
    this.place += 1;
    if (this.sites.length === sites) return;
    // Not a template and not in parentheses: at the start of a line both would go on with the line before.
    const [first] = this.sites.slice(sites);
    const at = this.edits.findIndex((edit, place) => place >= edits && edit.from === first?.from);
    const edit = this.edits[at];
    if (edit !== undefined)
      this.edits[at] = { ...edit, text: edit.text.replace(`${quote}, `, `${quote}.concat(`) };
    this.edits.push({ from: this.place, to: this.place, text: ")" });
  }

  private escape(): void {
    this.place += 1;
    const met = this.met();
    if (met?.kind === "placeholder") this.noteEscaped(met.name);
    // `\u{1F600}` names a character.
    if (this.char() === "u" && this.char(1) === "{") this.place += 1;
    this.place += this.startsWith("\r\n") ? 2 : 1;
  }

  private template(): void {
    const from = this.place;
    this.place += 1;
    while (this.char() !== "`") {
      if (this.char() === "") throw this.unclear(from, "the text that opens with ` is never closed");
      if (this.char() === "\\") this.escape();
      else if (this.startsWith("${")) {
        this.place += 2;
        this.isBeforeValue = true;
        this.nested(() => this.code(true));
        this.place += 1;
      } else if (this.met() === null) this.place += 1;
      else this.take((name) => `\${${environmentValue(name)}}`);
    }
    this.place += 1;
  }

  private regularExpression(): void {
    const from = this.place;
    let isClass = false;
    for (this.place += 1; isClass || this.char() !== "/"; ) {
      const next = this.char();
      // No regular expression goes over a line's end: it was a division.
      if (next === "" || next === "\n") {
        this.forget(from);
        this.place = from + 1;
        return;
      }
      if (next === "[") isClass = true;
      if (next === "]") isClass = false;
      if (next === "\\") this.place += 2;
      else if (this.met() === null) this.place += 1;
      else this.take(environmentValue, IN_REGULAR_EXPRESSION);
    }
    this.place += 1;
  }

  private forget(from: number): void {
    while ((this.sites.at(-1)?.from ?? -1) >= from) this.sites.pop();
    while ((this.edits.at(-1)?.from ?? -1) >= from) this.edits.pop();
  }

  /** Where `{name}` in code is JavaScript's own: taking an object apart, importing, exporting. */
  private ownSyntax(): SiteProblem | null {
    const met = this.met();
    if (met?.kind !== "placeholder") return null;
    const before = this.script.slice(Math.max(0, this.place - 200), this.place);
    const after = this.script.slice(met.to, met.to + 200);
    const isDeclared =
      /(?:^|[^\w$.])(?:const|let|var|import|export)\s*$/.test(before) || /^\s*=(?![=>])/.test(after);
    const isParameter =
      /^\s*(?:,[^()]*)?\)\s*(?:=>|\{)/.test(after) &&
      !/(?:^|[^\w$])(?:if|while|switch|for|with)\s*\([^()]*$/.test(before);
    if (!isDeclared && !isParameter) return null;
    const text = `{${met.name}} would be read as taking an object apart there. Write {{${met.name}}} where that is meant, and ${environmentValue(met.name)} where the value is.`;
    return { code: "placeholder-in-own-syntax", level: "error", text };
  }

  /** A text that must stay a literal: the key of an object, the name of a module. */
  private keyProblem(quote: string): SiteProblem | null {
    const isModule = this.lastToken === "from" || this.lastToken === "import";
    const end = this.script.indexOf(quote, this.place + 1);
    const isKey =
      (this.lastToken === "{" || this.lastToken === ",") &&
      /^\s*:/.test(this.script.slice(end + 1, end + 100));
    if (!isModule && !isKey) return null;
    const text = isModule
      ? "The name of a module must be fixed text in an import. Write await import( ) with the whole text."
      : 'The key of an object must be fixed text. Put it into brackets: ["a {name}"]: value.';
    return { code: "placeholder-in-fixed-text", level: "error", text };
  }
}

const IN_REGULAR_EXPRESSION: SiteProblem = {
  code: "placeholder-in-regular-expression",
  level: "error",
  text: "A placeholder in a regular expression would be a pattern, not a value. Compare with includes, startsWith or ===, or make the pattern with new RegExp from an escaped value.",
};
