import { dirname, join, normalize } from "node:path";
import { expect, test } from "vitest";
import { headingAnchors, localLinks, namedFiles, projectFiles, projectText } from "./documents.ts";

const files = projectFiles();
const documents = files.filter((file) => file.endsWith(".md"));
const decisions = documents.filter((file) => /^docs\/decisions\/\d/.test(file));

/** True where `name` is a file or a folder of the project, or the end of a file's path. */
function isThere(name: string): boolean {
  const path = name.replace(/\/$/, "");
  return files.some((file) => file === path || file.startsWith(`${path}/`) || file.endsWith(`/${path}`));
}

test.each(documents)("every link in %s leads to a file and a heading that are there", (document) => {
  for (const link of localLinks(projectText(document))) {
    const [path = "", anchor] = link.split("#");
    const target = path === "" ? document : normalize(join(dirname(document), path));
    expect(isThere(target), `${document} links to ${link}`).toBe(true);
    if (anchor === undefined) continue;
    expect(headingAnchors(projectText(target)), `${document} links to ${link}`).toContain(anchor);
  }
});

test.each(documents)("every file that %s names is there", (document) => {
  const missing = namedFiles(projectText(document)).filter((name) => !isThere(name) && !isExample(name));
  expect(missing).toEqual([]);
});

/** Names that a document makes up: a file of the reader, or a file that an example adds. */
function isExample(name: string): boolean {
  return name === "deploy.yaml" || /NNN|NAME/.test(name);
}

test.each(decisions)("%s begins with its number, and says its date and its status", (decision) => {
  const number = /\/(\d{3})-/.exec(decision)?.[1];
  const text = projectText(decision);
  expect(text).toMatch(new RegExp(`^# ${number}: .+\n`));
  expect(text).toMatch(/^Date: \d{4}-\d{2}-\d{2}$/m);
  expect(text).toMatch(/^Status: (accepted|replaced by \d{3}|withdrawn)$/m);
});

test("docs/decisions/README.md lists every record with its title, date and status", () => {
  const index = projectText("docs/decisions/README.md");
  for (const decision of decisions) {
    const text = projectText(decision);
    const title = /^# \d{3}: (.+)$/m.exec(text)?.[1];
    const date = /^Date: (.+)$/m.exec(text)?.[1];
    const status = /^Status: (.+)$/m.exec(text)?.[1];
    const number = /\/(\d{3})-/.exec(decision)?.[1];
    const row = `| ${number} | [${title}](${decision.slice("docs/decisions/".length)}) | ${date} | ${status} |`;
    expect(index).toContain(row);
  }
});

test("README.md lists every variable of the environment that the product reads", () => {
  const readme = projectText("README.md");
  const variables = [...projectText("server/platform/env.ts").matchAll(/^ {2}([A-Z_]+): /gm)];
  expect(variables.length).toBeGreaterThan(10);
  for (const [, name] of variables) expect(readme).toContain(`| \`${name}\` |`);
});

test("every variable of the environment that a document names is read or set by the product", () => {
  const code = files.filter((file) => /\.(ts|mjs|yaml)$|Dockerfile$/.test(file) && !/\.test\.ts$/.test(file));
  const known = new Set(code.flatMap((file) => projectText(file).match(/\bSIGNALBOX_[A-Z_]+/g) ?? []));
  const named = documents.flatMap((file) => projectText(file).match(/\bSIGNALBOX_[A-Z_]+/g) ?? []);
  expect([...new Set(named)].filter((name) => !known.has(name))).toEqual([]);
});

test("CONTRIBUTING.md lists every step of the gate and of npm test", () => {
  const contributing = projectText("CONTRIBUTING.md");
  const code = projectText("server/tooling/steps/run-checks.ts");
  const steps = [...code.matchAll(/(?:name: |vitestStep\()"([a-z ]+)"/g)].map(([, name]) => name);
  expect(steps.length).toBeGreaterThan(7);
  expect(steps.filter((name) => !contributing.includes(`| ${name} |`))).toEqual([]);
});
