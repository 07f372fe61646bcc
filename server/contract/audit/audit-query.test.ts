import { expect, test } from "vitest";
import { auditFilterIn } from "./audit-query.ts";

test("an address narrows the audit to what schedules, triggers and the retention did, and to what is about them", () => {
  for (const who of ["schedule", "trigger", "retention"])
    expect(auditFilterIn(new Map([["who", who]]))).toMatchObject({ who, whoName: undefined });
  for (const kind of ["schedule", "trigger", "retention", "notice rule", "request"])
    expect(auditFilterIn(new Map([["kind", kind]]))).toMatchObject({ objectKind: kind });
});

test("a word that is no kind of actor is a part of a name, and a kind that is none is left out", () => {
  const filter = auditFilterIn(
    new Map([
      ["who", "ann"],
      ["kind", "planet"],
    ]),
  );
  expect(filter).toMatchObject({ who: undefined, whoName: "ann", objectKind: undefined });
});
