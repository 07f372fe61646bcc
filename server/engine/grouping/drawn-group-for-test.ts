import fc from "fast-check";
import type { Script } from "#testing/engine/grouped-run.ts";
import { parseGraphFile } from "../graph-file/graph-file.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { reached } from "../model/reached.ts";

const weighted = <Value>(...values: readonly Value[]) => fc.constantFrom(...values);

const APPROVAL = { kind: "approval", prompt: { title: "Go on?" } };

/** Its outputs are lists: nothing else reads them. */
const ITEMS = { script: "x", foreach: { items: "[1, 2]" }, inputs: { i: { type: "integer", from: "item" } } };

type Drawn = { readonly file: GraphFile; readonly inside: readonly string[]; readonly results: Script };

/**
 * A graph that has vertices before a group, in it, behind it and beside it. Most of its edges are such that the group can be
 * made; some are not.
 */
export const drawn = fc.gen().map((draw): Drawn => {
  const chance = (percent: number) => draw(fc.nat, { max: 99 }) < percent;
  const names = (letter: string, count: number) =>
    Array.from({ length: count }, (_, place) => `${letter}${place}`);
  const before = names("b", draw(fc.nat, { max: 2 }));
  const inside = names("i", 1 + draw(fc.nat, { max: 4 }));
  const after = names("a", draw(fc.nat, { max: 2 }));
  const beside = chance(25) ? ["s0"] : [];
  const watchers = chance(20) ? ["t0"] : [];
  const edges: {
    tail: string;
    head: string;
    when?: string;
    rescue?: true;
    default?: true;
    after?: string;
  }[] = [];
  const add = (tail: string, head: string, more: object = {}) => {
    if (!edges.some((edge) => edge.tail === tail && edge.head === head)) edges.push({ tail, head, ...more });
  };
  const condition = (tail: string) =>
    draw(() =>
      weighted(
        `outputs.${tail}.n > 2`,
        `outputs.${tail}.t == "t1"`,
        "params.p > 2",
        `has(outputs.${tail}.n)`,
      ),
    );
  const more = (tail: string): object => {
    if (chance(75)) return {};
    return draw(() =>
      weighted<object>(
        { when: "failed" },
        { when: "always" },
        { when: "failed", rescue: true },
        { default: true },
        { after: "30s" },
        { when: condition(tail) },
      ),
    );
  };
  if (before.length === 2 && chance(50)) add("b0", "b1", more("b0"));
  for (const [place, head] of inside.entries())
    for (const tail of inside.slice(0, place)) if (chance(50)) add(tail, head, more(tail));
  // Only a timer leads to it.
  for (const head of watchers) add("i0", head, { after: "30s" });
  const has = (name: string, end: "tail" | "head", others: readonly string[]) =>
    edges.some((edge) => edge[end] === name && others.includes(edge[end === "tail" ? "head" : "tail"]));
  for (const tail of before.filter(() => chance(70))) {
    const same = more(tail);
    for (const head of inside)
      if (!has(head, "head", inside) ? chance(95) : chance(8))
        add(tail, head, chance(95) ? same : more(tail));
  }
  for (const head of after.filter(() => chance(80))) {
    const sinks = inside.filter((name) => !has(name, "tail", inside));
    const same = sinks.length === 1 || chance(20) ? more(sinks[0] ?? "i0") : {};
    const isFailed = "when" in same && same.when === "failed" && !("rescue" in same);
    for (const tail of inside)
      if (isFailed ? chance(95) : sinks.includes(tail) ? chance(95) : chance(8)) add(tail, head, same);
  }
  if (after.length === 2 && chance(40)) add("a0", "a1", more("a0"));
  for (const name of beside) {
    if (before[0] !== undefined && chance(50)) add(before[0], name);
    if (after[0] !== undefined && chance(50)) add(name, after[0]);
  }
  const all = [...before, ...inside, ...watchers, ...beside, ...after];
  const others = new Map(
    all.flatMap((name): [string, object][] => {
      if (chance(85)) return [];
      return [[name, draw(() => weighted<object>({ kind: "wait", wait: { for: "1m" } }, APPROVAL, ITEMS))]];
    }),
  );
  const vertices = Object.fromEntries(
    all.map((name) => {
      const other = others.get(name);
      if (other !== undefined) return [name, other];
      const above = [
        ...reached({ edges: edges.map(({ tail, head }) => ({ tail, head })) }, [name], "before"),
      ].filter((each) => each !== name && !others.has(each));
      const from = above[draw(fc.nat, { max: 9 })];
      const readsText = chance(50);
      const inputs = {
        ...(from !== undefined && {
          v: {
            type: readsText ? "string" : "integer",
            from: readsText ? `outputs.${from}.t` : `outputs.${from}.n`,
            ...(chance(80) && { default: readsText ? "none" : 7 }),
          },
        }),
        ...(chance(20) && { p: { type: "integer", from: "params.p + 1" } }),
      };
      return [
        name,
        {
          script: "x",
          inputs,
          outputs: { n: { type: "integer" } },
          ...(chance(20) && { join: draw(() => weighted("any", "every")) }),
          ...(chance(8) && { onFailure: "ignore" }),
          ...(chance(10) && { timeout: "1m", onTimeout: "skip" }),
          ...(chance(8) && { branch: draw(() => weighted("first", "some", "one")) }),
          ...(chance(45) && { revert: chance(50) ? "none" : "undo" }),
        },
      ];
    }),
  );
  const isCalm = chance(35);
  const results = new Map(
    all.map((name) => [
      name,
      {
        fails: !isCalm && chance(25),
        isLate: chance(50),
        undoFails: chance(10),
        outputs: {
          ...(chance(85) && { n: draw(fc.nat, { max: 5 }) }),
          ...(chance(85) && { t: `t${draw(fc.nat, { max: 2 })}` }),
        },
      },
    ]),
  );
  const header = {
    params: { p: { type: "integer", default: 2 } },
    onFailure: draw(() => weighted("stop", "continue", "revert")),
  };
  const parsed = parseGraphFile({ signalbox: 1, name: "g", ...header, vertices, edges });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return {
    file: parsed.file,
    inside: [...inside, ...watchers],
    results: (name) => results.get(name) ?? { fails: false, outputs: {} },
  };
});
