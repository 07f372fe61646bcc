import { isComment, isEscaped } from "./place-within.ts";
import type { ShellDraft } from "./shell-draft.ts";
import { type ShellPlace, type ShellSite, TOP } from "./shell-place.ts";

type Languages = Pick<ShellPlace, "outputLanguage" | "errorLanguage" | "inputLanguage">;

/** How each placeholder of a draft is read, so far. */
export class ShellMarks {
  private readonly draft: ShellDraft;
  /** `gap`: it is between words, for example in a comment. */
  private readonly places: (ShellPlace | "gap" | "text")[];
  /** A function is looked at for each language that reads what it prints: all of them count. */
  private readonly languages: Languages[];

  constructor(draft: ShellDraft) {
    this.draft = draft;
    this.places = draft.sites.map(() => "gap");
    this.languages = draft.sites.map(() => TOP);
  }

  /** Marks all placeholders between two places; the second is not included. */
  mark(pos: number, end: number, as: ShellPlace | "gap" | "text"): void {
    const [from, to] = this.draft.within(pos, end);
    for (let number = from; number < to; number += 1) this.put(number, as);
  }

  /** Marks the placeholder whose reference is exactly there; false if there is none. */
  markReference(pos: number, end: number, as: ShellPlace): boolean {
    const number = this.draft.at(pos, end);
    if (number >= 0) this.put(number, as);
    return number >= 0;
  }

  private put(number: number, as: ShellPlace | "gap" | "text"): void {
    this.places[number] = as;
    if (typeof as === "object") this.languages[number] = joined(this.languages[number] ?? TOP, as);
  }

  sites(): ShellSite[] {
    const { draft, places } = this;
    return draft.sites.map((site, number): ShellSite => {
      const place = places[number] ?? "gap";
      if (typeof place === "object")
        return { ...site, place: { ...place, ...joined(place, this.languages[number] ?? TOP) } };
      const isText =
        place === "text" ? isEscaped(draft.script, site.from) : isComment(draft.script, site.from);
      if (!isText) return { ...site, place: { ...TOP, quoting: "unclear" } };
      return { ...site, place: place === "text" ? "escaped" : "comment" };
    });
  }
}

function joined(one: Languages, other: Languages): Languages {
  return {
    outputLanguage: one.outputLanguage ?? other.outputLanguage,
    errorLanguage: one.errorLanguage ?? other.errorLanguage,
    inputLanguage: one.inputLanguage ?? other.inputLanguage,
  };
}
