import {
  type Edit,
  hasPlainValues,
  type Inputs,
  placeholderAt,
  ScriptUnclear,
  type Site,
  type SiteNote,
  type SiteProblem,
} from "./placeholder-sites.ts";

/** An open bracket; `callee` is what is called where it opens the arguments of a call. */
type Bracket = {
  /** The word right before it. */
  readonly word: string;
  readonly callee: string | null;
  readonly from: number;
  readonly sites: CodeSite[];
};

type CodeSite = Omit<Site, "problems"> & { readonly problems: SiteProblem[] };

const MAX_NESTING = 100;
const MAX_BRACKETS = 1_000;
/** Words of Python and JavaScript before a parenthesis that calls nothing. */
const KEYWORDS = new Set(
  `and assert await case catch elif else except for from if import in is not or raise return switch throw typeof void
   while with yield`.split(/\s+/),
);

/**
 * What the readers of Python and JavaScript share: a cursor, the brackets that are open, and what was found. A value is
 * put beside the literals of a program, never into them, so it can mean nothing to the language itself; what is looked
 * for here is a call that would run it in another one.
 */
export abstract class CodeReader {
  readonly sites: CodeSite[] = [];
  readonly edits: Edit[] = [];
  readonly notes: SiteNote[] = [];
  protected place = 0;
  protected readonly script: string;
  protected readonly inputs: Inputs;
  private readonly brackets: Bracket[] = [];
  private depth = 0;

  constructor(script: string, inputs: Inputs) {
    this.script = script;
    this.inputs = inputs;
  }

  abstract whole(): void;

  /** Why a call runs its arguments as a program; null where it does not. `inner` is the text of all its arguments. */
  protected abstract runs(callee: string, inner: string): string | null;

  protected char(ahead = 0): string {
    return this.script[this.place + ahead] ?? "";
  }

  protected startsWith(text: string): boolean {
    return this.script.startsWith(text, this.place);
  }

  protected matched(sticky: RegExp): string | null {
    sticky.lastIndex = this.place;
    return sticky.exec(this.script)?.[0] ?? null;
  }

  protected skipLine(): void {
    const end = this.script.indexOf("\n", this.place);
    this.place = end < 0 ? this.script.length : end;
  }

  /**
   * Writes down a placeholder or a literal at this place and moves behind it.
   *
   * @param reference what a placeholder becomes; null where its place allows no reference, which `problem` explains.
   * @returns the site; null where none is there or it was a literal, which `place` tells.
   */
  protected take(reference: (name: string) => string, problem: SiteProblem | null = null): CodeSite | null {
    const met = placeholderAt(this.script, this.place, this.inputs);
    if (met === null) return null;
    const edit = { from: this.place, to: met.to };
    this.place = met.to;
    if (met.kind === "literal") {
      this.edits.push({ ...edit, text: `{${met.name}}` });
      return null;
    }
    const site: CodeSite = { name: met.name, ...edit, problems: problem === null ? [] : [problem] };
    this.sites.push(site);
    this.edits.push({ ...edit, text: reference(met.name) });
    this.brackets.findLast(({ callee }) => callee !== null)?.sites.push(site);
    this.judgeArgument(site);
    return site;
  }

  protected met(): ReturnType<typeof placeholderAt> {
    return placeholderAt(this.script, this.place, this.inputs);
  }

  protected isPlain(name: string): boolean {
    const spec = this.inputs[name];
    return spec !== undefined && hasPlainValues(spec);
  }

  protected get openBrackets(): number {
    return this.brackets.length;
  }

  protected open(): void {
    const before = this.script.slice(Math.max(0, this.place - 200), this.place).trimEnd();
    const word = /[A-Za-z_$][\w$]*$/.exec(before)?.[0] ?? "";
    const isCall = this.char() === "(" && !KEYWORDS.has(word);
    const callee = isCall ? (/[\w$."'`()[\]]*[\w$)\]]$/.exec(before)?.[0] ?? null) : null;
    if (this.brackets.length >= MAX_BRACKETS)
      throw this.unclear(this.place, `more than ${MAX_BRACKETS} brackets are open`);
    this.brackets.push({ word: this.char() === "(" ? word : "", callee, from: this.place, sites: [] });
    this.place += 1;
  }

  /** Gives back the word before the bracket that it closes: `if` where it closes a condition. */
  protected close(): string {
    const bracket = this.brackets.pop();
    const inner = bracket === undefined ? "" : this.script.slice(bracket.from + 1, this.place);
    this.place += 1;
    if (bracket === undefined) return "";
    const language =
      bracket.callee === null || bracket.sites.length === 0 ? null : this.runs(bracket.callee, inner);
    if (language !== null) for (const site of bracket.sites) this.refuseProgram(site, language);
    return bracket.word;
  }

  protected nested(read: () => void): void {
    this.depth += 1;
    if (this.depth > MAX_NESTING)
      throw this.unclear(this.place, `the script nests deeper than ${MAX_NESTING} levels`);
    read();
    this.depth -= 1;
  }

  protected unclear(from: number, why: string): ScriptUnclear {
    return new ScriptUnclear(from, why);
  }

  protected noteEscaped(name: string): void {
    const text = `The backslash before {${name}} keeps it as text. Write {{${name}}} where that is meant, else take the backslash away.`;
    this.notes.push({ from: this.place, problem: { code: "placeholder-escaped", level: "warning", text } });
  }

  /** `["bash", "-c", "… {name} …"]`: the list is an argument vector, and the text behind `-c` a program. */
  private judgeArgument(site: CodeSite): void {
    const before = this.script.slice(Math.max(0, site.from - 2_000), site.from);
    if (/(["'`])-c\1\s*,\s*[A-Za-z]{0,2}(?:"[^"\n]*|'[^'\n]*|`[^`]*)?$/.test(before))
      this.refuseProgram(site, "the program named there");
  }

  private refuseProgram(site: CodeSite, language: string): void {
    if (this.isPlain(site.name) || site.problems.some(({ code }) => code === "placeholder-in-nested-program"))
      return;
    const text = `{${site.name}} stands in text that ${language} runs as a program, so a value such as \`; rm -rf /\` would be run, too. Give the command as a list of words without a shell, or declare its type as integer, number, boolean, date, datetime, ip, or an enum of plain words.`;
    site.problems.push({ code: "placeholder-in-nested-program", level: "error", text });
  }
}
