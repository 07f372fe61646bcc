import { posix } from "node:path";
import { GUARDED_PACKAGES } from "./guarded-packages.ts";
import { folderGraph, importCycles } from "./import-cycles.ts";
import type { ImportRule } from "./import-rule.ts";
import { IMPORT_RULES, TEST_FILE, TESTING_AREA } from "./import-rules.ts";
import { importsOf } from "./imports-of.ts";

/** Source files by their path from the root of the checkout. */
export type SourceFiles = ReadonlyMap<string, string>;

type Import = { readonly from: string; readonly line: number; readonly isTypeOnly: boolean };

/**
 * Every import that breaks a rule, and every cycle of files or folders; one sentence each, with the place. Type imports
 * count like others. A test may import more than the code beside it, so tests count in cycles of files only.
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
      if (target !== null && files.has(target)) heads.push(target);
    }
    graph.set(from, heads);
  }
  const code = new Map([...graph].filter(([file]) => !TEST_FILE.test(file)));
  return [
    ...problems,
    ...importCycles(graph).map((cycle) => `${cycle.join(" → ")}: these files import each other`),
    ...importCycles(folderGraph(code)).map(
      (cycle) => `${cycle.join(" → ")}: these folders import each other`,
    ),
  ];
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
  if (wanted === undefined) return null;
  const isTest = TEST_FILE.test(from);
  if (rule === wanted) return isTest ? null : layerProblem(rule, from, target);
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

function layerProblem({ path, layers }: ImportRule, from: string, target: string): string | null {
  if (layers === undefined) return null;
  const [own, other] = [from, target].map((file) =>
    layerOf(layers, posix.dirname(`./${file.slice(path.length)}`)),
  );
  if (own === undefined || other === undefined) {
    const missing = own === undefined ? from : target;
    return `imports ${target}: the folder of ${missing} has no layer in import-rules.ts`;
  }
  if (layers.indexOf(other) <= layers.indexOf(own)) return null;
  return `imports ${target}: ${other} is a higher layer of ${path} than ${own}`;
}

/** The longest entry that the folder is, or is in. */
function layerOf(layers: readonly string[], folder: string): string | undefined {
  const inside = `${folder.replace(/^\.\//, "")}/`;
  return layers
    .filter((layer) => inside.startsWith(`${layer}/`))
    .sort((one, other) => other.length - one.length)[0];
}

function packageProblem({ from, isTypeOnly }: Import, specifier: string): string | null {
  const rule = ruleOf(from);
  if (rule === undefined || TEST_FILE.test(from)) return null;
  const name = packageName(specifier);
  const guarded = GUARDED_PACKAGES[name];
  if (guarded !== undefined && !guarded.some((path) => from.startsWith(path))) {
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
