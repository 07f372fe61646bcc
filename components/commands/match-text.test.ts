import fc from "fast-check";
import { expect, test } from "vitest";
import { fitOf, fitting } from "./match-text.ts";

const NAMES = [
  "Tidy from left to right",
  "Go to settings",
  "Graphs",
  "deploy",
  "undeploy",
  "Rename",
  "New graph",
];
const found = (typed: string) => fitting(NAMES, typed, (name) => [name]);

test.each([
  ["graph", ["Graphs", "New graph"]],
  ["dep", ["deploy", "undeploy"]],
  ["dpl", ["deploy"]],
  ["left tidy", ["Tidy from left to right"]],
  ["set", ["Go to settings"]],
  ["xyz", []],
  ["  ", NAMES],
])("%j finds %j", (typed, names) => {
  expect(found(typed)).toEqual(names);
});

test("accents and capitals do not matter, in any script", () => {
  expect(fitOf("uber", "Über")).toBe(fitOf("über", "uber"));
  expect(fitOf("部署", "生产 部署")).not.toBeNull();
  expect(fitOf("DEPLOY", "deploy")).not.toBeNull();
});

test("a text fits itself, and what is a part of it, whatever is in it", () => {
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 30 })
    .filter((each) => each.trim() !== "");
  fc.assert(
    fc.property(text, text, (one, other) => {
      expect(fitOf(one, one)).not.toBeNull();
      expect(fitOf(one, `${other} ${one}`)).not.toBeNull();
    }),
  );
});

test("the whole name is before names that only begin so, and those before names that have it somewhere", () => {
  expect(fitting(["my build", "builder", "build"], "build", (name) => [name])).toEqual([
    "build",
    "builder",
    "my build",
  ]);
});

test("other words of an entry find it, behind those that have it in the name", () => {
  const entries = [
    ["Remove", "delete"],
    ["Delete schedule", ""],
  ];
  expect(fitting(entries, "delete", (entry) => entry).map(([name]) => name)).toEqual([
    "Delete schedule",
    "Remove",
  ]);
});
