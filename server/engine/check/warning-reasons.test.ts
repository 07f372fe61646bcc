import fc from "fast-check";
import { expect, test } from "vitest";
import type { Finding } from "../model/graph-content.ts";
import {
  bytesOfReasons,
  type GivenReason,
  judgeReasons,
  MAX_REASONS_BYTES,
  reasonFor,
  warningsOf,
} from "./warning-reasons.ts";

const word = fc.constantFrom("a", "b", "c");
const anyFinding: fc.Arbitrary<Finding> = fc.record({
  code: word,
  level: fc.constantFrom("error" as const, "warning" as const),
  text: word,
  vertices: fc.constant([]),
  edges: fc.constant([]),
});
const anyReason: fc.Arbitrary<GivenReason> = fc.record(
  { code: word, text: word, reason: fc.string({ minLength: 1 }) },
  { requiredKeys: ["reason"] },
);

test("each warning has the most exact reason that fits it, errors have none, and no reason is lost in silence", () => {
  fc.assert(
    fc.property(fc.array(anyFinding), fc.array(anyReason), (findings, given) => {
      const { kept, unknown } = judgeReasons(findings, given);
      for (const warning of warningsOf(findings)) {
        const fitting = given.filter(
          ({ code, text }) =>
            (code === undefined || code === warning.code) && (text === undefined || text === warning.text),
        );
        const exact =
          fitting.find(({ code, text }) => code !== undefined && text !== undefined) ??
          fitting.find(({ text }) => text !== undefined) ??
          fitting.find(({ code }) => code !== undefined) ??
          fitting[0];
        expect(reasonFor(warning, kept)).toBe(exact?.reason ?? null);
      }
      expect(kept.every((each) => warningsOf(findings).some((warning) => warning.text === each.text))).toBe(
        true,
      );
      const isGeneral = ({ code, text }: GivenReason) => code === undefined && text === undefined;
      for (const each of given)
        expect(unknown.includes(each)).toBe(
          !isGeneral(each) && judgeReasons(findings, [each]).kept.length === 0,
        );
    }),
  );
});

test("one long reason for ten thousand warnings is more than a revision keeps, a short one is not", () => {
  const findings = Array.from(
    { length: 10_000 },
    (_, at): Finding => ({
      ...{ code: "unused", level: "warning", vertices: [], edges: [] },
      text: `The input x${at} is read by nothing.`,
    }),
  );
  const bytes = (reason: string) => bytesOfReasons(judgeReasons(findings, [{ reason }]).kept);
  expect(bytes("ü".repeat(1_000))).toBeGreaterThan(MAX_REASONS_BYTES);
  expect(bytes("it is known")).toBeLessThan(MAX_REASONS_BYTES);
});
