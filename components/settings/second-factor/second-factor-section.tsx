import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTRPC } from "#components/api/trpc.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { RenewCodesDialog } from "./renew-codes-dialog.tsx";
import styles from "./second-factor.module.css";
import { SetUpDialog } from "./set-up-dialog.tsx";
import { TurnOffDialog } from "./turn-off-dialog.tsx";

type Asked = "set up" | "renew" | "turn off";

/** Whether a code of an authenticator app is asked for at each sign-in. */
export function SecondFactorSection({ account }: { account: AccountView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [asked, setAsked] = useState<Asked | null>(null);
  const { secondFactor } = account;
  const close = () => {
    setAsked(null);
    void queries.invalidateQueries(trpc.account.pathFilter());
  };
  return (
    <section className={styles.part} aria-labelledby="second-factor-title">
      <h2 id="second-factor-title">Second factor</h2>
      {secondFactor === null ? (
        <>
          <p className={styles.note}>
            Off. With an authenticator app, each sign-in also needs a code that your phone shows.
          </p>
          <Button onClick={() => setAsked("set up")}>Set up an app</Button>
        </>
      ) : (
        <>
          <p className={styles.note}>
            On, since <RelativeTime at={secondFactor.since} />. Recovery codes left:{" "}
            {secondFactor.recoveryCodes}.
          </p>
          <div className={styles.actions}>
            <Button onClick={() => setAsked("renew")}>Make new recovery codes</Button>
            <Button onClick={() => setAsked("turn off")}>Turn off</Button>
          </div>
        </>
      )}
      {asked === "set up" && <SetUpDialog hasPassword={account.hasPassword} onClose={close} />}
      {asked === "renew" && <RenewCodesDialog account={account} onClose={close} />}
      {asked === "turn off" && <TurnOffDialog account={account} onClose={close} />}
    </section>
  );
}
