"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { CodeField } from "#components/account-fields/account-fields.tsx";
import { ProblemCallout } from "#components/api/problem-callout.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { Button } from "#components/ui/buttons/button.tsx";
import { Form } from "#components/ui/fields/form.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import type { DeviceView } from "#contract/people/device.ts";
import { SettingsLinks } from "../settings-links.tsx";
import styles from "./device.module.css";
import { DeviceDecision } from "./device-decision.tsx";

type Found = { readonly code: string; readonly device: DeviceView };

/** Where a person types the code that a command line shows, and decides about it. */
export function DevicePage() {
  const trpc = useTRPC();
  const queries = useQueryClient();
  const [code, setCode] = useState("");
  const [found, setFound] = useState<Found | null>(null);
  const [error, setError] = useState<unknown>(null);
  const [isLooking, setLooking] = useState(false);
  const [done, setDone] = useState<string | null>(null);
  const look = async () => {
    setLooking(true);
    setError(null);
    try {
      const device = await queries.fetchQuery({ ...trpc.devices.show.queryOptions({ code }), retry: false });
      setFound({ code, device });
    } catch (problem) {
      setError(problem);
    }
    setLooking(false);
  };
  const end = (text: string | null) => {
    setDone(text);
    setFound(null);
    setCode("");
  };
  return (
    <>
      <SettingsLinks current="/device" />
      <PageHeader
        title="Sign a command line in"
        detail="On the other machine: signalbox sign-in --server, with the address of this page's server."
      />
      <PageBody>
        {done !== null && <Callout title={done} />}
        {found === null ? (
          <Form className={styles.form} onSubmit={() => void look()}>
            <CodeField
              label="Code"
              hint="The command line shows it: BCDF-GHJK"
              value={code}
              onValue={setCode}
              autoFocus
            />
            {error !== null && <ProblemCallout error={error} />}
            <div className={styles.actions}>
              <Button type="submit" look="primary" isBusy={isLooking}>
                Continue
              </Button>
            </div>
          </Form>
        ) : (
          <DeviceDecision {...found} onEnd={end} />
        )}
      </PageBody>
    </>
  );
}
