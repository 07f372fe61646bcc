import fc from "fast-check";
import { expect, test } from "vitest";
import { FENCES } from "../shape/fields/fences.ts";
import { labelsKey, labelsKeys } from "../shape/labels.ts";
import { noRunnerReason } from "./no-runner.ts";

const label = fc.constantFrom("gpu", "linux", "eu", "x.y");
const labels = fc.uniqueArray(label, { maxLength: 3 });
const fences = fc.subarray([...FENCES]);

test("a reason is given exactly if no runner that is there would claim the track", () => {
  fc.assert(
    fc.property(
      labels,
      fc.constantFrom(...FENCES),
      fc.array(fc.record({ labels, fences }), { minLength: 1, maxLength: 4 }),
      (wanted, fence, runners) => {
        const key = labelsKey(wanted, fence);
        const isClaimed = runners.some((each) => labelsKeys(each.labels, each.fences).includes(key));
        expect(
          noRunnerReason({ labels: wanted, ...(fence !== "default" && { fence }) }, runners) === null,
        ).toBe(isClaimed);
      },
    ),
  );
});

test("the keys of a fence and of labels are told apart", () => {
  expect(labelsKey(["b", "a", "b"], "default")).toBe("a,b");
  expect(labelsKey(["b", "a"], "offline")).toBe("fence=offline,a,b");
  expect(labelsKeys(["a"], ["default", "host"])).toEqual(["", "a", "fence=host", "fence=host,a"]);
});

test("the reason says what is missing and what can be done", () => {
  const runners = [{ labels: ["linux"], fences: ["default"] as const }];
  expect(noRunnerReason({ fence: "offline" }, runners)).toMatch(
    /cut a script off from the network\. Install bubblewrap/,
  );
  expect(noRunnerReason({ fence: "host" }, runners)).toMatch(/SIGNALBOX_FENCE_HOST=allow/);
  expect(noRunnerReason({ labels: ["gpu"] }, runners)).toBe("no runner has the label gpu");
  expect(noRunnerReason({ fence: "host" }, [])).toBeNull();
});
