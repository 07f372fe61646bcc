import * as z from "zod";
import { namedField, recordField } from "./fields/fields.ts";
import { labelCountProblem, labelNameProblem, labelValueProblem, normalLabels } from "./launch-labels.ts";

/** The labels of a launch, in a file: a text by name. */
export const labelsField = z
  .codec(
    recordField(labelNameProblem, namedField(labelValueProblem)).superRefine((found, context) => {
      const problem = labelCountProblem(Object.keys(found ?? {}).length);
      if (problem !== null) context.addIssue({ code: "custom", message: problem, input: null });
    }),
    z.custom<Readonly<Record<string, string>> | undefined>(),
    {
      decode: (found) => (found === undefined ? undefined : normalLabels(Object.entries(found))),
      encode: (found) => found,
    },
  )
  .optional();
