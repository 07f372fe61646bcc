import * as z from "zod";
import { conditionField, durationField, flagField, part, withoutDefault, wordField } from "./fields.ts";
import { json } from "./json-field.ts";

/** The most items of a list. Each item is a track: a script should handle longer lists. */
export const MAX_ITEMS = 10_000;

const factor = () =>
  withoutDefault(z.number().min(1).max(100), (value) => value === 1).describe(
    "The factor by which each delay is longer than the one before.",
  );
const delay = (what: string) =>
  withoutDefault(durationField(0), (milliseconds) => milliseconds === 0).describe(what);
const exitCodes = (what: string) =>
  withoutDefault(z.array(z.int().min(1).max(255)).max(255), (codes) => codes.length === 0).describe(what);

const retryObject = part(
  z
    .strictObject({
      max: z.int().min(0).max(1_000).optional().describe("The maximum number of retries. Not with `each`."),
      each: conditionField().describe(
        "A CEL expression that gives a list. Each attempt reads the next item of it as `item`.",
      ),
      delay: delay("The delay before the first retry."),
      factor: factor(),
      jitter: flagField().describe("Whether the delays are random."),
      onExit: exitCodes("The exit codes that are retried. Default: all."),
    })
    .superRefine(({ max, each }, context) => {
      if ((max === undefined) === (each === undefined))
        context.addIssue({
          code: "custom",
          message:
            "Wanted either the number of retries, such as `max: 2`, or a list with an item for each attempt, such as `each: params.mirrors`.",
        });
    }),
);

/** More attempts after a failure. */
export const retryField = withoutDefault(retryObject, ({ max }) => max === 0).describe(
  "Another attempt after a failure.",
);

/** A script that is executed again and again until it succeeds. Between two attempts it occupies no runner. */
export const pollField = part(
  z.strictObject({
    every: durationField(1_000).describe("The pause between two attempts."),
    factor: factor(),
    timeout: durationField(1_000)
      .optional()
      .describe("How long it polls, counted from the start of the first attempt."),
    onTimeout: wordField("fail", ["skip"]).describe("What happens when this time is over."),
    onExit: exitCodes("The exit codes that mean `not yet`; others are failures. Default: all."),
  }),
)
  .optional()
  .describe(
    "The script is executed again and again until it succeeds. Between two attempts it occupies no runner.",
  );

const maxFailures = () =>
  z
    .union([
      z.int().min(0).max(MAX_ITEMS),
      z
        .string()
        .regex(/^[1-9]?[0-9]%$/, "Wanted a number such as `2`, or a share such as `10%`, at most `99%`."),
    ])
    .optional();

/** A vertex that is executed once for each item of a list. Each item is a track. */
export const foreachField = part(
  z.strictObject({
    items: z.string().min(1).max(10_000).describe("A CEL expression that gives the list."),
    default: z.array(json).max(MAX_ITEMS).optional().describe("The list if `items` finds nothing."),
    parallel: z
      .union([z.int().min(1).max(MAX_ITEMS), z.string().min(1).max(10_000)])
      .optional()
      .describe(
        "How many items run at once: a number, or a CEL expression that gives one. Default: any number.",
      ),
    failFast: flagField().describe("Whether nothing new starts after an item has failed."),
    maxFailures: maxFailures().describe(
      "When more items than this have failed, nothing new starts: a number, or a share such as `10%`. Default: any number.",
    ),
    onFailFast: wordField("wait", ["stop"]).describe(
      "What happens then to the items that run: they end by themselves, or are stopped.",
    ),
    batch: z
      .int()
      .min(1)
      .max(MAX_ITEMS)
      .optional()
      .describe("How many items are in a batch. The next batch starts when every item of it has ended."),
    pause: delay("The pause between two batches."),
  }),
)
  .optional()
  .describe("The vertex is executed once for each item of a list. Its inputs may read `item` and `index`.");

/** A vertex that is executed again after it succeeded, until a condition holds. */
export const repeatField = part(
  z.strictObject({
    until: z
      .string()
      .min(1)
      .max(10_000)
      .describe("A CEL expression over `result`, the outputs of the round, and `index`, from 0."),
    max: z.int().min(1).max(1_000).describe("The maximum number of rounds."),
    delay: delay("The pause between two rounds."),
  }),
)
  .optional()
  .describe("The vertex is executed again after it succeeded, until a condition holds.");
