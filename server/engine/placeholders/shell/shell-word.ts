/** A word of a command. `text` is its fixed text, without quotes and expansions. */
export type ShellWord = {
  readonly text: string;
  readonly kind: "word" | "assignment" | "list-assignment";
  readonly hasPlaceholder: boolean;
  /** True if the value may make the word an option. */
  readonly beginsWithPlaceholder: boolean;
};

/** How a command reads a word that is not only data. */
export type WordReading =
  | { readonly kind: "program"; readonly language: string }
  | { readonly kind: "arithmetic" | "name" | "list" | "format"; readonly builtin: string };
