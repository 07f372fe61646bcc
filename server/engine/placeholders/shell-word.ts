/** A word of a command. `text` has its quotes removed, and its expansions too: what they give shows only when it runs. */
export type ShellWord = {
  readonly text: string;
  readonly kind: "word" | "assignment" | "list-assignment";
  readonly hasPlaceholder: boolean;
  /** True where the value may turn the word into an option. */
  readonly beginsWithPlaceholder: boolean;
};

/** What a command does with one of its words beyond passing it on as data. */
export type WordReading =
  | { readonly kind: "program"; readonly language: string }
  | { readonly kind: "arithmetic" | "name" | "list" | "format"; readonly builtin: string };
