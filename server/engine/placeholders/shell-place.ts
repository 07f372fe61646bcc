import type { Edit, Place } from "./placeholder-sites.ts";
import type { ShellCommand } from "./shell-command.ts";

/** How the shell reads a place. From `single` on there is no safe reference. */
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

/** What stands around a place. */
export type ShellPlace = {
  readonly quoting: Quoting;
  /** The innermost command it stands in, and which of its words that is; less than 0 where it is none of its words. */
  readonly command: ShellCommand | null;
  readonly word: number;
  /** What the place is, where it is no word of a command. */
  readonly role: "word" | "input" | "duplicate" | "number" | "variable-name" | "function-name" | null;
  /** The variable to which it is assigned. */
  readonly variable: string | null;
  /** The language that runs what the command prints, or ARITHMETIC. */
  readonly outputLanguage: string | null;
  /** The language that runs what the place is read as. */
  readonly inputLanguage: string | null;
  /** What takes the quotes from the end of a here-document; null where that would change the rest of its text. */
  readonly unquoted: Edit | null;
};

export type ShellSite = Place & {
  /** `comment`: text that nothing reads. `escaped`: a backslash keeps it as text. */
  readonly place: ShellPlace | "comment" | "escaped";
};

export type ShellTree = {
  readonly sites: readonly ShellSite[];
  /** Where the script is not a shell's, and why; null where the parser could read it whole. */
  readonly error: { readonly from: number; readonly message: string } | null;
  /** Variables of which `declare -i` or `declare -n` says that what they are given is evaluated. */
  readonly evaluated: ReadonlySet<string>;
};

/** Stands for a language where what a command prints is evaluated as a number. */
export const ARITHMETIC = "arithmetic";

export const TOP: ShellPlace = {
  quoting: "bare",
  command: null,
  word: -1,
  role: null,
  variable: null,
  outputLanguage: null,
  inputLanguage: null,
  unquoted: null,
};
