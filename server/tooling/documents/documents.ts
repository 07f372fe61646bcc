import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** What is made, not written: packages, builds and reports. */
const MADE = /^(?:node_modules|dist|coverage|test-results|playwright-report|\.(?!ci$).*)$/;

/** Every written file of the project, relative to its root. */
export function projectFiles(folder = ""): readonly string[] {
  const entries = readdirSync(join(PROJECT_ROOT, folder), { withFileTypes: true });
  return entries
    .filter(({ name }) => !MADE.test(name))
    .flatMap((entry) => {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      return entry.isDirectory() ? projectFiles(path) : [path];
    });
}

/** The text of a file of the project. */
export function projectText(file: string): string {
  return readFileSync(join(PROJECT_ROOT, file), "utf8");
}

/** The contents of the fenced blocks of a Markdown text that are written in `language`. */
export function codeBlocks(markdown: string, language: string): readonly string[] {
  const fence = new RegExp(`^\`\`\`${language}\n(.*?)^\`\`\``, "gms");
  return [...markdown.matchAll(fence)].map(([, block = ""]) => block);
}

/** The anchors of a Markdown text's headings, as GitHub makes them. */
export function headingAnchors(markdown: string): ReadonlySet<string> {
  const headings = [...withoutBlocks(markdown).matchAll(/^#{1,6} (.+)$/gm)];
  return new Set(headings.map(([, text = ""]) => anchorOf(text)));
}

/** The targets of a Markdown text's links and pictures, without those that lead out of the project. */
export function localLinks(markdown: string): readonly string[] {
  const text = withoutBlocks(markdown);
  const links = [...text.matchAll(/\]\(([^)\s]+)\)|(?:src|srcset)="([^"]+)"/g)];
  return links.map(([, link, picture]) => link ?? picture ?? "").filter((target) => !/^[a-z]+:/.test(target));
}

/** The names in backticks that look like files of the project: `server/runner/runner.ts`, `runner.ts`. */
export function namedFiles(markdown: string): readonly string[] {
  const names = [...withoutBlocks(markdown).matchAll(/`([^`\s]+\.(?:ts|tsx|mjs|css|md|yaml))`/g)];
  return names.map(([, name = ""]) => name).filter((name) => /^[\w./[\]-]+$/.test(name));
}

function withoutBlocks(markdown: string): string {
  return markdown.replace(/^```.*?^```/gms, "");
}

function anchorOf(heading: string): string {
  const words = heading.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, "");
  return words.replaceAll(" ", "-");
}
