import type { RefusalCommand, RefusalVerb } from "#contract/refusal.ts";

const LIST = "List them";

/** What each of the commands does about a refusal. */
const HELP: Readonly<Partial<Record<string, string>>> = {
  "connection list": LIST,
  "folder list": LIST,
  "graph list": LIST,
  "graph move": "Move it",
  "graph test": "Test it",
  "notice list": LIST,
  "notice log": LIST,
  "pipeline list": LIST,
  "pipeline show": "Look at it",
  "prompt list": LIST,
  "runner list": LIST,
  "schedule list": LIST,
  "secret list": LIST,
  "trigger deliveries": LIST,
  "trigger list": LIST,
} satisfies Record<RefusalVerb, string>;

/** The sentence that names the command. A newer server may name one that is not known here. */
export function commandSentence({ verb, id }: RefusalCommand): string {
  const typed = id === undefined ? verb : `${verb} ${id}`;
  const does = HELP[verb];
  return does === undefined ? `Try \`${typed}\`.` : `${does} with \`${typed}\`.`;
}
