import fc from "fast-check";
import { expect, test } from "vitest";
import { graphNameProblem } from "./graph-names.ts";
import { nearestGraphName } from "./nearest-graph-name.ts";

test("it is a name that a graph may have, or nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "grapheme", maxLength: 200 }), (wanted) => {
      const name = nearestGraphName(wanted);
      expect(name === "" || graphNameProblem(name) === null).toBe(true);
    }),
  );
  expect(nearestGraphName("Prüfen & ship")).toBe("Prufen-ship");
  expect(nearestGraphName("…")).toBe("");
});
