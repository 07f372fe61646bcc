import type { Edit, Place } from "../sites/placeholder-sites.ts";
import type { ShellCommand } from "./shell-command.ts";

/** How the shell reads a place. `single` and all kinds after it have no safe reference. */
export type Quoting =
  | "bare"
  | "double"
  | "document"
  | "arithmetic"
  | "subscript"
  | "single"
  | "ansi"
  | "quoted-document"
  | "document-end"
  | "backquotes"
  | "expansion"
  | "unclear";

/** The context of a place. */
export type ShellPlace = {
  readonly quoting: Quoting;
  /** The innermost command around the place. `word` is the number of the word; less than 0 if it is not a word of it. */
  readonly command: ShellCommand | null;
  readonly word: number;
  /** True if the command may call a function of the script, which may print the words that it is given. */
  readonly isOfFunction: boolean;
  /** The role of the place, if it is not a word of a command. */
  readonly role: "word" | "input" | "duplicate" | "number" | "variable-name" | "function-name" | null;
  /** The variable to which the place is assigned. */
  readonly variable: string | null;
  /** The language that runs what the command prints, or ARITHMETIC. */
  readonly outputLanguage: string | null;
  /** The language that runs what the shell and its commands say of errors there, or ARITHMETIC. */
  readonly errorLanguage: string | null;
  /** The language that runs the place as its input. */
  readonly inputLanguage: string | null;
  /** The edit that unquotes the end of a here-document; null if that would change the rest of its text. */
  readonly unquoted: Edit | null;
};

export type ShellSite = Place & {
  /** `comment`: the shell ignores it. `escaped`: a backslash makes it plain text. */
  readonly place: ShellPlace | "comment" | "escaped";
};

export type ShellTree = {
  readonly sites: readonly ShellSite[];
  /** The first syntax error; null if the whole script could be parsed. */
  readonly error: { readonly from: number; readonly message: string } | null;
  /** The variables that are declared with -i or -n, so that the shell evaluates their values. */
  readonly evaluated: ReadonlySet<string>;
};

/** Used as a language if the output of a command is evaluated as a number. */
export const ARITHMETIC = "arithmetic";

export const TOP: ShellPlace = {
  quoting: "bare",
  command: null,
  word: -1,
  isOfFunction: false,
  role: null,
  variable: null,
  outputLanguage: null,
  errorLanguage: null,
  inputLanguage: null,
  unquoted: null,
};

/** The language that runs what `<(…)` gives: as the input of a command, or as its first operand. */
export function fileLanguage(
  type: string,
  { role, command, word, inputLanguage }: ShellPlace,
): string | null {
  if (type !== "ProcessSubstitution") return null;
  return role === "word" ? (command?.operandLanguage(word) ?? null) : role === null ? inputLanguage : null;
}

/** A place whose output and errors are also read by those of another one. */
export function joinedTo(
  place: ShellPlace,
  other: Pick<ShellPlace, "outputLanguage" | "errorLanguage"> | undefined,
): ShellPlace {
  const outputLanguage = place.outputLanguage ?? other?.outputLanguage ?? null;
  return { ...place, outputLanguage, errorLanguage: place.errorLanguage ?? other?.errorLanguage ?? null };
}
