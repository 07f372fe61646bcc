import { useState } from "react";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CodeText } from "#components/ui/messages/code-text.tsx";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import styles from "../inspector.module.css";
import { renderedScript } from "./rendered-script.ts";

type Props = { script: string; interpreter: Interpreter; inputs: Readonly<Record<string, InputSpec>> };

/** What would be executed, with example values. */
export function ScriptPreview(props: Props) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <details className={styles.details} onToggle={(event) => setIsOpen(event.currentTarget.open)}>
      <summary>Preview with example values</summary>
      {isOpen && <RenderedPreview {...props} />}
    </details>
  );
}

/** The program that is executed, and its environment; or why there is none. */
export function RenderedPreview(props: Props) {
  const rendered = renderedScript(props);
  if (!rendered.ok)
    return (
      <ul className={styles.problems}>
        {rendered.problems.map((problem) => (
          <li key={problem}>
            <CodeText>{problem}</CodeText>
          </li>
        ))}
      </ul>
    );
  return (
    <>
      <p className={styles.note}>
        Values reach the script as environment variables; they never become program text.
      </p>
      {rendered.environment.length > 0 && (
        <dl className={styles.environment} aria-label="Example values">
          {rendered.environment.map(({ name, value }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>{value ?? "no example fits"}</dd>
            </div>
          ))}
        </dl>
      )}
      <CodeBlock text={rendered.program} label="the rendered script" />
    </>
  );
}
