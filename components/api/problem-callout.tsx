import type { ReactNode } from "react";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "./problem-callout.module.css";
import { isPassing, problemAskedAgain, shownProblem } from "./shown-problem.ts";

type Props = {
  error: unknown;
  actions?: ReactNode;
  /** What failed is asked again and again until it is answered. */
  isAskedAgain?: boolean;
};

/** What an error says, beside the thing that it is about: what happened, what was kept, what to do. */
export function ProblemCallout({ error, actions, isAskedAgain = false }: Props) {
  const { title, kept, todo, problems } = isAskedAgain ? problemAskedAgain(error) : shownProblem(error);
  return (
    <Callout tone={isPassing(error) ? "warn" : "bad"} title={title} kept={kept} todo={todo} actions={actions}>
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
