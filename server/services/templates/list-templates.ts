import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { TemplateView } from "#contract/templates.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";

/** Where the templates are, a graph file each, with the name of its graph. */
const FOLDER = join(PROJECT_ROOT, "server", "services", "templates", "graphs");

/** The templates in the order in which they are shown, and what another one needs: that is not shown by itself. */
const NAMES: readonly { readonly name: string; readonly needs?: readonly string[] }[] = [
  { name: "server-upgrade" },
  { name: "fan-out" },
  { name: "conditional-release" },
  { name: "over-hosts" },
  { name: "blue-green", needs: ["blue-green-host"] },
  { name: "nightly-etl" },
  { name: "certificate-renewal" },
  { name: "stream-to-warehouse" },
];

let known: Promise<readonly TemplateView[]> | null = null;

/** All templates, read once. */
export function listTemplates(): Promise<readonly TemplateView[]> {
  known ??= readAll().catch((error) => {
    // The next question is another try.
    known = null;
    throw error;
  });
  return known;
}

async function readAll(): Promise<readonly TemplateView[]> {
  return Promise.all(
    NAMES.map(async ({ name, needs = [] }) => ({
      ...(await readTemplate(name)),
      needs: await Promise.all(needs.map(readTemplate)),
    })),
  );
}

async function readTemplate(name: string) {
  return { name, text: await readFile(join(FOLDER, `${name}.yaml`), "utf8") };
}
