import { describe, expect, it, vi } from "vitest";
import { ExactNumber } from "#engine/json/exact-number.ts";
import { wireText } from "#engine/json/wire.ts";
import { CommitUnknown } from "#platform/database/db.ts";
import { SecretBoxProblem } from "#platform/secrets/secret-box.ts";
import { Refused } from "#services/refusals/refused.ts";
import { rightsChanged } from "#services/rights/rights-changed.ts";
import { schedulesChanged } from "#services/schedules/schedules-changed.ts";
import { refusalOf } from "./refusals.ts";

/** The built web has most modules several times: what one copy makes is given to another. `first` is the copy of this file. */
const first = {
  SecretBoxProblem,
  ExactNumber,
  CommitUnknown,
  Refused,
  refusalOf,
  rightsChanged,
  schedulesChanged,
  wireText,
};
vi.resetModules();
const other = {
  ...(await import("#engine/json/exact-number.ts")),
  ...(await import("#platform/database/db.ts")),
  ...(await import("#platform/secrets/secret-box.ts")),
  ...(await import("#services/refusals/refused.ts")),
  ...(await import("#services/rights/rights-changed.ts")),
  ...(await import("#services/schedules/schedules-changed.ts")),
};

describe("two copies of the web's modules", () => {
  it("are two", () => {
    expect(other.Refused).not.toBe(first.Refused);
    expect(other.ExactNumber).not.toBe(first.ExactNumber);
  });

  it("know each other's refusals, and what the database leaves open", () => {
    const refusal = { code: "not-found", text: "There is no pipeline 9." } as const;
    expect(first.refusalOf(new other.Refused(refusal))).toEqual(refusal);
    expect(first.refusalOf(new other.CommitUnknown(null))?.code).toBe("outcome-unknown");
    expect(new other.SecretBoxProblem("token")).toBeInstanceOf(first.SecretBoxProblem);
  });

  it("write each other's exact numbers with all digits", () => {
    expect(first.wireText({ price: new other.ExactNumber("3.10") })).toBe('{"price":{"$number":"3.10"}}');
  });

  it("hear each other's signals", () => {
    const heard: string[] = [];
    const stops = [
      first.schedulesChanged.listen(() => heard.push("schedules")),
      first.rightsChanged.listen(() => heard.push("rights")),
    ];
    other.schedulesChanged.ring();
    other.rightsChanged.ring();
    for (const stop of stops) stop();
    expect(heard).toEqual(["schedules", "rights"]);
  });
});
