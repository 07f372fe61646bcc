import { posix } from "node:path";

const MODULE_IMPORT = /import (\w+) from "([^"]+\.module\.css)"/g;

/**
 * Classes that a component uses and its CSS module does not have. TypeScript cannot see them: every property of a CSS
 * module is a string to it, and a missing one is an element without its look.
 *
 * @param styleSheets CSS modules by their path from the root of the checkout.
 * @param resolve gives the path of an import.
 */
export function cssClassProblems(
  file: string,
  text: string,
  styleSheets: ReadonlyMap<string, string>,
  resolve: (from: string, specifier: string) => string = resolveComponent,
): string[] {
  return [...text.matchAll(MODULE_IMPORT)].flatMap(([, name = "", specifier = ""]) => {
    const path = resolve(file, specifier);
    const css = styleSheets.get(path);
    if (css === undefined) return [`${file} imports ${specifier}, which is not there.`];
    const classes = new Set([...css.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, each]) => each));
    const code = text.replaceAll(MODULE_IMPORT, "");
    const used = new Set([...code.matchAll(new RegExp(`\\b${name}\\.(\\w+)`, "g"))].map(([, each]) => each));
    return [...used]
      .filter((each) => !classes.has(each))
      .map((each) => `${file} uses the class ${name}.${each}, which ${path} does not have.`);
  });
}

function resolveComponent(from: string, specifier: string): string {
  if (specifier.startsWith(".")) return posix.join(posix.dirname(from), specifier);
  return specifier.replace(/^#components\//, "components/");
}
