"use client";

import { Play, Workflow } from "lucide-react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useFoldersFor } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { ROOT } from "#engine/rights/folder-path.ts";
import { useExample } from "./use-example.ts";
import styles from "./welcome.module.css";

/** The first visit: one press shows what all of this is for. `onLaunched` is told the pipeline of the example. */
export function Welcome({ onLaunched }: { onLaunched: (pipeline: number) => void }) {
  const tops = useFoldersFor("design");
  const example = useExample(tops?.[0] ?? ROOT, onLaunched);
  const refused = tops?.length === 0 ? "This needs the role designer in a folder." : null;
  return (
    <div className={styles.welcome}>
      <svg className={styles.line} viewBox="0 0 360 88" aria-hidden>
        <path d="M8 44h92c34 0 34-30 68-30h24c34 0 34 30 68 30h92M100 44h160M100 44c34 0 34 30 68 30h24c34 0 34-30 68-30" />
        <circle cx="100" cy="44" r="7" data-tone="good" />
        <circle cx="180" cy="14" r="7" data-tone="good" />
        <circle cx="180" cy="44" r="7" data-tone="info" />
        <circle cx="180" cy="74" r="7" data-tone="warn" />
        <circle cx="260" cy="44" r="7" data-tone="still" />
      </svg>
      <h1 tabIndex={-1}>Draw, seal, launch</h1>
      <p>
        A graph is a drawing of scripts and what must come before what. Launch it and watch its tracks move;
        it asks you where it needs a human. The example takes half a minute and touches nothing on this
        machine.
      </p>
      <div className={styles.actions}>
        <Button
          look="primary"
          icon={<Play aria-hidden />}
          refused={refused}
          isBusy={example.isBusy}
          onClick={example.launch}
        >
          Create and launch the example
        </Button>
        <LinkButton href="/graphs?new=1" icon={<Workflow aria-hidden />}>
          Draw a new graph
        </LinkButton>
      </div>
      {refused !== null && (
        <p>You see no graphs yet. Ask an admin for a role in a folder; you need not sign in again then.</p>
      )}
      {example.error !== null && <ProblemCallout error={example.error} />}
    </div>
  );
}
