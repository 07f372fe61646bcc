import { builtinReadings } from "./shell-builtins.ts";
import { printsInto, programReadings, stdinLanguage } from "./shell-programs.ts";
import type { ShellWord, WordReading } from "./shell-word.ts";

/** A simple command. What is known of its words is worked out once, since one command may hold thousands of placeholders. */
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

  /** What becomes of the word number `at`, counted from 0 for the command's name; null where it stays data. */
  readingOf(at: number): WordReading | null {
    if (this.readings === null) {
      const programs = programReadings(this.words);
      this.readings = builtinReadings(this.words).map((reading, place) => reading ?? programs[place] ?? null);
    }
    return this.readings[at] ?? null;
  }

  /** The language in which the command runs what it reads from its standard input; null where it runs nothing. */
  get stdinLanguage(): string | null {
    return stdinLanguage(this.words);
  }

  /** Whether it prints its words as they are, so that whatever reads its output reads them. */
  get printsWords(): boolean {
    return printsInto(this.words);
  }
}
