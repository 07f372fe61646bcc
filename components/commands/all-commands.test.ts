import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { COMMANDS } from "./command-table.ts";

const ROOT = join(import.meta.dirname, "..");

/** The text of each file of the components that is no test. */
const SOURCES: ReadonlyMap<string, string> = new Map(
  readdirSync(ROOT, { recursive: true, encoding: "utf8" })
    .filter((path) => /\.tsx?$/.test(path) && !/test\b/.test(path))
    .map((path) => [path.replaceAll("\\", "/"), readFileSync(join(ROOT, path), "utf8")]),
);

test("every action of the table is one of a page", () => {
  const pages = [...SOURCES]
    .filter(([, text]) => /\buseCommands\(|: Commands\b/.test(text))
    .map(([, text]) => text);
  const isGiven = (id: string) =>
    pages.some((text) => new RegExp(`^\\s*"?${id}"?(:|,$)|[{ ]"?${id}"?: `, "m").test(text));
  expect(Object.keys(COMMANDS).filter((id) => !isGiven(id))).toEqual([]);
});

test("keys of the whole page are listened to in one place, by the table", () => {
  const listeners = [...SOURCES]
    .filter(([, text]) => /addEventListener\("keydown"/.test(text))
    .map(([path]) => path);
  // Two give no key a meaning: they note that somebody went on. The last is a mode that any Escape ends before it
  // means something else.
  expect(listeners.sort()).toEqual([
    "commands/use-commands.ts",
    "editor/header/use-ask-once-saved.ts",
    "ui/keys/focus-soon.ts",
    "vertex-form/expressions/expression-picker.tsx",
  ]);
});

test("no keys of the table are written a second time in a button or a menu", () => {
  const keys = new Set(
    Object.values(COMMANDS).flatMap(({ keys = [] }) => keys.filter((each) => each.includes(" "))),
  );
  const again = [...SOURCES].filter(
    ([path, text]) =>
      path !== "commands/command-table.ts" && [...keys].some((each) => text.includes(`"${each}"`)),
  );
  expect(again.map(([path]) => path)).toEqual([]);
});
