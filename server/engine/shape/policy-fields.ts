import * as z from "zod";
import { conditionField, durationField, flagField, leftOut, part } from "./fields.ts";

/** Each item is a track: more than these belong into one script. */
export const MAX_ITEMS = 1_000;

const factor = () =>
  leftOut(z.number().min(1).max(100), (value) => value === 1).describe(
    "How many times longer each delay is than the one before.",
  );
const delay = (what: string) =>
  leftOut(durationField(0), (milliseconds) => milliseconds === 0).describe(what);
const exitCodes = (what: string) =>
  leftOut(z.array(z.int().min(1).max(255)).max(255), (codes) => codes.length === 0).describe(what);

const retryObject = part(
  z
    .strictObject({
      max: z.int().min(0).max(1_000).optional().describe("How often; not where `each` says it."),
      each: conditionField().describe(
        "A CEL expression that gives a list: each attempt reads another one of it as `item`.",
      ),
      delay: delay("How long it waits before the first retry."),
      factor: factor(),
      jitter: flagField().describe("Whether the delays are spread at random."),
      onExit: exitCodes("The exit codes that are retried; left out: all."),
    })
    .superRefine(({ max, each }, context) => {
      if ((max === undefined) === (each === undefined))
        context.addIssue({
          code: "custom",
          message:
            "Wanted how often: `max: 2`, or a list of which each attempt has another item: `each: params.mirrors`, one of the two.",
        });
    }),
);

/** Attempts again after a failure. */
export const retryField = leftOut(retryObject, ({ max }) => max === 0).describe(
  "Another attempt after a failure.",
);

/** A script that is executed again and again until it succeeds, and holds no runner in between. */
export const pollField = part(
  z.strictObject({
    every: durationField(1_000).describe("How long it waits between two attempts."),
    factor: factor(),
    timeout: durationField(1_000).optional().describe("Counted from the end of the first attempt."),
    onExit: exitCodes("The exit codes that mean `not yet`; others are failures. Left out: all."),
  }),
)
  .optional()
  .describe("The script is executed again and again until it succeeds, and holds no runner in between.");

/** A vertex that is executed once for each item of a list, by a track for each. */
export const foreachField = part(
  z.strictObject({
    items: z.string().min(1).max(10_000).describe("A CEL expression that gives the list."),
    parallel: z.int().min(1).max(MAX_ITEMS).optional().describe("How many at once; left out: any number."),
  }),
)
  .optional()
  .describe("It is executed once for each item of a list; its inputs read `item` and `index`.");

/** A vertex that is executed again after it succeeded, until a condition holds. */
export const repeatField = part(
  z.strictObject({
    until: z
      .string()
      .min(1)
      .max(10_000)
      .describe("A CEL expression over `result`, the outputs of the round, and `index`, from 0."),
    max: z.int().min(1).max(1_000).describe("How many rounds there are at the most."),
    delay: delay("How long it waits between two rounds."),
  }),
)
  .optional()
  .describe("It is executed again after it succeeded, until a condition holds.");
