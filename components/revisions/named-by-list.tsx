import { useQuery } from "@tanstack/react-query";
import type { ReactNode } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Link } from "#components/ui/buttons/link.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import { type FirstOf, MAX_RUN_BY, type NamedBy } from "#contract/graphs/named-by.ts";
import styles from "./revision-facts.module.css";

type Props = {
  name: string;
  /** Left out: all revisions of the graph are meant, and what becomes of it once the graph is deleted. */
  revision?: number;
  /** Left out, a link leads away from the page. */
  target?: "_blank";
};

/** What names a revision, and what becomes of that once it is retired. */
export function NamedByList({ name, revision, target }: Props) {
  const found = useQuery(
    useTRPC().revisions.namedBy.queryOptions({ name, ...(revision !== undefined && { revision }) }),
  );
  return (
    <section aria-label={revision === undefined ? "Used by" : "Named by"}>
      <h3 className={styles.head}>{revision === undefined ? "Used by" : "Named by"}</h3>
      <QueryBody query={found} skeleton={<SkeletonLines count={2} label="Looking for what names it" />}>
        {(namedBy) => (
          <Kinds namedBy={namedBy} titles={revision === undefined ? OF_GRAPH : OF_REVISION} target={target} />
        )}
      </QueryBody>
    </section>
  );
}

const OF_REVISION = {
  sealed: "Sealed graphs that run it, also once it is retired",
  drafts: "Drafts that run it: check warns there",
  schedules: "Schedules that launch it: each fire fails once it is retired",
  triggers: "Triggers that launch it: each delivery fails once it is retired",
};
const OF_GRAPH: typeof OF_REVISION = {
  sealed: "Sealed graphs that run it",
  drafts: "Drafts that run it",
  schedules: "Schedules that launch it: remove them first",
  triggers: "Triggers that launch it, or launch after it: remove them first",
};

type KindsProps = { namedBy: NamedBy; titles: typeof OF_REVISION; target: Props["target"] };

function Kinds({ namedBy, titles, target }: KindsProps) {
  const { sealed, drafts, schedules, triggers, isComplete } = namedBy;
  const all = [sealed, drafts, schedules, triggers];
  if (isComplete && all.every(({ first, hidden }) => first.length === 0 && hidden === 0))
    return <p className={styles.reason}>No sealed graph, draft, schedule or trigger names it.</p>;
  return (
    <>
      <Kind
        title={titles.sealed}
        of={sealed}
        row={({ graph, revision, isRetired }) => (
          <li key={`${graph} ${revision}`}>
            <Link href={`${graphPath(graph)}?revision=${revision}`} target={target}>
              <bdi>{graph}</bdi>@{revision}
            </Link>
            {isRetired && <Badge tone="warn">Retired</Badge>}
          </li>
        )}
      />
      <Kind
        title={titles.drafts}
        of={drafts}
        row={(graph) => <Named key={graph} href={graphPath(graph)} name={graph} target={target} />}
      />
      <Kind
        title={titles.schedules}
        of={schedules}
        row={(each) => (
          <Named key={each} {...{ target }} href={`/schedules/${encodeURIComponent(each)}`} name={each} />
        )}
      />
      <Kind
        title={titles.triggers}
        of={triggers}
        row={(each) => (
          <Named key={each} {...{ target }} href={`/triggers/${encodeURIComponent(each)}`} name={each} />
        )}
      />
      {!isComplete && (
        <p className={styles.reason}>
          More than {MAX_RUN_BY.toLocaleString("en")} revisions run it: only the newest were looked at.
        </p>
      )}
    </>
  );
}

type KindProps<Item> = { title: string; of: FirstOf<Item>; row: (item: Item) => ReactNode };

function Kind<Item>({ title, of: { first, more, hidden }, row }: KindProps<Item>) {
  if (first.length === 0 && hidden === 0) return null;
  return (
    <div className={styles.kind}>
      <h4 className={styles.reason}>{title}</h4>
      <ul className={styles.names}>{first.map(row)}</ul>
      {more > 0 && <p className={styles.reason}>And {more.toLocaleString("en")} more.</p>}
      {hidden > 0 && (
        <p className={styles.reason}>
          {first.length > 0 && "And "}
          {hidden.toLocaleString("en")} in folders that you may not read.
        </p>
      )}
    </div>
  );
}

function Named({ href, name, target }: { href: string; name: string; target: Props["target"] }) {
  return (
    <li>
      <Link href={href} target={target}>
        <bdi>{name}</bdi>
      </Link>
    </li>
  );
}

function graphPath(name: string): string {
  return `/graphs/${encodeURIComponent(name)}`;
}
