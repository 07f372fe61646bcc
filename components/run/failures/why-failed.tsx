import { Link } from "#components/ui/buttons/link.tsx";
import { LongText } from "#components/ui/long-text.tsx";
import type { TrackView } from "#contract/pipelines/pipelines.ts";
import { type FailedItem, failedCountText, notNamed } from "#engine/plan/failed-items.ts";
import { usePipelineAddress } from "../past/instant/use-pipeline-address.ts";
import styles from "./failure-summary.module.css";

type Props = {
  track: TrackView;
  /** The pipeline that its present attempt runs; null where it runs none, or none that may be read. */
  child: TrackView["child"];
};

/** Why a track failed, with the last line that it wrote; where its items failed, how many and the first of them. */
export function WhyFailed({ track: { vertex, failure }, child }: Props) {
  const addressOf = usePipelineAddress();
  const items = failure?.items;
  if (items === undefined)
    return (
      <span className={styles.why}>
        <Why name={vertex} reason={failure?.reason ?? "failed"} lastLine={failure?.lastLine ?? null} />
      </span>
    );
  const more = notNamed(items);
  const moreText = `${more.toLocaleString("en")} more`;
  return (
    <div className={styles.why}>
      {failedCountText(items)}
      {items.isHalted && "; then nothing new was started"}:
      <ul className={styles.items} aria-label={`Failed items of ${vertex}`}>
        {items.named.map((item) => (
          <Item key={item.vertex} item={item} href={child && addressOf(child.id, item.vertex)} />
        ))}
        {more > 0 && (
          <li className={styles.quiet}>
            and {child === null ? moreText : <Link href={addressOf(child.id)}>{moreText}</Link>}
          </li>
        )}
      </ul>
    </div>
  );
}

function Item({ item: { vertex, reason, lastLine }, href }: { item: FailedItem; href: string | null }) {
  const name = <bdi>{vertex}</bdi>;
  return (
    <li className={styles.item}>
      {href === null ? name : <Link href={href}>{name}</Link>}
      <Why name={vertex} reason={reason} lastLine={lastLine} />
    </li>
  );
}

type WhyProps = { name: string; reason: string | null; lastLine: string | null };

function Why({ name, reason, lastLine }: WhyProps) {
  return (
    <>
      {reason !== null && <LongText text={reason} title={`Why ${name} failed`} />}
      {lastLine !== null && (
        <code className={styles.line}>
          <LongText text={lastLine} title={`Last line of ${name}`} />
        </code>
      )}
    </>
  );
}
