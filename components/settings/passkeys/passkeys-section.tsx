import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PasskeyPlaceNote } from "#components/passkeys/passkey-place-note.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import type { PasskeyView } from "#contract/people/passkeys.ts";
import type { AccountView } from "#contract/people/people.ts";
import { AddPasskeyDialog } from "./add-passkey-dialog.tsx";
import { PasskeyList } from "./passkey-list.tsx";
import styles from "./passkeys.module.css";
import { RemovePasskeyDialog } from "./remove-passkey-dialog.tsx";

/** The passkeys with which the person signs in. */
export function PasskeysSection({ account }: { account: AccountView }) {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const list = useQuery(trpc.passkeys.list.queryOptions());
  const [asked, setAsked] = useState<"add" | PasskeyView | null>(null);
  const close = () => {
    setAsked(null);
    void queries.invalidateQueries(trpc.account.pathFilter());
    void queries.invalidateQueries(trpc.passkeys.pathFilter());
  };
  return (
    <section className={styles.part} aria-labelledby="passkeys-title">
      <h2 id="passkeys-title">Passkeys</h2>
      <p className={styles.note}>
        With a passkey you sign in by the fingerprint, the face or the PIN of your device, or by a security
        key. Neither a password nor a code is asked for then.
      </p>
      <QueryBody query={list} skeleton={<SkeletonLines count={2} label="Loading your passkeys" />}>
        {({ place, passkeys }) => (
          <>
            {passkeys.length > 0 && (
              <PasskeyList
                passkeys={passkeys}
                rpId={place.works ? place.rpId : null}
                onRemove={(passkey) => setAsked(passkey)}
              />
            )}
            {place.works ? (
              <Button onClick={() => setAsked("add")}>Add a passkey</Button>
            ) : (
              <Callout title={<PasskeyPlaceNote place={place} path="/settings/account" />} />
            )}
          </>
        )}
      </QueryBody>
      {asked === "add" && <AddPasskeyDialog account={account} onClose={close} />}
      {asked !== null && asked !== "add" && (
        <RemovePasskeyDialog passkey={asked} account={account} onClose={close} />
      )}
    </section>
  );
}
