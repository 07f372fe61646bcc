import * as z from "zod";
import { part, withoutDefault } from "./fields.ts";
import { withFileForm } from "./file-form.ts";

/** The most things to do that one vertex, or the graph itself, can list. */
export const MAX_TODOS = 1_000;

const text = z.string().min(1).max(10_000).describe("What a person still has to do.");

const todoObject = part(
  z.strictObject({
    text,
    blocks: z.literal(true).optional().describe("The graph cannot be sealed before it is done."),
  }),
);

/** A text alone is read as `{ text }`: check warns of it. */
const todo = z.codec(
  withFileForm(z.unknown(), () => z.union([text, todoObject])),
  todoObject,
  {
    decode: (found) => (typeof found === "string" ? { text: found } : (found as z.input<typeof todoObject>)),
    encode: (spec) => {
      const { text: said, blocks } = spec as z.output<typeof todoObject>;
      return blocks === true ? spec : (said as never);
    },
  },
);

/** What a person still has to do. An empty list is omitted. */
export const todoField = withoutDefault(z.array(todo).max(MAX_TODOS), (list) => list.length === 0);
