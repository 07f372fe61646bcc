import { posix } from "node:path";
import { GUARDED_PACKAGES, IMPORT_RULES, type ImportRule, TEST_FILE, TESTING_AREA } from "./import-rules.ts";
import { importsOf } from "./imports-of.ts";

/** Source files by their path from the root of the checkout. */
export type SourceFiles = ReadonlyMap<string, string>;

type Import = { readonly from: string; readonly line: number; readonly isTypeOnly: boolean };

/**
 * Every import that crosses a wall between rooms, and every circle of imports; one sentence each, with the place.
 *
 * @param files the sources, whose imports of each other are judged.
 * @param aliases the `imports` of package.json, such as `#engine/*` to `./server/engine/*`.
 */
export function importProblems(files: SourceFiles, aliases: Readonly<Record<string, string>>): string[] {
  const problems: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [from, text] of files) {
    const heads: string[] = [];
    for (const { specifier, line, isTypeOnly } of importsOf(from, text)) {
      const place = { from, line, isTypeOnly };
      const target = targetOf(from, specifier, aliases);
      const problem = target === null ? packageProblem(place, specifier) : areaProblem(place, target);
      if (problem !== null) problems.push(`${from}:${line} ${problem}`);
      if (target !== null && !isTypeOnly && files.has(target)) heads.push(target);
    }
    graph.set(from, heads);
  }
  return [...problems, ...circles(graph)];
}

/** The path of the file that is meant, or null for a package. */
function targetOf(from: string, specifier: string, aliases: Readonly<Record<string, string>>): string | null {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  const alias = Object.entries(aliases).find(([key]) => specifier.startsWith(key.replace("*", "")));
  if (alias === undefined) return null;
  const [key, value] = alias;
  return posix.normalize(value.replace("*", specifier.slice(key.length - 1)));
}

function areaProblem({ from, isTypeOnly }: Import, target: string): string | null {
  const rule = ruleOf(from);
  const wanted = ruleOf(target);
  if (wanted === undefined || rule === wanted) return null;
  const isTest = TEST_FILE.test(from);
  if (wanted.path === TESTING_AREA) {
    const isAllowed = isTest || from.startsWith("e2e/") || rule?.mayImport.includes(TESTING_AREA) === true;
    return isAllowed ? null : `imports ${target}, which is for tests only`;
  }
  if (rule === undefined) return null;
  if (isTest && rule.path !== "server/engine/") return null;
  if (rule.mayImport.includes(wanted.path)) return null;
  if (rule.mayImportTypes?.includes(wanted.path)) {
    return isTypeOnly ? null : `imports ${target}: ${rule.path} may import only types of ${wanted.path}`;
  }
  const allowed = rule.mayImport.length === 0 ? "nothing but itself" : rule.mayImport.join(", ");
  return `imports ${target}: ${rule.path} may import ${allowed}`;
}

function packageProblem({ from, isTypeOnly }: Import, specifier: string): string | null {
  const rule = ruleOf(from);
  if (rule === undefined || TEST_FILE.test(from)) return null;
  const name = packageName(specifier);
  const guarded = GUARDED_PACKAGES[name];
  if (guarded !== undefined && !guarded.includes(rule.path)) {
    return `imports ${specifier}: only ${guarded.join(", ")} may`;
  }
  if (name.startsWith("node:")) {
    return rule.usesNode || isTypeOnly
      ? null
      : `imports ${specifier}: ${rule.path} may not use Node's modules`;
  }
  if (rule.packages === undefined || rule.packages.includes(name)) return null;
  return `imports ${specifier}: ${rule.path} may import ${rule.packages.join(", ") || "no package"}`;
}

function packageName(specifier: string): string {
  const parts = specifier.split("/");
  return specifier.startsWith("@") ? parts.slice(0, 2).join("/") : (parts[0] ?? specifier);
}

function ruleOf(file: string): ImportRule | undefined {
  return IMPORT_RULES.find(({ path }) => file.startsWith(path));
}

/** One sentence for each circle of files that import each other. */
function circles(graph: ReadonlyMap<string, readonly string[]>): string[] {
  const found: string[] = [];
  const done = new Set<string>();
  for (const start of graph.keys()) {
    const path = pathBackTo(start, graph, done);
    if (path !== null) {
      found.push(`${[...path, start].join(" → ")}: these import each other in a circle`);
      for (const file of path) done.add(file);
    }
    done.add(start);
  }
  return found;
}

/** The shortest way from `start` along its imports back to itself, without the files that are done; null: there is none. */
function pathBackTo(
  start: string,
  graph: ReadonlyMap<string, readonly string[]>,
  done: ReadonlySet<string>,
): string[] | null {
  const cameFrom = new Map<string, string | null>([[start, null]]);
  const queue = [start];
  for (let file = queue.shift(); file !== undefined; file = queue.shift()) {
    for (const head of graph.get(file) ?? []) {
      if (head === start) return trail(file, cameFrom);
      if (done.has(head) || cameFrom.has(head)) continue;
      cameFrom.set(head, file);
      queue.push(head);
    }
  }
  return null;
}

function trail(end: string, cameFrom: ReadonlyMap<string, string | null>): string[] {
  const path: string[] = [];
  for (let each: string | null = end; each !== null; each = cameFrom.get(each) ?? null) path.unshift(each);
  return path;
}
