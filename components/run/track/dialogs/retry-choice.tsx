import { amountText, namedText } from "#client/preview-words.ts";
import type { LastChild, Named } from "#contract/pipelines/previews.ts";
import styles from "../../run-view.module.css";
import type { RetryScope } from "./use-retry-scope.ts";

type Props = { scope: RetryScope; child: number | undefined };

/** Of a failed child pipeline: whether only what failed there runs again, or all of it. */
export function RetryChoice({ scope: { choice, isOnlyFailed, choose }, child }: Props) {
  if (choice === null) return null;
  const { last, runs } = choice;
  return (
    <fieldset className={styles.choices}>
      <legend>What runs again</legend>
      <label>
        <input type="radio" name="scope" checked={isOnlyFailed} onChange={() => choose(true)} />
        {last.isItems ? itemsText(last, runs) : tracksText(child, runs)}
      </label>
      <label>
        <input type="radio" name="scope" checked={!isOnlyFailed} onChange={() => choose(false)} />
        {wholeText(last)}
      </label>
    </fieldset>
  );
}

/** More names make a choice too long; the list below it has them. */
const MAX_SHOWN = 5;

function itemsText({ of, succeeded, failed }: LastChild, runs: Named | null): string {
  const count = runs?.count ?? of - succeeded;
  const which = count === failed ? "failed" : "failed or did not run";
  return `Only the ${amountText({ of: count, isItems: true })} that ${which}${listed(runs)}`;
}

function tracksText(child: number | undefined, runs: Named | null): string {
  return `Only what failed in child pipeline #${child}, and what did not run because of it${listed(runs)}`;
}

function listed(runs: Named | null): string {
  if (runs === null || runs.names.length === 0) return "";
  return `: ${namedText({ count: runs.count, names: runs.names.slice(0, MAX_SHOWN) })}`;
}

function wholeText(last: LastChild): string {
  const all = last.of === 1 ? `Run the ${amountText(last)} again` : `Run all ${amountText(last)} again`;
  return last.succeeded === 0 ? all : `${all}, of which ${last.succeeded} had succeeded`;
}
