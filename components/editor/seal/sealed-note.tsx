import { Callout } from "#components/ui/states/callout.tsx";
import type { SealedGraph } from "#contract/graphs/revisions.ts";

/** What sealing came to, and what of that which was typed is not kept. */
export function SealedNote({ sealed }: { sealed: SealedGraph }) {
  const { name, revision, digest, isNew, warnings, withoutReason, notKept, retired } = sealed;
  return (
    <>
      <Callout
        title={
          isNew
            ? `Sealed as revision ${revision}.`
            : `Nothing changed since revision ${revision}. No new revision was made.`
        }
      >
        <code>{`${name}@${digest}`}</code>
        {warnings > 0 && (
          <p>
            {warnings === 1 ? "1 warning" : `${warnings.toLocaleString("en")} warnings`},{" "}
            {withoutReason === 0
              ? "each with a reason"
              : `${withoutReason.toLocaleString("en")} without a reason`}
            .
          </p>
        )}
      </Callout>
      {notKept.length > 0 && (
        <Callout
          tone="warn"
          title={isNew ? "A reason is not kept." : `The ${notKept.join(" and the ")} you typed is not kept.`}
          todo={
            isNew
              ? "The warning that it was for has gone."
              : `Revision ${revision} keeps what was said when it was sealed.`
          }
        />
      )}
      {retired !== null && (
        <Callout tone="warn" title={`Revision ${revision} is retired, so it cannot be launched.`}>
          <bdi>{retired.reason}</bdi>
        </Callout>
      )}
    </>
  );
}
