import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useMay } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { FilterField } from "#components/ui/fields/filter-field.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { StreamView } from "#contract/flow/streams.ts";
import type { KnownState } from "../shown/use-stream-states.ts";
import { EntryDialog } from "./entry-dialog.tsx";
import { LetterTable } from "./letter-table.tsx";
import styles from "./one.module.css";
import { WorkDialog, type WorkWanted } from "./work-dialog.tsx";

const LOOK_MS = 5_000;
const PAGE = 10;

type Props = { stream: StreamView; state: KnownState };

/** The dead letters of a stream, the newest first: looked at, put back, removed. */
export function LetterSection({ stream, state }: Props) {
  const { name, folder } = stream;
  const [search, setSearch] = useState("");
  const [before, setBefore] = useState<string>();
  const [shown, setShown] = useState<string | null>(null);
  const [work, setWork] = useState<WorkWanted | null>(null);
  const refused = useMay()("control", folder);
  const asked = search === "" ? {} : { search };
  const list = useQuery({
    ...useTRPC().streams.entries.queryOptions(
      { name, isDead: true, before, limit: PAGE, ...asked },
      { trpc: { context: { isAlone: true } } },
    ),
    refetchInterval: LOOK_MS,
    placeholderData: keepPreviousData,
  });
  const isEmpty = (list.data?.entries.length ?? 0) === 0;
  // On a page of older ones it is only known of this page.
  const nothing = isEmpty && before === undefined ? "There are none." : null;
  const some = search === "" ? "all" : "all that match";
  return (
    <section className={styles.section} aria-labelledby="dead">
      <h2 id="dead">Dead letters</h2>
      <p className={styles.quiet}>
        Records that a trigger refused too often, or that a transfer to these dead letters could not write.
      </p>
      <div className={styles.head}>
        <FilterField
          label="Search"
          placeholder="Part of a reason, origin or id"
          maxLength={200}
          value={search}
          onChange={(text) => {
            setSearch(text);
            setBefore(undefined);
          }}
        />
        <span className={styles.acts}>
          <Button refused={refused ?? nothing} onClick={() => setWork({ act: "put-back", search })}>
            Put {some} back
          </Button>
          <Button
            look="danger"
            refused={refused ?? nothing}
            onClick={() => setWork({ act: "remove", search })}
          >
            Remove {some}
          </Button>
        </span>
      </div>
      <QueryBody query={list} skeleton={<SkeletonLines count={5} label="Loading the dead letters" />}>
        {({ entries, next, problem }) => (
          <>
            <LetterTable
              letters={entries}
              refused={refused}
              of={list.isPlaceholderData ? null : `${search} ${before}`}
              onShow={setShown}
              onAct={(act, id) => setWork({ act, id })}
              empty={
                <p className={styles.quiet}>
                  {problem !== null ? "They are not known now." : noneText(search, before)}
                </p>
              }
            />
            <nav className={styles.pages} aria-label="Pages of dead letters">
              {before !== undefined && <Button onClick={() => setBefore(undefined)}>Newest</Button>}
              {next !== null && <Button onClick={() => setBefore(next)}>Older</Button>}
            </nav>
          </>
        )}
      </QueryBody>
      {shown !== null && (
        <EntryDialog asked={{ name, isDead: true, id: shown }} onClose={() => setShown(null)} />
      )}
      {work !== null && (
        <WorkDialog stream={stream} state={state} wanted={work} onClose={() => setWork(null)} />
      )}
    </section>
  );
}

/** Said where no letter is shown. */
function noneText(search: string, before: string | undefined): string {
  if (before !== undefined) return "There are none on this page any more.";
  return search === "" ? "There are none." : "None matches.";
}
