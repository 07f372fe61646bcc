"use client";

import { useQuery } from "@tanstack/react-query";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { type Column, DataTable } from "#components/ui/data-table.tsx";
import { CellLine, CellLines, OnNarrow } from "#components/ui/rows/cells.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { CheckerView } from "#contract/graphs/script-checks.ts";
import { SettingsLinks } from "../settings-links.tsx";
import styles from "./checker-page.module.css";

const READS: Readonly<Record<CheckerView["program"], string>> = {
  bash: "Syntax of scripts for bash",
  sh: "Syntax of scripts for sh",
  shellcheck: "Usual mistakes, as hints",
};

const STATES: Readonly<Record<CheckerView["state"], string>> = {
  ready: "Ready",
  missing: "Not installed",
  busy: "Busy with other scripts",
  "no answer": "Does not answer",
};

const TONES = { ready: "good", missing: "warn", busy: "still", "no answer": "warn" } as const;

const COLUMNS: readonly Column<CheckerView>[] = [
  {
    id: "program",
    head: "Program",
    cell: ({ program }) => (
      <CellLines>
        <code>{program}</code>
        <OnNarrow>{READS[program]}</OnNarrow>
      </CellLines>
    ),
  },
  {
    id: "state",
    head: "On this server",
    cell: ({ state, version }) => (
      <CellLines>
        <CellLine>
          <Badge tone={TONES[state]}>{STATES[state]}</Badge>
        </CellLine>
        {version !== null && <bdi>{version}</bdi>}
      </CellLines>
    ),
  },
  { id: "reads", head: "Reads", isWideOnly: true, cell: ({ program }) => READS[program] },
];

const INSTALL = `apt-get install shellcheck   # Debian, Ubuntu
dnf install ShellCheck       # Fedora
apk add shellcheck           # Alpine
brew install shellcheck      # macOS`;

/** With which programs the server reads scripts, and how the one that is missing is installed. */
export function CheckerPage() {
  const list = useQuery(useTRPC().system.checkers.queryOptions());
  return (
    <>
      <SettingsLinks current="/settings/checkers" />
      <PageHeader
        title="Script checks"
        detail="The server reads scripts for bash and sh, and executes nothing. The list of problems in the editor says what it found, and which scripts it has not read."
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Asking the programs" />}>
          {(checkers) => (
            <>
              <DataTable
                label="Programs that read scripts"
                columns={COLUMNS}
                rows={checkers}
                keyOf={({ program }) => program}
              />
              {checkers.some(({ program, state }) => program === "shellcheck" && state === "missing") && (
                <section aria-label="Install shellcheck" className={styles.install}>
                  <h2>Install shellcheck</h2>
                  <p>On the machine of the web process, in its PATH. It is found without a restart.</p>
                  <CodeBlock label="how to install shellcheck" text={INSTALL} />
                </section>
              )}
            </>
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
