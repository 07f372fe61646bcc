import { getTableConfig, MySqlTable } from "drizzle-orm/mysql-core";
import { expect, test } from "vitest";
import { codeBlocks, projectFiles, projectText } from "./documents.ts";

const text = projectText("ARCHITECTURE.md");
const files = projectFiles();

/** Areas whose folders ARCHITECTURE.md explains one by one. */
const AREAS = ["server", "server/engine", "server/services", "server/runner", "components"];

test.each(AREAS)("ARCHITECTURE.md names every folder of %s", (area) => {
  const inside = files
    .filter((file) => file.startsWith(`${area}/`))
    .map((file) => file.slice(area.length + 1));
  const folders = new Set(inside.filter((path) => path.includes("/")).map((path) => path.split("/")[0]));
  const names = [...folders].map((folder) =>
    area === "server" ? `\`server/${folder}/\`` : `\`${folder}/\``,
  );
  expect(names.filter((name) => !text.includes(name))).toEqual([]);
});

test("the diagram of the tables has every table and every foreign key of the schema", async () => {
  const diagram = codeBlocks(text, "mermaid").find((block) => block.startsWith("erDiagram")) ?? "";
  const tables = await schemaTables();
  expect(tables.length).toBeGreaterThan(10);
  for (const table of tables) {
    const { name, foreignKeys } = getTableConfig(table);
    expect(diagram).toMatch(new RegExp(`\\b${name}\\b`));
    for (const key of foreignKeys) {
      const parent = getTableConfig(key.reference().foreignTable).name;
      expect(diagram, `${name} refers to ${parent}`).toMatch(
        new RegExp(`^ {2}${parent} \\S+ ${name} :`, "m"),
      );
    }
  }
});

async function schemaTables(): Promise<MySqlTable[]> {
  const schema = files.filter((file) => /^drizzle\/schema\/[a-z-]+\.ts$/.test(file));
  const modules = await Promise.all(schema.map((file) => import(`../../../${file}`) as Promise<object>));
  return modules.flatMap((module) => Object.values(module)).filter((value) => value instanceof MySqlTable);
}
