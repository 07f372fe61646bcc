import { searchPattern, type TextRange } from "#engine/values/patterns/search-pattern.ts";

/** What is searched for in a log. */
export type LogQuery = { readonly text: string; readonly isPattern: boolean; readonly isCaseExact: boolean };

export type LogMatcher = {
  readonly isIn: (text: string) => boolean;
  /** Where it is in a line, so that it can be marked. */
  readonly rangesIn: (text: string) => readonly TextRange[];
};

export const NO_QUERY: LogQuery = { text: "", isPattern: false, isCaseExact: false };

/** What finds a query; null where there is nothing to find. Or a sentence that says why its pattern cannot be used. */
export function logMatcher({ text, isPattern, isCaseExact }: LogQuery): {
  readonly matcher: LogMatcher | null;
  readonly problem: string | null;
} {
  if (text === "") return { matcher: null, problem: null };
  if (!isPattern) return { matcher: plainMatcher(text, isCaseExact), problem: null };
  const read = searchPattern(text, { isCaseIgnored: !isCaseExact });
  return read.ok ? { matcher: read.pattern, problem: null } : { matcher: null, problem: read.problem };
}

function plainMatcher(wanted: string, isCaseExact: boolean): LogMatcher {
  const shown = (text: string) => (isCaseExact ? text : text.toLowerCase());
  const what = shown(wanted);
  return {
    isIn: (text) => shown(text).includes(what),
    rangesIn: (text) => {
      const all = shown(text);
      // Lower case may be longer: `İ` becomes two characters.
      if (all.length !== text.length) return [];
      const ranges: TextRange[] = [];
      for (let at = all.indexOf(what); at !== -1; at = all.indexOf(what, at + what.length))
        ranges.push([at, at + what.length]);
      return ranges;
    },
  };
}
