import { z } from "zod";
import { problemText } from "#engine/graph-file/graph-file-problem.ts";
import { MAX_GRAPH_NAME, MAX_VERTEX_NAME } from "#engine/shape/names/graph-names.ts";
import { unfitCharacters } from "#engine/values/text-value.ts";

// What zod says of a value by itself says neither what was found nor what could be there. It is set for the whole process.
z.config({ customError: problemText });

/** The fields of an input. Any other field is refused, as in a graph file: it may be a field that was misspelt. */
export function fields<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === "unrecognized_keys" ? problemText(issue) : undefined),
  });
}

/** The input of a question that takes none. */
export const noFields = fields({}).optional();

/** The input of a change that takes none: a call by POST has a body. */
export const emptyInput = fields({});

/** Text without characters that no script and no database could be given. */
export const plainText = z.string().refine((text) => unfitCharacters(text) === null, {
  error: ({ input }) => unfitCharacters(String(input)) ?? "",
});

const YEARS = "Wanted a time in the years 1000 to 9999.";

/** A time that the database can hold. */
export const moment = z
  .date()
  .min(new Date("1000-01-01T00:00:00Z"), YEARS)
  .max(new Date("9999-12-31T23:59:59.999Z"), YEARS);

/** The name of a vertex, in its composed form: two ways to type `é` are one name. */
export const vertexName = plainText
  .normalize("NFC")
  .min(1)
  .max(2 * MAX_VERTEX_NAME);

export const graphName = plainText.min(1).max(MAX_GRAPH_NAME);
