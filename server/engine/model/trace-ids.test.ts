import { expect, test } from "vitest";
import { attemptSpanId, pipelineSpanId, traceIdOf, traceparentOf } from "./trace-ids.ts";

const attempt = { pipelineId: 7, launchedAt: 1_700_000_000_123, trackId: 9, attempt: 2 };

test("the ids follow from the pipeline and the attempt, and each is another one", () => {
  expect(traceparentOf(attempt)).toBe(`00-${traceIdOf({ ...attempt })}-${attemptSpanId({ ...attempt })}-01`);
  expect(traceparentOf(attempt)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
  const others = [
    { ...attempt, attempt: 1 },
    { ...attempt, trackId: 8 },
    { ...attempt, launchedAt: 1 },
  ];
  const spans = [attempt, ...others].map(attemptSpanId);
  expect(new Set([...spans, pipelineSpanId(attempt)]).size).toBe(5);
  expect(traceIdOf({ ...attempt, launchedAt: 1 })).not.toBe(traceIdOf(attempt));
});
