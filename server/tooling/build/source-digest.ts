import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** All that a build is made of. Documents and tests are not: changing them builds nothing. */
const SOURCES = [
  "app",
  "components",
  "public",
  "server",
  "drizzle/schema",
  "instrumentation.ts",
  "proxy.ts",
  "next.config.mjs",
  "package.json",
  "package-lock.json",
  "tsconfig.json",
];
const NOT_BUILT = /\.test\.tsx?$|\.md$/;

/** One digest of everything that a build is made of: names and bytes, not times, which a fresh clone sets anew. */
export function sourceDigest(root: string = PROJECT_ROOT): string {
  const digest = createHash("sha256").update(process.versions.node);
  for (const file of SOURCES.flatMap((name) => filesUnder(join(root, name)))) {
    const bytes = readFileSync(file);
    digest.update(`\n${relative(root, file)}\n${bytes.length}\n`).update(bytes);
  }
  return digest.digest("hex");
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (!statSync(path).isDirectory()) return NOT_BUILT.test(path) ? [] : [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
