import { useMutation } from "@tanstack/react-query";
import { FlaskConical } from "lucide-react";
import { useDeferredValue, useMemo, useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { SelectField } from "#components/ui/fields/select-field.tsx";
import { focusIfLost } from "#components/ui/keys/focus-if-lost.ts";

import { cutGraph, type TestReach } from "#engine/vertex-test/cut-graph.ts";
import { LastValuesButton } from "./last-values-button.tsx";
import { TestRun } from "./test-run.tsx";
import { TestValues } from "./test-values.tsx";
import { filledEntries, readTest, testGroups, type VertexTest } from "./vertex-test.ts";
import styles from "./vertex-tests.module.css";

type Props = {
  folder: string;
  test: VertexTest;
  /** Changes the test as it is then: an answer may come late. */
  onTest: (change: (now: VertexTest | null) => VertexTest | null) => void;
  /** Saves the draft now; false where that was not possible. */
  flush: () => Promise<boolean>;
  /** The number of the save that is on the server. */
  edit: () => number;
};

const REACHES: readonly { readonly value: TestReach; readonly label: string }[] = [
  { value: "vertex", label: "This vertex only" },
  { value: "upstream", label: "All up to it" },
];

const UNSAVED =
  "A test needs the draft saved first. The reason why it is not saved is beside the name of the graph.";

/** Runs one vertex of the draft, or all up to it, with values that are typed here, and shows what it does. */
export function TestPanel({ folder, test, onTest, flush, edit }: Props) {
  const { vertex, reach, entries, run } = test;
  const trpc = useTRPC();
  const store = useDraftStore();
  const file = useDeferredValue(useDraft(({ draft }) => draft.file));
  const cut = useMemo(() => cutGraph(file, vertex, reach), [file, vertex, reach]);
  const groups = useMemo(() => (cut === null ? [] : testGroups(cut)), [cut]);
  const [isEager, setIsEager] = useState(false);
  const [isSaving, setIsSaving] = useState(false);
  const [isUnsaved, setIsUnsaved] = useState(false);
  const may = useMay();
  const launch = useMutation(trpc.graphs.test.mutationOptions());
  const set = (change: Partial<VertexTest>) =>
    onTest((now) => (now?.vertex === vertex ? { ...now, ...change, key: crypto.randomUUID() } : now));
  if (cut === null)
    return (
      <p className={styles.note}>
        The draft has no vertex <bdi>{vertex}</bdi> any more. Choose another one and press Test this vertex.
      </p>
    );
  const submit = async () => {
    setIsEager(true);
    const { params, inputs, problemCount } = readTest(groups, entries);
    if (problemCount > 0 || isSaving || launch.isPending) return;
    setIsSaving(true);
    // It runs what the server has.
    const isSaved = await flush().finally(() => setIsSaving(false));
    setIsUnsaved(!isSaved);
    if (!isSaved) return;
    const { file: saved } = store.getState().draft;
    const runs = cutGraph(saved, vertex, reach)?.file ?? cut.file;
    const asked = { name: saved.content.name, vertex, reach, edit: edit(), params, inputs };
    // Also where another tab is looked at meanwhile. A problem is shown below the form.
    await launch.mutateAsync({ ...asked, key: `${test.key} ${asked.edit}` }).then(
      ({ id }) => set({ run: { id, vertex, file: runs } }),
      () => undefined,
    );
  };
  const refused = may("design", folder) ?? may("launch", folder);
  return (
    <div className={styles.panel}>
      <Form className={styles.form} aria-label={`Test of ${vertex}`} onSubmit={() => void submit()}>
        <h2 ref={focusIfLost} tabIndex={-1} className={styles.title}>
          Test <bdi>{vertex}</bdi>
        </h2>
        <SelectField
          label="What runs"
          value={reach}
          options={REACHES}
          hint="It really runs, in a throw-away pipeline, with the usual runners, locks and secrets."
          onValueChange={(next) => set({ reach: next as TestReach })}
        />
        <WhatRuns runs={cut.runs} standIns={cut.standIns} />
        <TestValues
          groups={groups}
          entries={entries}
          isEager={isEager}
          onEntries={(next) => set({ entries: next })}
        />
        <div className={styles.actions}>
          <Button
            type="submit"
            look="primary"
            icon={<FlaskConical aria-hidden />}
            refused={refused}
            isBusy={isSaving || launch.isPending}
          >
            Run test
          </Button>
          {groups.length > 0 && (
            <LastValuesButton
              graph={file.content.name}
              onValues={(last) =>
                onTest((now) =>
                  now?.vertex === vertex
                    ? { ...now, entries: filledEntries(groups, now.entries, last), key: crypto.randomUUID() }
                    : now,
                )
              }
            />
          )}
        </div>
        {isUnsaved && <p className={styles.note}>{UNSAVED}</p>}
        {!isUnsaved && launch.error !== null && <ProblemCallout error={launch.error} />}
      </Form>
      {run !== null && <TestRun key={run.id} {...run} />}
    </div>
  );
}

/** So many names are written; of more the number is. */
const MAX_NAMES = 20;

function WhatRuns({ runs, standIns }: { runs: readonly string[]; standIns: readonly string[] }) {
  const names = (all: readonly string[]) => (
    <>
      <bdi>{all.slice(0, MAX_NAMES).join(", ")}</bdi>
      {all.length > MAX_NAMES && ` and ${all.length - MAX_NAMES} more`}
    </>
  );
  return (
    <p className={styles.note}>
      {runs.length > 1 && <>Runs: {names(runs)}. </>}
      {standIns.length > 0 && <>Does not run, gives what you type: {names(standIns)}.</>}
    </p>
  );
}
