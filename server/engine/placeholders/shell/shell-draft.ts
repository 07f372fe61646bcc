import { inputVariable } from "../../values/environment.ts";
import type { Edit, Place } from "../sites/placeholder-sites.ts";

/**
 * A script with each placeholder replaced by a reference, and each `{{name}}` by `{name}`. It is the program that will
 * run, but without the quotes around the references.
 */
export class ShellDraft {
  readonly text: string;
  readonly script: string;
  readonly sites: readonly Place[];
  /** Where the references are, in the order of the placeholders. */
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  /** The replaced parts: the end of each in the script and in the draft. */
  private readonly replaced: { readonly to: number; readonly end: number }[] = [];

  constructor(script: string, sites: readonly Place[], literals: readonly Edit[]) {
    this.script = script;
    this.sites = sites;
    const references = sites.map((site) => ({ ...site, text: `\${${inputVariable(site.name)}}` }));
    const edits = [...references, ...literals].sort((a, b) => a.from - b.from);
    let text = "";
    let done = 0;
    for (const edit of edits) {
      text += script.slice(done, edit.from);
      if ("name" in edit) {
        this.starts.push(text.length);
        this.ends.push(text.length + edit.text.length);
      }
      text += edit.text;
      done = edit.to;
      this.replaced.push({ to: edit.to, end: text.length });
    }
    this.text = text + script.slice(done);
  }

  /** The range of the numbers of the placeholders between two places; the second number is not included. */
  within(from: number, to: number): readonly [number, number] {
    return [firstFrom(this.starts, from, itself), firstFrom(this.starts, to, itself)];
  }

  /** The number of the placeholder whose reference is exactly there; -1 if there is none. */
  at(from: number, to: number): number {
    const [place] = this.within(from, from);
    return this.starts[place] === from && this.ends[place] === to ? place : -1;
  }

  /** True if the word between two places begins with the value of a placeholder. */
  beginsAt(from: number, to: number): boolean {
    const start = this.starts[this.within(from, to)[0]] ?? to;
    return start < to && /^["']*$/.test(this.text.slice(from, start));
  }

  /** The place in the script of a place in the draft that is not inside a reference. */
  origin(place: number): number {
    const before = this.replaced[firstFrom(this.replaced, place + 1, ({ end }) => end) - 1];
    return before === undefined ? place : Math.min(before.to + place - before.end, this.script.length);
  }
}

const itself = (place: number) => place;

/** The index of the first of sorted items that is not before a place. */
function firstFrom<Item>(items: readonly Item[], place: number, placeOf: (item: Item) => number): number {
  let [low, high] = [0, items.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    const item = items[middle];
    if (item !== undefined && placeOf(item) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
