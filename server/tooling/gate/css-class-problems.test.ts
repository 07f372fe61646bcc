import { expect, test } from "vitest";
import { cssClassProblems } from "./css-class-problems.ts";

const SHEETS = new Map([
  ["components/a/a.module.css", ".list { color: red; }\n.row:hover > .name { margin: 0; }"],
]);

test("classes that the style sheet has are used", () => {
  const text = 'import styles from "./a.module.css";\nclsx(styles.list, styles.row, styles.name)';
  expect(cssClassProblems("components/a/a.tsx", text, SHEETS)).toEqual([]);
});

test("a class that the style sheet does not have is a problem", () => {
  const text = 'import look from "#components/a/a.module.css";\nlook.rows';
  expect(cssClassProblems("components/b/b.tsx", text, SHEETS)).toEqual([
    "components/b/b.tsx uses the class look.rows, which components/a/a.module.css does not have.",
  ]);
});

test("a style sheet that is not there is a problem", () => {
  const text = 'import styles from "./b.module.css";';
  expect(cssClassProblems("components/a/a.tsx", text, SHEETS)).toEqual([
    "components/a/a.tsx imports ./b.module.css, which is not there.",
  ]);
});
