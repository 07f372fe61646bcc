import { stat } from "node:fs/promises";
import { sql } from "drizzle-orm";
import { expect, test } from "vitest";
import { openDatabase } from "../database/db.ts";
import { openLog } from "../log.ts";
import { RepeatedWarnings } from "./repeated-warnings.ts";

function warningsInto(lines: Record<string, unknown>[]): RepeatedWarnings {
  return new RepeatedWarnings(
    openLog("test", "warn", { write: (line) => void lines.push(JSON.parse(line)) }),
  );
}

const MISSING = () => stat("/nowhere/logs");
const thrownBy = (act: () => Promise<unknown>) => act().catch((thrown: unknown) => thrown);

test("a missing file is logged as what it is, and not as a database that does not answer", async () => {
  const lines: Record<string, unknown>[] = [];
  const warnings = warningsInto(lines);
  const error = await thrownBy(MISSING);
  warnings.failed("moving logs", error);
  warnings.failed("moving logs", error);
  warnings.worked("another work");
  warnings.worked("moving logs");
  expect(lines).toMatchObject([
    { work: "moving logs", msg: expect.stringMatching(/^moving logs failed;/), err: { code: "ENOENT" } },
    { msg: expect.stringMatching(/^moving logs is back after 1 s \(2 tries\)$/) },
  ]);
});

test("a database that does not answer is one warning, whichever work finds it", async () => {
  const lines: Record<string, unknown>[] = [];
  const warnings = warningsInto(lines);
  const database = openDatabase("mysql://nobody@localhost/none?socketPath=/nowhere/mysqld.sock", 1);
  const error = await thrownBy(() => database.queries.execute(sql`select 1`));
  await database.close();
  warnings.failed("the claim", error);
  warnings.failed("retention", error);
  warnings.worked("retention");
  expect(lines).toMatchObject([
    { work: "the claim", database: "does not answer", msg: expect.stringMatching(/^the database does not/) },
    { msg: expect.stringMatching(/^the database is back/) },
  ]);
});
