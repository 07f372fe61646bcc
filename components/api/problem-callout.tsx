import type { ReactNode } from "react";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./problem-callout.module.css";
import { shownProblem } from "./shown-problem.ts";

/** What an error says, beside the thing that it is about: what happened, what was kept, what to do. */
export function ProblemCallout({ error, actions }: { error: unknown; actions?: ReactNode }) {
  const { code, title, kept, todo, problems } = shownProblem(error);
  const isPassing = ["no-server", "database-away", "database-busy", "outcome-unknown", "not-done"].includes(
    code,
  );
  return (
    <Callout tone={isPassing ? "warn" : "bad"} title={title} kept={kept} todo={todo} actions={actions}>
      {problems.length > 1 && (
        <ul className={styles.problems}>
          {problems.map(({ path, text }) => (
            <li key={`${path} ${text}`}>
              {path !== "" && <code>{path}</code>} <CodeText>{text}</CodeText>
            </li>
          ))}
        </ul>
      )}
    </Callout>
  );
}
