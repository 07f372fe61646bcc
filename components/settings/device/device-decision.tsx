import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { readTokenDays, TokenDaysField } from "#components/account-fields/token-days.tsx";
import { FolderField } from "#components/api/folder-field.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useActsWithin } from "#components/api/use-may.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DeviceView } from "#contract/people/device.ts";
import { DEFAULT_TOKEN_DAYS, MAX_TOKEN_DAYS } from "#contract/people/people.ts";
import type { Act } from "#engine/rights/acts.ts";
import { ROOT } from "#engine/rights/folder-path.ts";
import { ActsField } from "../acts/acts-field.tsx";
import styles from "./device.module.css";
import { DeviceFacts } from "./device-facts.tsx";

type Props = { code: string; device: DeviceView; onEnd: (text: string | null) => void };

/** Shows what a command line asks for, and from where, before somebody allows it. */
export function DeviceDecision({ code, device, onEnd }: Props) {
  const actsWithin = useActsWithin();
  const [folder, setFolder] = useState(ROOT);
  const [refused, setRefused] = useState<readonly Act[]>([]);
  // More than the person may do themselves is not offered.
  const offered = device.acts.filter((act) => actsWithin(folder)?.includes(act) !== false);
  const beyond = device.acts.filter((act) => !offered.includes(act));
  const acts = offered.filter((act) => !refused.includes(act));
  const [days, setDays] = useState(String(DEFAULT_TOKEN_DAYS));
  const decide = useMutation(useTRPC().devices.decide.mutationOptions());
  const send = (allowed: readonly Act[], text: string, forDays: number) =>
    decide.mutate({ code, acts: [...allowed], days: forDays, folder }, { onSuccess: () => onEnd(text) });
  const allow = () => {
    const read = readTokenDays(days);
    if (read !== null) send(acts, `Allowed. The command line on ${device.host} is signed in.`, read);
  };
  const refuse = () => send([], "Refused. The command line was told.", DEFAULT_TOKEN_DAYS);
  const host = <bdi>{device.host}</bdi>;
  return (
    <div className={styles.form}>
      <Callout
        tone="warn"
        title={<>A command line on “{host}” wants to act in your name.</>}
        todo="Allow it only if you started it yourself, just now. Somebody else may have sent you its code."
      />
      <DeviceFacts device={device} />
      <ActsField
        offered={offered}
        chosen={acts}
        onChange={(act, isChosen) =>
          setRefused((before) => [...before.filter((each) => each !== act), ...(isChosen ? [] : [act])])
        }
      >
        {beyond.length > 0 && (
          <p className={styles.beyond}>It also asks for what you may not do there: {beyond.join(", ")}.</p>
        )}
      </ActsField>
      <FolderField
        label="Where"
        hint="In this folder and all below it, and never more than you may do yourself"
        act="read"
        isRootOffered
        value={folder}
        onValueChange={setFolder}
      />
      <TokenDaysField
        hint={`After so many days it is over; ${MAX_TOKEN_DAYS} at most`}
        value={days}
        onChange={setDays}
      />
      {decide.error !== null && <ProblemCallout error={decide.error} />}
      <div className={styles.actions}>
        <Button look="primary" isBusy={decide.isPending} disabled={acts.length === 0} onClick={allow}>
          Allow
        </Button>
        <Button isBusy={decide.isPending} onClick={refuse}>
          Refuse
        </Button>
      </div>
    </div>
  );
}
