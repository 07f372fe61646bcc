import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { readGraphText } from "./read-graph-text.ts";

const problemsIn = (text: string) => {
  const result = readGraphText(text);
  return result.ok ? [] : result.problems;
};
const head = "signalbox: 1\nname: g\n";

test.each(["test1", "test2", "test3", "test4"])("reads %s.yaml", (name) => {
  const url = new URL(`../../../e2e/graphs/${name}.yaml`, import.meta.url);
  const result = readGraphText(readFileSync(url, "utf8"));
  if (!result.ok) throw new Error(JSON.stringify(result.problems));
  expect(result.file.content.name).toBe(name);
  expect([...result.file.content.vertices.keys()]).toEqual(["A", "B", "C", "D"]);
});

test("JSON is read like YAML", () => {
  const value = { signalbox: 1, name: "g", vertices: { A: { script: "a\nb" } }, edges: [] };
  expect(readGraphText(JSON.stringify(value))).toEqual(
    readGraphText(`${head}vertices:\n  A:\n    script: |-\n      a\n      b\n`),
  );
});

test("a byte order mark and Windows line ends are accepted", () => {
  const text = `${head}vertices:\n  A:\n    script: |\n      a\n      b\n`;
  expect(readGraphText(`\uFEFF${text.replaceAll("\n", "\r\n")}`)).toEqual(readGraphText(text));
});

test("names that look like numbers are names", () => {
  const result = readGraphText(
    `${head}vertices:\n  007: {}\n  1e3: {}\n  null: {}\n  true: {}\nedges: [007 -> null]\n`,
  );
  expect(result.ok && [...result.file.content.vertices.keys()]).toEqual(["007", "1e3", "null", "true"]);
});

describe("a problem has a line and a column", () => {
  test.each<[string, string, string, number | undefined, number | undefined]>([
    ["an unknown key", `${head}vertices:\n  A:\n    scirpt: x\n`, "did you mean `script`", 5, 5],
    ["a bad value", `${head}vertices:\n  A:\n    script: x\n    timeout: 600\n`, "Wanted a duration", 6, 5],
    ["a bad edge", `${head}vertices: {}\nedges:\n  - A -> B\n  - A B\n`, "Wanted an edge", 6, 5],
    ["a missing name", "signalbox: 1\nvertices: {}\n", "Wanted text, found nothing", 1, 1],
    ["a key twice", `${head}vertices:\n  A: {}\n  A: {}\n`, "`A` occurs here twice.", 5, 3],
    ["a tab", `${head}vertices:\n\tA: {}\n`, "A tab is used to indent", 4, 1],
    ["two documents", `${head}vertices: {}\n---\n${head}`, "several documents", 4, 1],
    [
      "an unknown tag",
      `${head}description: !!js/function "x"\nvertices: {}\n`,
      "have no meaning here",
      3,
      14,
    ],
    [
      "another unknown tag",
      `${head}description: !!python/object:os.system x\nvertices: {}\n`,
      "have no meaning here",
      3,
      14,
    ],
    ["broken YAML", `${head}vertices: [\n`, "not well-formed YAML", 4, 1],
    ["a list as a name", `${head}? [a, b]\n: c\n`, "A name must be plain text", 3, 3],
    ["nothing", " \n", "The file is empty", 1, 1],
    ["a mark alone", "---\n", "The file is empty. Wanted a graph file", 1, 1],
    ["a comment alone", "# later\n", "The file has only comments. Wanted a graph file", 1, 1],
    ["plain prose", "hello", "Wanted a map", 1, 1],
    ["UTF-16", "s\0i\0g\0", "UTF-16", 1, 2],
    ["NUL by escape", `${head}vertices:\n  A:\n    script: "a\\0"\n`, "NUL", 5, 5],
    [
      "infinity",
      `${head}vertices:\n  A:\n    inputs:\n      n: { type: number, default: .inf }\n`,
      "Infinity",
      6,
      26,
    ],
    ["an alias without anchor", `${head}description: *x\n`, "alias", 3, 14],
    ["a merge key in quotes", `${head}vertices: {}\n"<<": { description: x }\n`, "Unknown here: `<<`", 4, 1],
    ["a merge key without a map", `${head}vertices: {}\n<<: [5]\n`, "Wanted a map after `<<`", 4, 5],
    ["an alias inside of its anchor", `${head}vertices: &v { A: *v }\n`, "inside of its own anchor", 3, 19],
    ["a prototype", `${head}vertices:\n  __proto__: {}\n`, "__proto__", 4, 3],
  ])("%s", (_, text, said, line, column) => {
    const [problem] = problemsIn(text);
    expect(problem?.text).toContain(said);
    expect(problem).toMatchObject({ ...(line === undefined ? {} : { line, column }) });
  });
});

