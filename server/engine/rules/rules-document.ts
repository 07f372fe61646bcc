import type { Rule } from "./rule.ts";
import { RULE_GROUPS } from "./rules.ts";

const BEGINNING = `# Rules of check

Check looks at a graph before it may run. Each of its findings has the id of a rule, which never changes. An **error**
forbids sealing; a **warning** does not, and a reason for it is kept with the revision; a **hint** is only told. The page
shows this behind the question mark of a finding, the command line by \`signalbox graph rules ID\`.

This file is made from the table in \`server/engine/rules\`; a test compares both.
`;

/** The whole table as Markdown, as it stands in docs/rules.md. */
export function rulesDocument(): string {
  const groups = Object.entries(RULE_GROUPS).map(([title, rules]) => {
    const sections = Object.entries<Rule>(rules).map(([id, rule]) => ruleSection(id, rule));
    return `\n## ${title}\n\n${sections.join("\n")}`;
  });
  return `${BEGINNING}${groups.join("")}`;
}

function ruleSection(id: string, { level, what, correct, example }: Rule): string {
  const word = level === "error" ? "An error" : `A ${level}`;
  return `### ${id}\n\n${word}. ${what} ${correct}\n\n\`\`\`yaml\n${example}\n\`\`\`\n`;
}
