import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useDraft } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import styles from "#components/vertex-form/inspector.module.css";
import { useServersAsked } from "./use-servers-asked.ts";

/** Asks the servers of the graph's transfers again, and says how old the answer about this one is. */
export function ServersAsked({ vertex }: { vertex: string }) {
  const graph = useDraft(({ draft }) => draft.file.content.name);
  const { data, error, isFetching, refetch } = useServersAsked(graph);
  const count = data?.findings.filter(({ vertices }) => vertices.includes(vertex)).length ?? 0;
  return (
    <fieldset className={styles.group}>
      <legend>Servers</legend>
      <div>
        <Button isBusy={isFetching} onClick={() => void refetch()}>
          Ask the servers
        </Button>
      </div>
      <p role="status" className={styles.note}>
        {data === undefined ? (
          "The web process asks whether the login, the tables, the columns and the streams are right. Nothing is written."
        ) : data.isBusy ? (
          "Nobody was asked: the web process asks for others. It asks again by itself."
        ) : (
          <>
            {count === 0 ? "Nothing is missing" : count === 1 ? "1 problem" : `${count} problems`} in the
            saved draft. Asked <RelativeTime at={data.askedAt} />; a runner of another machine may reach other
            servers.
          </>
        )}
      </p>
      {error !== null && !isFetching && <ProblemCallout error={error} />}
    </fieldset>
  );
}
