import { Button } from "#components/ui/buttons/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { PipelineList } from "#contract/pipelines/pipeline-list.ts";
import styles from "./pipeline-list-page.module.css";

type Props = {
  page: PipelineList;
  onChange: (words: Readonly<Record<string, string | null>>) => void;
};

/** The ways to the pages beside this one; and up to when was searched, where that was not everything. */
export function PipelinePages({ page: { older, newer, searchedTo }, onChange }: Props) {
  const isSearch = searchedTo !== null;
  return (
    <nav className={styles.pages} aria-label="Pages">
      {isSearch && (
        <span className={styles.searched}>
          Searched up to the launches <RelativeTime at={searchedTo} />: there may be more beyond.
        </span>
      )}
      {newer !== null && (
        <>
          <Button onClick={() => onChange({ before: null, after: null })}>Newest</Button>
          <Button onClick={() => onChange({ before: null, after: String(newer) })}>Newer</Button>
        </>
      )}
      {older !== null && (
        <Button onClick={() => onChange({ after: null, before: String(older) })}>
          {isSearch ? "Search older" : "Older"}
        </Button>
      )}
    </nav>
  );
}
