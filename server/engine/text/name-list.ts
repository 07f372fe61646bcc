const LISTS = {
  and: new Intl.ListFormat("en-GB", { type: "conjunction" }),
  or: new Intl.ListFormat("en-GB", { type: "disjunction" }),
};

type Options = {
  /** How many there are, of which the names may be only the first. */
  readonly count?: number;
  /** How many are named. */
  readonly most?: number;
  readonly word?: keyof typeof LISTS;
};

/** "ann, bob, cas and 2 more": the first of some names, and how many others there are. Empty where there are none. */
export function nameList(names: readonly string[], options: Options = {}): string {
  const { count = names.length, most = 3, word = "and" } = options;
  const shown = names.slice(0, most);
  const more = count - shown.length;
  return LISTS[word].format(more > 0 ? [...shown, `${more} more`] : shown);
}
