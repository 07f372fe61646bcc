import { ScriptUnclear } from "./placeholder-sites.ts";
import { READ_AS_INPUT, type ShellCommand, type ShellWord } from "./placeholders-shell-cursor.ts";
import { ShellWords } from "./placeholders-shell-words.ts";

type Document = {
  readonly end: string;
  readonly isQuoted: boolean;
  readonly hasTabs: boolean;
  readonly command: ShellCommand;
};

/** Reads here-documents: announced by a redirection, they stand behind the end of its line. */
export abstract class ShellDocuments extends ShellWords {
  protected documents: Document[] = [];

  /** Takes up `<<word`; `sites` is how many placeholders had been met before the word. */
  protected announce(word: ShellWord, sites: number, hasTabs: boolean, command: ShellCommand): void {
    const raw = this.script.slice(word.from, word.to);
    for (const site of this.sites.splice(sites)) this.sites.push({ ...site, quoting: "document-end" });
    const isQuoted = /['"\\]/.test(raw);
    this.documents.push({ end: isQuoted ? word.text : raw, isQuoted, hasTabs, command });
  }

  protected readDocuments(): void {
    for (const document of this.documents.splice(0)) this.document(document);
  }

  private document({ end, isQuoted, hasTabs, command }: Document): void {
    const from = this.place;
    for (let place = from; place < this.end; ) {
      const next = this.script.indexOf("\n", place);
      const lineEnd = next < 0 || next > this.end ? this.end : next;
      const line = this.script.slice(place, lineEnd);
      if ((hasTabs ? line.replace(/^\t+/, "") : line) === end) {
        this.documentBody(from, place, isQuoted, command);
        this.place = Math.min(lineEnd + 1, this.end);
        return;
      }
      place = lineEnd + 1;
    }
    throw new ScriptUnclear(from, `the here-document has no line that says ${end}`);
  }

  private documentBody(from: number, to: number, isQuoted: boolean, command: ShellCommand): void {
    const { command: outer, wordPlace } = this;
    this.command = command;
    this.wordPlace = READ_AS_INPUT;
    if (isQuoted) this.plain(from, to, "quoted-document");
    else
      this.within(from, to, () => {
        while (this.char() !== "") this.quoted("document");
      });
    this.command = outer;
    this.wordPlace = wordPlace;
  }
}