test.each(["? [a, b]\n: c\n", "vertices: { {a: b}: c }\n", "description: &x y\n*x : 1\n", "!!int 5: 1\n"])(
  "a name that is no text is told once: %s",
  (text) => {
    expect(problemsIn(`${head}${text}`)).toHaveLength(1);
  },
);

describe("merge keys", () => {
  const vertices = (text: string) => {
    const result = readGraphText(`${head}vertices:\n${text}`);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return Object.fromEntries(result.file.content.vertices);
  };

  test("bring in the fields of another map, and a field of the map itself counts more", () => {
    const text =
      "  A: &base { script: a, timeout: 1m }\n  B: { <<: *base, script: b }\n  C: { script: c, <<: *base }\n";
    expect(vertices(text)).toEqual({
      A: { script: "a", timeout: 60_000 },
      B: { script: "b", timeout: 60_000 },
      C: { script: "c", timeout: 60_000 },
    });
  });

  test("take several maps, of which the first counts, and maps that have merge keys", () => {
    const text =
      "  A: &a { script: a, priority: 1 }\n  B: &b { <<: *a, script: b }\n  C: { <<: [*b, { priority: 2, join: any }] }\n";
    expect(vertices(text)["C"]).toEqual({ script: "b", priority: 1, join: "any" });
  });

  test("are no way around the limit of aliases", () => {
    const levels = Array.from(
      { length: 8 },
      (_, level) =>
        `  v${level}: &v${level} { <<: [${Array(9)
          .fill(level === 0 ? "{}" : `*v${level - 1}`)
          .join()}] }`,
    );
    expect(problemsIn(`${head}vertices:\n${levels.join("\n")}\n`)[0]?.text).toContain("cannot be followed");
  });
});

describe("a text is refused if its aliases would exhaust memory or stack", () => {
  test("because of the size of its expanded aliases", () => {
    const levels = Array.from(
      { length: 20 },
      (_, level) => `l${level}: &l${level} [${`*l${level - 1}, `.repeat(9)}x]`,
    );
    const [problem] = problemsIn(`l-1: &l-1 x\n${levels.join("\n")}\n`);
    expect(problem?.text).toContain("cannot be followed");
  });

  test("because of the nesting of its expanded aliases", () => {
    const levels = Array.from(
      { length: 12 },
      (_, level) =>
        `l${level}: &l${level} ${"[".repeat(7)}${level === 0 ? "" : `*l${level - 1}`}${"]".repeat(7)}`,
    );
    expect(problemsIn(levels.join("\n"))[0]?.text).toContain("64 levels");
  });
});

test("brackets in scripts, quotes and comments do not count as nesting", () => {
  const brackets = "[{".repeat(100);
  const dashes = "- ".repeat(100);
  const text = `# ${brackets}\n${head}description: '${brackets}'\nvertices:\n  A:\n    script: |\n      ${brackets}\n      ${dashes}\n  B:\n    script: "${brackets}"\n`;
  const result = readGraphText(text);
  expect(result.ok && result.file.content.vertices.get("A")?.script).toBe(`${brackets}\n${dashes}\n`);
});

test("twenty thousand lines do not count as nesting", () => {
  expect(problemsIn(`${head}vertices:\n${"  # a\n".repeat(20_000)}  A: { script: x }\n`)).toEqual([]);
});
