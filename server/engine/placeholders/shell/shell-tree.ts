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
import type { Edit, Place } from "../sites/placeholder-sites.ts";
import { commandOf } from "./command-of.ts";
import { placeWithin } from "./place-within.ts";
import { DECLARES, evaluatedVariables } from "./shell-builtins.ts";
import { ShellCalls } from "./shell-calls.ts";
import { ShellDraft } from "./shell-draft.ts";
import { ShellFunctions } from "./shell-functions.ts";
import { ShellMarks } from "./shell-marks.ts";
import { ARITHMETIC, fileLanguage, joinedTo, type ShellPlace, type ShellTree, TOP } from "./shell-place.ts";
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

/** One pass over the tree, from the outer to the inner nodes, without recursion. */
class Walk {
  private readonly draft: ShellDraft;
  private readonly root: ParsedScript;
  private readonly open: (readonly [SyntaxNode, ShellPlace])[] = [];
  private readonly marks: ShellMarks;
  private readonly evaluated = new Set<string>();
  private error: ShellTree["error"] = null;
  private worked = 0;
  private readonly joinsErrors: boolean;
  private readonly functions: ShellFunctions;
  private readonly readers: ShellReaders;
  private readonly calls: ShellCalls;
  /** Around every command: what it prints may go to a program by a descriptor that another command has opened. */
  private readonly top: ShellPlace;

  constructor(draft: ShellDraft) {
    this.draft = draft;
    this.marks = new ShellMarks(draft);
    this.joinsErrors = JOINS_ERRORS.test(draft.script);
    this.root = parse(draft.text);
    const work = () => this.work();
    this.functions = new ShellFunctions(this.root, draft, work);
    this.calls = new ShellCalls(work);
    this.readers = new ShellReaders(draft, this.functions, work);
    const language = this.readers.readerByDescriptor(this.root);
    this.top = { ...TOP, outputLanguage: language, errorLanguage: this.joinsErrors ? language : null };
  }

  whole(): void {
    this.open.push([this.root, this.top]);
    // After the first syntax error, the tree is not reliable.
    for (let next = this.open.pop(); next !== undefined && this.error === null; next = this.open.pop())
      this.visit(...next);
  }

  tree(): ShellTree {
    return { sites: this.marks.sites(), error: this.error, evaluated: this.evaluated };
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
        this.open.push([node.body, joinedTo(place, this.calls.placeOf(node.body))]);
        break;
      case "For":
      case "Select":
        this.open.push([node.name, { ...place, role: "variable-name" }]);
        for (const word of node.wordlist ?? []) this.open.push([word, place]);
        this.open.push([node.body, place]);
        break;
      case "SingleQuoted":
      case "AnsiCQuoted":
        this.marks.mark(node.pos, node.end, {
          ...place,
          quoting: node.type === "SingleQuoted" ? "single" : "ansi",
        });
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
        if (IS_TEXT.test(node.type)) this.marks.mark(node.pos, node.end, "text");
        this.children(node, placeWithin(node, place));
    }
  }

  private script(node: ParsedScript, place: ShellPlace): void {
    for (const { pos, message } of node.errors ?? []) {
      const from = this.draft.origin(pos);
      if (this.error === null || from < this.error.from) this.error = { from, message };
    }
    this.marks.mark(node.pos, node.end, "gap");
    this.children(node, place);
  }

  private parameter(node: ParameterExpansionPart, place: ShellPlace): void {
    if (!this.marks.markReference(node.pos, node.end, place) && node.index !== undefined)
      this.open.push([node.index, { ...place, quoting: "subscript" }]);
    if (node.operation !== undefined) this.open.push([node.operation, place]);
  }

  private substitution(node: SyntaxNode & { script: ParsedScript | undefined }, place: ShellPlace): void {
    const { script } = node;
    if (script === undefined) return;
    // Inside backquotes each backslash is read twice, and the parser counts places in another text.
    if (script.source !== undefined) {
      this.marks.mark(node.pos, node.end, { ...place, quoting: "backquotes" });
      return;
    }
    const reading = place.role === "word" ? place.command?.readingOf(place.word) : null;
    const isEvaluated = place.quoting === "arithmetic" || place.quoting === "subscript";
    const outputLanguage =
      reading?.kind === "program"
        ? reading.language
        : isEvaluated
          ? ARITHMETIC
          : fileLanguage(node.type, place);
    const errorLanguage = this.errorLanguage(outputLanguage, place);
    this.open.push([script, joinedTo({ ...TOP, outputLanguage, errorLanguage }, this.top)]);
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
    const read = this.readBy(reader, around);
    const called = this.functions.calledBy(node);
    for (const [body, now] of this.calls.newsOf(called, read)) {
      this.open.push([body, now]);
      this.work(body.end - body.pos);
    }
    const place: ShellPlace = { ...read, command, isOfFunction: called.length > 0 };
    const inputLanguage = () => this.readers.inputOf(node, command);
    for (const each of node.prefix)
      if (each.type === "Assignment") this.open.push([each, place]);
      else this.redirection(each, place, inputLanguage);
    let word = 0;
    if (node.name !== undefined) this.open.push([node.name, { ...place, role: "word", word }]);
    for (const each of node.suffix)
      if (each.type === "Word" || each.type === "Assignment") {
        word += 1;
        this.open.push([each, { ...place, role: "word", word }]);
      } else this.redirection(each, place, inputLanguage);
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
    if (node.delimiter !== undefined)
      this.marks.mark(node.delimiter.pos, node.delimiter.end, { ...place, quoting: "document-end" });
    if (node.delimiter?.quoted === true)
      this.marks.mark(node.body.pos, node.body.end, {
        ...input,
        quoting: "quoted-document",
        unquoted: this.unquoted(node),
      });
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
