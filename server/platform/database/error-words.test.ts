import { DrizzleQueryError } from "drizzle-orm";
import { expect, test } from "vitest";
import { errorWords } from "./error-words.ts";

test("of an error of a statement people are told what the database said, never the statement and its values", () => {
  const said = new Error("Data too long for column 'name'");
  const statement = "insert into secret values (?)";
  const words = errorWords(new DrizzleQueryError(statement, ["hidden"], said));
  expect(words).toBe("The database refused a statement: Data too long for column 'name'");
  // As another copy of drizzle in the built web throws it.
  class DrizzleQueryErrorOfACopy extends Error {
    readonly query = statement;
    readonly params = ["hidden"];
  }
  expect(errorWords(new DrizzleQueryErrorOfACopy(`Failed query: ${statement}\nparams: hidden`))).toBe(
    "The database refused a statement: it does not say why",
  );
  expect(errorWords(said)).toBe("Data too long for column 'name'");
});
