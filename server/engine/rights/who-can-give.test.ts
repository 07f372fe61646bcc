import { expect, test } from "vitest";
import { ROOT } from "./folder-path.ts";
import { askForRole, giversIn } from "./who-can-give.ts";

test("whom to ask for a role: some names, and how many more there are", () => {
  const asked = (...names: string[]) => askForRole({ names: names.slice(0, 3), count: names.length });
  expect(asked()).toMatch(/^The command line on the server's machine/);
  expect(asked("ann")).toBe("Ask ann: they can give it under Settings, Folders.");
  expect(asked("ann", "bob")).toMatch(/^Ask ann or bob:/);
  expect(asked("ann", "bob", "cas", "dan", "eve")).toMatch(/^Ask ann, bob, cas or 2 more:/);
});

test("those who can give a role in a folder are those of the nearest folder above it that has any", () => {
  const all = [
    { path: ROOT, names: ["root"], count: 1 },
    { path: "prod", names: ["pat"], count: 1 },
  ];
  expect(giversIn("prod/db", all).names).toEqual(["pat"]);
  expect(giversIn("test", all).names).toEqual(["root"]);
  expect(giversIn("test", []).count).toBe(0);
});
