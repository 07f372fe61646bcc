import { z } from "zod";
import {
  type LaunchLabels,
  labelCountProblem,
  labelNameProblem,
  labelValueProblem,
  MAX_LABEL_NAME,
  normalLabels,
} from "#engine/shape/launch-labels.ts";

/** The labels of a launch, as a caller sends them: a text by name. */
export const launchLabels = z
  .custom<Readonly<Record<string, unknown>>>(
    (found) => typeof found === "object" && found !== null && !Array.isArray(found),
    'Wanted labels by name, such as {"team": "shop"}',
  )
  .transform((found, context): LaunchLabels => {
    const entries: [string, unknown][] = found instanceof Map ? [...found] : Object.entries(found);
    const tooMany = labelCountProblem(entries.length);
    if (tooMany !== null) {
      context.addIssue({ code: "custom", message: tooMany, input: entries.length });
      return {};
    }
    const labels: [string, string][] = [];
    for (const [name, value] of entries) {
      const problem =
        labelNameProblem(name) ??
        (typeof value === "string" ? labelValueProblem(value) : "The value of a label is a text.");
      if (problem === null) labels.push([name, String(value)]);
      else
        context.addIssue({
          code: "custom",
          message: problem,
          path: [name.slice(0, MAX_LABEL_NAME)],
          input: null,
        });
    }
    return normalLabels(labels);
  });

/** The label by which a list is narrowed. */
export const labelFilter = z.strictObject({
  name: z.string().refine((name) => labelNameProblem(name) === null, {
    error: ({ input }) => labelNameProblem(String(input)) ?? "",
  }),
  value: z.string().refine((value) => labelValueProblem(value) === null, {
    error: ({ input }) => labelValueProblem(String(input)) ?? "",
  }),
});
