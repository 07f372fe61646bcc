import { parseSync } from "oxc-parser";

/** One import of a file, as it is written there. */
export type FoundImport = {
  readonly specifier: string;
  readonly line: number;
  /** True where nothing of it is left when the program runs: `import type`, `export type`. */
  readonly isTypeOnly: boolean;
};

/**
 * Every import, re-export and dynamic import of a TypeScript file.
 *
 * @throws Error where the file cannot be parsed.
 */
export function importsOf(file: string, text: string): FoundImport[] {
  const { module, errors } = parseSync(file, text);
  const [error] = errors;
  if (error !== undefined) throw new Error(`${file} cannot be parsed: ${error.message}`);
  const lineAt = (position: number): number => text.slice(0, position).split("\n").length;
  const found: FoundImport[] = module.staticImports.map(({ start, moduleRequest }) => ({
    specifier: moduleRequest.value,
    line: lineAt(start),
    isTypeOnly: isTypeStatement(text, start),
  }));
  for (const { start, entries } of module.staticExports) {
    const request = entries.find(({ moduleRequest }) => moduleRequest !== null)?.moduleRequest;
    if (request == null) continue;
    found.push({ specifier: request.value, line: lineAt(start), isTypeOnly: isTypeStatement(text, start) });
  }
  for (const { start, moduleRequest } of module.dynamicImports) {
    const written = text.slice(moduleRequest.start, moduleRequest.end);
    const specifier = /^["'`]([^"'`$]+)["'`]$/.exec(written)?.[1];
    // What is computed cannot be judged; a file with one says so to its reader, too.
    if (specifier !== undefined) found.push({ specifier, line: lineAt(start), isTypeOnly: false });
  }
  return found;
}

/** `import { type A }` keeps an import of the module when it runs; only a whole `import type` goes away. */
function isTypeStatement(text: string, start: number): boolean {
  return /^(import|export)\s+type\b/.test(text.slice(start, start + 30));
}
