import {
  type Assignment,
  type Command,
  forEachChild,
  type HereDoc,
  type ParameterExpansionPart,
  type ParsedScript,
  type Pipeline,
  parse,
  type Redirection,
  type SyntaxNode,
} from "unbash";
import { commandOf } from "./command-of.ts";
import { isComment, isEscaped, placeWithin } from "./place-within.ts";
import type { Edit, Place } from "./placeholder-sites.ts";
import { DECLARES, evaluatedVariables } from "./shell-builtins.ts";
import { ShellDraft } from "./shell-draft.ts";
import { ARITHMETIC, type ShellPlace, type ShellSite, type ShellTree, TOP } from "./shell-place.ts";
import { ShellReaders } from "./shell-readers.ts";

/** `[key]=` in a list, with a fixed key. */
const FIXED_SUBSCRIPT = /^\[[^\][$`"'\\]*\]\+?=/;

/**
 * The most work for one script, in characters of substitutions and commands of groups. Nested parts are read once for
 * each level. The limit is much more than a script needs, and takes about a second.
 */
const MAX_WORK = 8_000_000;

/**
 * Parses a bash or sh script with the parser `unbash` and finds how the shell reads each placeholder. Each placeholder is
 * replaced by an expansion of a known name before. If the parser does not find that expansion, the place is plain text.
 */
export function readShell(script: string, sites: readonly Place[], literals: readonly Edit[]): ShellTree {
  const draft = new ShellDraft(script, sites, literals);
  try {
    const walk = new Walk(draft);
    walk.whole();
    return walk.tree();
  } catch (error) {
    // A RangeError means that the nesting exhausted the stack of the parser.
    if (!(error instanceof RangeError)) throw error;
    return unreadable(sites, "it nests too deeply");
  }
}

function unreadable(sites: readonly Place[], message: string): ShellTree {
  const place: ShellPlace = { ...TOP, quoting: "unclear" };
  return {
    sites: sites.map((site) => ({ ...site, place })),
    error: { from: 0, message },
    evaluated: new Set(),
  };
}

/** Nodes whose text may contain a placeholder that is not a reference: it is plain text, or unclear. */
const IS_TEXT = /^(?:Word|HereDocBody|ArithmeticExpansion|ArithmeticCommand)$/;

/** Whether errors may be sent to where the output goes, anywhere in a script: `2>&1`, `|&`, and less usual ways. */
const JOINS_ERRORS = />\s*&\s*(?!2(?!\d)|-)|\|&|\/dev\/(?:stdout|fd)|\/proc\//;

/** The language that runs what `<(…)` gives: as the input of a command, or as its first operand. */
function fileLanguage(
  { type }: SyntaxNode,
  { role, command, word, inputLanguage }: ShellPlace,
): string | null {
  if (type !== "ProcessSubstitution") return null;
  return role === "word" ? (command?.operandLanguage(word) ?? null) : role === null ? inputLanguage : null;
}

/** One pass over the tree, from the outer to the inner nodes, without recursion. */
class Walk {
  private readonly draft: ShellDraft;
  private readonly open: (readonly [SyntaxNode, ShellPlace])[] = [];
  /** How each placeholder is read so far. `gap`: it is between words, for example in a comment. */
  private readonly places: (ShellPlace | "gap" | "text")[];
  private readonly evaluated = new Set<string>();
  private error: ShellTree["error"] = null;
  private worked = 0;
  private readonly joinsErrors: boolean;
  private readonly readers: ShellReaders;

  constructor(draft: ShellDraft) {
    this.draft = draft;
    this.places = draft.sites.map(() => "gap");
    this.joinsErrors = JOINS_ERRORS.test(draft.script);
    this.readers = new ShellReaders(draft, () => this.work());
  }

  whole(): void {
    this.open.push([parse(this.draft.text), TOP]);
    // After the first syntax error, the tree is not reliable.
    for (let next = this.open.pop(); next !== undefined && this.error === null; next = this.open.pop())
      this.visit(...next);
  }

  tree(): ShellTree {
    const { error, evaluated, draft, places } = this;
    const sites = draft.sites.map((site, number): ShellSite => {
      const place = places[number] ?? "gap";
      if (typeof place === "object") return { ...site, place };
      const isText =
        place === "text" ? isEscaped(draft.script, site.from) : isComment(draft.script, site.from);
      if (!isText) return { ...site, place: { ...TOP, quoting: "unclear" } };
      return { ...site, place: place === "text" ? "escaped" : "comment" };
    });
    return { sites, error, evaluated };
  }

  private mark({ pos, end }: SyntaxNode, as: ShellPlace | "gap" | "text"): void {
    const [from, to] = this.draft.within(pos, end);
    for (let number = from; number < to; number += 1) this.places[number] = as;
  }

  private children(node: SyntaxNode, place: ShellPlace): void {
    forEachChild(node, (child) => this.open.push([child, place]));
  }

  private visit(node: SyntaxNode, place: ShellPlace): void {
    switch (node.type) {
      case "Script":
        this.script(node, place);
        break;
      case "Pipeline":
        this.pipeline(node, place);
        break;
      case "Command":
        this.command(node, place);
        break;
      case "Redirected":
        this.open.push([node.command, this.readBy(this.readers.readerBehind(node.redirects), place)]);
        for (const redirect of node.redirects)
          this.redirection(redirect, { ...place, command: null }, () => this.readers.readerIn(node.command));
        break;
      case "Function":
      case "Coproc":
        if (node.name !== undefined) this.open.push([node.name, { ...place, role: "function-name" }]);
        this.open.push([node.body, place]);
        break;
      case "For":
      case "Select":
        this.open.push([node.name, { ...place, role: "variable-name" }]);
        for (const word of node.wordlist ?? []) this.open.push([word, place]);
        this.open.push([node.body, place]);
        break;
      case "SingleQuoted":
      case "AnsiCQuoted":
        this.mark(node, { ...place, quoting: node.type === "SingleQuoted" ? "single" : "ansi" });
        break;
      case "ParameterExpansion":
        this.parameter(node, place);
        break;
      case "CommandExpansion":
      case "ArithmeticCommandExpansion":
      case "ProcessSubstitution":
        this.substitution(node, place);
        break;
      case "Assignment":
        this.assignment(node, place);
        break;
      default:
        if (IS_TEXT.test(node.type)) this.mark(node, "text");
        this.children(node, placeWithin(node, place));
    }
  }

  private script(node: ParsedScript, place: ShellPlace): void {
    for (const { pos, message } of node.errors ?? []) {
      const from = this.draft.origin(pos);
      if (this.error === null || from < this.error.from) this.error = { from, message };
    }
    this.mark(node, "gap");
    this.children(node, place);
  }

  private parameter(node: ParameterExpansionPart, place: ShellPlace): void {
    const number = this.draft.at(node.pos, node.end);
    if (number >= 0) this.places[number] = place;
    else if (node.index !== undefined) this.open.push([node.index, { ...place, quoting: "subscript" }]);
    if (node.operation !== undefined) this.open.push([node.operation, place]);
  }

  private substitution(node: SyntaxNode & { script: ParsedScript | undefined }, place: ShellPlace): void {
    const { script } = node;
    if (script === undefined) return;
    // Inside backquotes each backslash is read twice, and the parser counts places in another text.
    if (script.source !== undefined) {
      this.mark(node, { ...place, quoting: "backquotes" });
      return;
    }
    const reading = place.role === "word" ? place.command?.readingOf(place.word) : null;
    const isEvaluated = place.quoting === "arithmetic" || place.quoting === "subscript";
    const outputLanguage =
      reading?.kind === "program" ? reading.language : isEvaluated ? ARITHMETIC : fileLanguage(node, place);
    const errorLanguage = this.errorLanguage(outputLanguage, place);
    this.open.push([script, { ...TOP, outputLanguage, errorLanguage }]);
    this.work(node.end - node.pos);
  }

  private assignment({ name, index, value }: Assignment, place: ShellPlace): void {
    if (index !== undefined) this.open.push([index, { ...place, quoting: "subscript" }]);
    const assigned = { ...place, variable: name };
    if (value.type === "Word") this.open.push([value, assigned]);
    else
      for (const element of value.elements) {
        const hasSubscript = element.text.startsWith("[") && !FIXED_SUBSCRIPT.test(element.text);
        this.open.push([element, hasSubscript ? { ...assigned, quoting: "subscript" } : assigned]);
      }
  }

  private command(node: Command, around: ShellPlace): void {
    const command = commandOf(node, this.draft);
    const reader = this.readers.readerBehind([...node.prefix, ...node.suffix]);
    const place: ShellPlace = { ...this.readBy(reader, around), command };
    for (const each of node.prefix)
      if (each.type === "Assignment") this.open.push([each, place]);
      else this.redirection(each, place, () => command.stdinLanguage);
    let word = 0;
    if (node.name !== undefined) this.open.push([node.name, { ...place, role: "word", word }]);
    for (const each of node.suffix)
      if (each.type === "Word" || each.type === "Assignment") {
        word += 1;
        this.open.push([each, { ...place, role: "word", word }]);
      } else this.redirection(each, place, () => command.stdinLanguage);
    if (DECLARES.test(node.name?.text ?? ""))
      for (const name of evaluatedVariables(command.words)) this.evaluated.add(name);
  }

  private redirection(node: Redirection, place: ShellPlace, inputLanguage: () => string | null): void {
    if (node.type === "Redirect") {
      const role = node.operator === ">&" || node.operator === "<&" ? "duplicate" : null;
      // What `< <(…)` prints is read as a program, its name is not.
      const read = node.operator === "<" ? inputLanguage() : null;
      if (node.target !== undefined) this.open.push([node.target, { ...place, role, inputLanguage: read }]);
      return;
    }
    const input: ShellPlace = { ...place, role: "input", inputLanguage: inputLanguage() };
    if (node.type === "HereString") {
      if (node.target !== undefined) this.open.push([node.target, input]);
      return;
    }
    if (node.delimiter !== undefined) this.mark(node.delimiter, { ...place, quoting: "document-end" });
    if (node.delimiter?.quoted === true)
      this.mark(node.body, { ...input, quoting: "quoted-document", unquoted: this.unquoted(node) });
    else this.open.push([node.body, { ...input, quoting: "document" }]);
  }

  private unquoted({ delimiter, body }: HereDoc): Edit | null {
    if (delimiter === undefined || !/^\w+$/.test(delimiter.value)) return null;
    const text = this.draft.script.slice(this.draft.origin(body.pos), this.draft.origin(body.end));
    if (/[$`\\]/.test(text)) return null;
    const [from, to] = [this.draft.origin(delimiter.pos), this.draft.origin(delimiter.end)];
    return { from, to, text: delimiter.value };
  }

  private pipeline({ commands }: Pipeline, place: ShellPlace): void {
    let { outputLanguage } = place;
    for (const command of commands.toReversed()) {
      const errorLanguage = this.errorLanguage(outputLanguage, place);
      this.open.push([command, { ...place, outputLanguage, errorLanguage }]);
      outputLanguage ??= this.readers.readerIn(command);
    }
  }

  /** A message of an error quotes words: `cd: can't cd to …`. It is run where it joins the output, also from further inside. */
  private errorLanguage(outputLanguage: string | null, around: ShellPlace): string | null {
    return this.joinsErrors ? (outputLanguage ?? around.errorLanguage) : null;
  }

  /** The place of a command whose output or errors a program reads, as with `> >(sh)` and `2> >(sh)`. */
  private readBy(language: string | null, place: ShellPlace): ShellPlace {
    if (language === null) return place;
    const { outputLanguage, errorLanguage } = place;
    return { ...place, outputLanguage: outputLanguage ?? language, errorLanguage: errorLanguage ?? language };
  }

  private work(characters = 1): void {
    this.worked += characters;
    if (this.worked > MAX_WORK) throw new RangeError("The script is too complex to check.");
  }
}
