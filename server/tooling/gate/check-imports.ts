/** Checks who imports whom, what copies of a module share, length and name of each file, and the CSS classes that are used. Exit code 1 if a rule is broken. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { cssClassProblems } from "./css-class-problems.ts";
import { importProblems } from "./import-problems.ts";
import { moduleCopyProblems } from "./module-copy-problems.ts";
import { styleProblems } from "./style-problems.ts";

const ROOTS = ["app", "components", "server", "drizzle", "e2e"];

/** The files whose names end so, by their path from the root of the checkout. */
function sources(ending: RegExp): Map<string, string> {
  const files = ROOTS.filter((root) => existsSync(join(PROJECT_ROOT, root))).flatMap((root) =>
    readdirSync(join(PROJECT_ROOT, root), { recursive: true, encoding: "utf8" }).map(
      (name) => `${root}/${name}`,
    ),
  );
  const code = files.filter((file) => ending.test(file) && !file.endsWith(".d.ts")).sort();
  return new Map(code.map((file) => [file, readFileSync(join(PROJECT_ROOT, file), "utf8")]));
}

const { imports } = JSON.parse(readFileSync(join(PROJECT_ROOT, "package.json"), "utf8")) as {
  readonly imports: Readonly<Record<string, string>>;
};
const files = sources(/\.(ts|tsx|mjs)$/);
const styleSheets = sources(/\.module\.css$/);
const problems = [
  ...importProblems(files, imports),
  ...moduleCopyProblems(files),
  ...[...files].flatMap(([file, text]) => [
    ...styleProblems(file, text),
    ...(file.endsWith(".tsx") ? cssClassProblems(file, text, styleSheets) : []),
  ]),
];
for (const problem of problems) console.error(problem);
console.error(`${files.size} files, ${problems.length} ${problems.length === 1 ? "problem" : "problems"}`);
process.exitCode = problems.length === 0 ? 0 : 1;
