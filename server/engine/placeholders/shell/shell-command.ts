import { builtinReadings } from "./shell-builtins.ts";
import { printsInto, programReadings, stdinLanguage } from "./shell-programs.ts";
import type { ShellWord, WordReading } from "./shell-word.ts";

/** A simple command. Its words are analysed once, because it may have thousands of placeholders. */
export class ShellCommand {
  private readonly readWords: () => readonly ShellWord[];
  private known: readonly ShellWord[] | null = null;
  private readings: readonly (WordReading | null)[] | null = null;

  constructor(readWords: () => readonly ShellWord[]) {
    this.readWords = readWords;
  }

  get words(): readonly ShellWord[] {
    this.known ??= this.readWords();
    return this.known;
  }

  /** How the word number `at` is read, counted from 0 for the command's name; null if it is only data. */
  readingOf(at: number): WordReading | null {
    if (this.readings === null) {
      const programs = programReadings(this.words);
      this.readings = builtinReadings(this.words).map((reading, place) => reading ?? programs[place] ?? null);
    }
    return this.readings[at] ?? null;
  }

  /** The language of the program that the command reads from its standard input; null if it reads only data. */
  get stdinLanguage(): string | null {
    return stdinLanguage(this.words);
  }

  /** The language of the program that the command reads from its word number `at`, a file; null if that is only data. */
  operandLanguage(at: number): string | null {
    return stdinLanguage(this.words.slice(0, at));
  }

  /** True if the command prints its words unchanged, so that the reader of its output reads them. */
  get printsWords(): boolean {
    return printsInto(this.words);
  }
}
