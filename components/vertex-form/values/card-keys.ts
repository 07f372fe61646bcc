import { isSame } from "#engine/merge/merge-values.ts";

/** The inputs or outputs of a list by name, and the key of the card of each. */
export type CardKeys = { readonly specs: Specs; readonly keys: ReadonlyMap<string, number> };
type Specs = Readonly<Record<string, unknown>>;

/** The keys of a list that is shown for the first time. */
export function firstCardKeys(specs: Specs): CardKeys {
  return { specs, keys: new Map(Object.keys(specs).map((name, key) => [name, key])) };
}

/**
 * The keys of a list that has changed: a name keeps its key wherever it is by now, and a new name that says the same between the
 * same neighbours as one that is gone was renamed: it has the key of that one. All others get new keys.
 */
export function nextCardKeys({ specs: before, keys }: CardKeys, specs: Specs): CardKeys {
  const names = Object.keys(specs);
  const gone = runsOf(Object.keys(before), (name) => Object.hasOwn(specs, name));
  const fresh = runsOf(names, (name) => Object.hasOwn(before, name));
  const next = new Map(keys);
  let free = Math.max(-1, ...keys.values()) + 1;
  for (const [place, added] of fresh) {
    const former = gone.get(place) ?? [];
    for (const [at, name] of added.entries()) {
      const old = former.length === added.length ? former[at] : undefined;
      const key = old !== undefined && isSame(before[old], specs[name]) ? next.get(old) : undefined;
      next.set(name, key ?? free++);
    }
  }
  return { specs, keys: new Map(names.map((name) => [name, next.get(name) ?? free++])) };
}

/** The names that only one of two lists has, in a row, by the neighbours that both have. */
function runsOf(names: readonly string[], isKept: (name: string) => boolean) {
  const runs = new Map<string, string[]>();
  let before = "";
  let run: string[] = [];
  for (const name of [...names, null]) {
    if (name !== null && !isKept(name)) {
      run.push(name);
      continue;
    }
    if (run.length > 0) runs.set(JSON.stringify([before, name]), run);
    before = name ?? "";
    run = [];
  }
  return runs;
}
