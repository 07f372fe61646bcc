import { expect, test } from "vitest";
import { peopleOf } from "./presence.ts";

const NOTHING = { vertices: [], edge: null, field: null };
const tab = (id: number, who: string, isIdle = false) => ({
  id,
  tab: String(id),
  who,
  name: `name of ${who}`,
  selection: { ...NOTHING, vertices: [`V${id}`] },
  isIdle,
  untilAt: new Date(id),
});

test("somebody with two tabs is there once, with what is selected in the tab that told something last", () => {
  expect(peopleOf([tab(1, "ann"), tab(2, "ann"), tab(3, "bob")], "bob")).toEqual([
    {
      name: "name of bob",
      isSelf: true,
      tabs: 1,
      isIdle: false,
      selection: { ...NOTHING, vertices: ["V3"] },
    },
    {
      name: "name of ann",
      isSelf: false,
      tabs: 2,
      isIdle: false,
      selection: { ...NOTHING, vertices: ["V2"] },
    },
  ]);
});

test("somebody is idle where all of their tabs are hidden, and a hidden tab says nothing of a shown one", () => {
  const [ann, bob] = peopleOf([tab(1, "ann"), tab(2, "ann", true), tab(3, "bob", true)], "cy");
  expect([ann?.isIdle, ann?.selection.vertices, ann?.tabs]).toEqual([false, ["V1"], 2]);
  expect(bob?.isIdle).toBe(true);
});

test("of far too many people fifty are listed, and whoever asks is one of them", () => {
  const many = Array.from({ length: 200 }, (_, id) => tab(id, `p${id}`));
  const people = peopleOf(many, "p199");
  expect(people).toHaveLength(50);
  expect(people[0]).toMatchObject({ name: "name of p199", isSelf: true });
});
