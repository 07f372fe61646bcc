import { type Command, Option } from "commander";
import { AUDIT_RESULTS, AUDIT_WHO } from "#contract/audit/audit.ts";
import { momentOf } from "../../input/moment.ts";

/** The options by which entries of the audit are chosen. */
export type FilterOptions = {
  readonly who?: string;
  readonly what?: string;
  readonly about?: string;
  readonly result?: (typeof AUDIT_RESULTS)[number];
  readonly since?: Date;
  readonly until?: Date;
};

export function addFilterOptions(verb: Command): Command {
  return verb
    .option("--who <name>", `a part of a name, or one of ${AUDIT_WHO.join(", ")}`)
    .option("--what <act>", "the beginning of an act: graphs. for all that is done with graphs")
    .option("--about <name>", "a part of the name of what it is about")
    .addOption(
      new Option("--result <result>", "done, refused, or the code of a refusal").choices(AUDIT_RESULTS),
    )
    .option("--since <time>", "from then on: 2h, 7d, or 2026-11-26T12:00Z", momentOf)
    .option("--until <time>", "until then", momentOf);
}

/** The filter as the API takes it. */
export function filterOf({ who, what, about, result, since, until }: FilterOptions) {
  const kind = AUDIT_WHO.find((each) => each === who);
  return {
    ...(who !== undefined && (kind === undefined ? { whoName: who } : { who: kind })),
    ...(what !== undefined && { act: what }),
    ...(about !== undefined && { objectName: about }),
    ...(result !== undefined && { result }),
    ...(since !== undefined && { since }),
    ...(until !== undefined && { until }),
  };
}
