import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { TextField } from "#components/ui/fields/text-field.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DeviceView } from "#contract/people/device.ts";
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from "#contract/people/people.ts";
import { ACT_WORDS, type Act } from "#engine/rights/acts.ts";
import styles from "./device.module.css";

type Props = { code: string; device: DeviceView; onEnd: (text: string | null) => void };

/** Shows what a command line asks for, and from where, before somebody allows it. */
export function DeviceDecision({ code, device, onEnd }: Props) {
  const [acts, setActs] = useState<readonly Act[]>(device.acts);
  const [days, setDays] = useState(String(DEFAULT_TOKEN_DAYS));
  const decide = useMutation(useTRPC().devices.decide.mutationOptions());
  const send = (allowed: readonly Act[], text: string) =>
    decide.mutate({ code, acts: [...allowed], days: Number(days) }, { onSuccess: () => onEnd(text) });
  const host = <bdi>{device.host}</bdi>;
  return (
    <div className={styles.form}>
      <Callout
        tone="warn"
        title={<>A command line on “{host}” wants to act in your name.</>}
        todo="Allow it only if you started it yourself, just now. Somebody else may have sent you its code."
      />
      <dl className={styles.facts}>
        <dt>Machine</dt>
        <dd>{host}, as it says itself</dd>
        <dt>Asked from</dt>
        <dd>{device.address || "the server's own machine"}</dd>
        <dt>Asked</dt>
        <dd>
          <RelativeTime at={device.createdAt} />
        </dd>
      </dl>
      <fieldset className={styles.acts}>
        <legend>What it may do</legend>
        {device.acts.map((act) => (
          <Checkbox
            key={act}
            checked={acts.includes(act)}
            onCheckedChange={(isChosen) =>
              setActs(device.acts.filter((each) => (each === act ? isChosen : acts.includes(each))))
            }
            label={
              <span>
                <b>{act}</b>: {ACT_WORDS[act]}
              </span>
            }
          />
        ))}
      </fieldset>
      <TextField
        label="Days"
        inputMode="numeric"
        hint={`After so many days it is over; ${MAX_TOKEN_DAYS} at most`}
        value={days}
        onChange={({ target }) => setDays(target.value)}
      />
      {decide.error !== null && <ProblemCallout error={decide.error} />}
      <div className={styles.actions}>
        <Button
          look="primary"
          isBusy={decide.isPending}
          disabled={acts.length === 0}
          onClick={() => send(acts, `Allowed. The command line on ${device.host} is signed in.`)}
        >
          Allow
        </Button>
        <Button isBusy={decide.isPending} onClick={() => send([], "Refused. The command line was told.")}>
          Refuse
        </Button>
      </div>
    </div>
  );
}
