import { type ReactNode, useEffect, useRef } from "react";
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

/**
 * What an error says, beside the thing that it is about: what happened, what was kept, what to do. In a dialog whose content is
 * higher than its room, it comes into view.
 */
export function ProblemCallout({ error, actions, isAskedAgain = false }: Props) {
  const { title, kept, todo, problems } = isAskedAgain ? problemAskedAgain(error) : shownProblem(error);
  const callout = useRef<HTMLDivElement>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each error comes into view, also one in the place of another
  useEffect(() => {
    const { current } = callout;
    if (current?.closest("[data-dialog-body]")) current.scrollIntoView({ block: "nearest" });
  }, [error]);
  return (
    <Callout
      ref={callout}
      tone={isPassing(error) ? "warn" : "bad"}
      title={title}
      kept={kept}
      todo={todo}
      actions={actions}
    >
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
