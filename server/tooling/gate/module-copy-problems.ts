/** What is built into the web, where nearly each route has its own copy of these modules. */
const COPIED =
  /^server\/(engine|contract|client|services|repos|platform|trpc)\/(?!.*(\.test|-for-test)\.tsx?$)/;
/** What the engine throws and remembers, it does within one call, so in one copy. */
const ENGINE = "server/engine/";
const INSTANCE_OF = /\binstanceof ([A-Z]\w*)/g;
const EXPORTED_CLASS =
  /^export (?:abstract )?class (\w+)(?:<[^>{]*>)?(?: extends (\w+))?[^{]*\{(?:\n(.*))?/gm;
/** What a module keeps: a variable, or a collection that is empty at first. */
const KEPT =
  /^(?:export )?(?:let |const \w+(?::.+)? = (?:new (?:Map|Set|WeakMap|WeakSet)\b(?:<.*>)?\(\)|\[\]);)/m;
/** Memories of what never changes, and of who had work before: each copy may have its own. */
const MAY_BE_SEVERAL: ReadonlySet<string> = new Set([
  // What is worked out once.
  "server/platform/addresses/public-url.ts",
  "server/repos/pipelines/pipeline-writes.ts",
  "server/repos/tracks/claim-query.ts",
  "server/repos/tracks/track-writes.ts",
  "server/services/graphs/graph-schema-text.ts",
  "server/services/templates/list-templates.ts",
  "server/trpc/serve/stream-text.ts",
  // Which errors of a call are in the log: whoever answers the call asks.
  "server/trpc/init.ts",
  // What is remembered of sealed revisions, of ended logs, and of scripts. The programs of a plan count into the cost of
  // their own copy.
  "server/services/approvals/refuse-impossible.ts",
  "server/services/pipeline-session/kept/kept-pipelines.ts",
  "server/services/pipeline-session/read/revision-content.ts",
  "server/services/prompts/asking-vertices.ts",
  "server/services/script-checks/list-checkers.ts",
  "server/services/script-checks/remarks.ts",
  "server/services/stored-logs/pieces-of-file.ts",
  "server/services/streams/stream-transfers.ts",
]);

/**
 * What would go wrong where a module is there several times, one sentence each: a class that `instanceof` knows only of
 * its own copy, and a variable that the copies do not share.
 *
 * @param files the texts of all files, by their path.
 */
export function moduleCopyProblems(files: ReadonlyMap<string, string>): string[] {
  const copied = [...files].filter(([file]) => COPIED.test(file));
  const classes = new Map<string, boolean>();
  for (const [, text] of copied)
    for (const [, name = "", base, first = ""] of text.matchAll(EXPORTED_CLASS))
      classes.set(name, isNamed(name, base, first) || text.includes("[Symbol.hasInstance]"));
  const judged = copied.filter(([file]) => !file.startsWith(ENGINE));
  const checks = judged.flatMap(([file, text]) =>
    [...new Set([...text.matchAll(INSTANCE_OF)].map(([, name = ""]) => name))]
      .filter((name) => classes.get(name) === false)
      .map(
        (name) =>
          `${file} checks with instanceof for ${name}, which the copies of a module in the built web do not share. Let it extend NamedError, with its name as className in its first line.`,
      ),
  );
  const kept = judged
    .filter(([file, text]) => KEPT.test(text) && !MAY_BE_SEVERAL.has(file))
    .map(
      ([file]) =>
        `${file} keeps something in a module, and the built web has several copies of it. Use onceInProcess.`,
    );
  return [...checks, ...kept];
}

function isNamed(name: string, base: string | undefined, first: string): boolean {
  return base === "NamedError" && first.trim() === `static override readonly className = "${name}";`;
}
