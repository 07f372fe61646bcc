import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Connection, createConnection, type RowDataPacket } from "mysql2/promise";
import { afterAll, inject } from "vitest";
import { connectionOptionsOf } from "#platform/database-url.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";

const PASSWORD = "for-users-of-tests";

export type DatabaseUser = {
  /** The address of the database, with this user. */
  readonly url: string;
  /** The grants of its file, and those that the server says it has; both as plain text, in one order. */
  readonly wanted: readonly string[];
  readonly given: readonly string[];
  /** The names of all tables. */
  readonly tables: readonly string[];
};

/** Makes a user by a file of the documents, for the database of a test. It is dropped at the end. */
export async function makeDatabaseUser(of: "runner" | "web", databaseUrl: string): Promise<DatabaseUser> {
  const name = connectionOptionsOf(databaseUrl).database ?? "";
  const user = `${of}-of-${name}`;
  const statements = readFileSync(join(PROJECT_ROOT, "docs", `${of}-user.sql`), "utf8")
    .replaceAll(/^--.*$/gm, "")
    .replaceAll("`signalbox`", `\`${name}\``)
    .replaceAll(`'signalbox-${of}'@'%'`, `'${user}'@'%'`)
    .replace("REPLACE-THIS-PASSWORD", PASSWORD)
    .split(";")
    .map((text) => text.trim())
    .filter((text) => text !== "");
  const admin = await createConnection(connectionOptionsOf(inject("databaseServerUrl")));
  for (const statement of statements) await admin.query(statement);
  afterAll(async () => {
    await admin.query(`DROP USER '${user}'@'%'`);
    await admin.end();
  });
  const given = await firstColumn(admin, `SHOW GRANTS FOR '${user}'@'%'`);
  return {
    url: `mysql://${encodeURIComponent(user)}:${PASSWORD}@${databaseUrl.slice(databaseUrl.indexOf("@") + 1)}`,
    wanted: statements
      .filter((text) => text.startsWith("GRANT"))
      .map(plain)
      .sort(),
    given: given.map(plain).sort(),
    tables: await firstColumn(admin, `SHOW TABLES FROM \`${name}\``),
  };
}

async function firstColumn(connection: Connection, query: string): Promise<string[]> {
  const [rows] = await connection.query<RowDataPacket[]>(query);
  return rows.map((row) => String(Object.values(row)[0]));
}

/** As both the file and the server write it. The server lists columns in no order that can be known. */
function plain(text: string): string {
  return text
    .replaceAll("`", "")
    .replaceAll("'", "")
    .replaceAll(/\s+/g, " ")
    .replaceAll(/\(([^()]*)\)/g, (_, columns: string) => `(${columns.split(", ").sort().join(", ")})`)
    .trim();
}
