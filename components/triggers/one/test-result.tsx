import { Callout } from "#components/ui/states/callout.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import type { Tone } from "#components/ui/states/state-look.ts";
import type { TriggerTest } from "#contract/triggers/triggers.ts";
import styles from "./test.module.css";

const TITLES: Readonly<Record<TriggerTest["act"], string>> = {
  launch: "It would launch a pipeline.",
  filter: "It would launch nothing: the filter is not true.",
  refuse: "It would be refused.",
};

const STATES: Readonly<
  Record<"true" | "false" | "wrong" | "given" | "left-out", { tone: Tone; text: string }>
> = {
  true: { tone: "good", text: "True" },
  false: { tone: "warn", text: "Not true" },
  wrong: { tone: "bad", text: "Wrong" },
  given: { tone: "good", text: "Given" },
  "left-out": { tone: "still", text: "Left out" },
};

/** What would become of an event: what the filter and each param come to. */
export function TestResult({ test: { act, revision, filter, params } }: { test: TriggerTest }) {
  return (
    <section className={styles.result} aria-label="Result of the test" aria-live="polite">
      <Callout
        tone={act === "launch" ? "info" : act === "filter" ? "warn" : "bad"}
        title={TITLES[act]}
        kept={
          revision === null ? "The graph has no such sealed revision." : "Nothing was launched by this test."
        }
      />
      <table className={styles.parts}>
        <caption className="visually-hidden">What each expression comes to</caption>
        <thead>
          <tr>
            <th scope="col">Expression</th>
            <th scope="col">Result</th>
          </tr>
        </thead>
        <tbody>
          {filter !== null && (
            <Part name="Filter" from={filter.text} state={filter.state} said={filter.reason} />
          )}
          {params.map((param) => (
            <Part
              key={param.name}
              name={param.name}
              from={param.from}
              state={param.state}
              said={param.state === "given" ? `${param.value}${param.isCut ? "… (cut)" : ""}` : param.reason}
            />
          ))}
        </tbody>
      </table>
      {filter === null && params.length === 0 && (
        <p className={styles.quiet}>It has no filter and gives no parameters: every event launches.</p>
      )}
    </section>
  );
}

type PartProps = { name: string; from: string; state: keyof typeof STATES; said: string | null };

function Part({ name, from, state, said }: PartProps) {
  return (
    <tr>
      <th scope="row">
        <bdi>{name}</bdi>
        <bdi className={styles.value}>{from}</bdi>
      </th>
      <td>
        <Badge tone={STATES[state].tone}>{STATES[state].text}</Badge>
        {said !== null && <bdi className={styles.value}>{said}</bdi>}
      </td>
    </tr>
  );
}
