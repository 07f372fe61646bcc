import { TRPCClientError } from "@trpc/client";
import { expect, onTestFinished, test, vi } from "vitest";
import { cdp } from "vitest/browser";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import type { AccountView } from "#contract/people/people.ts";
import { AddPasskeyDialog } from "./add-passkey-dialog.tsx";

const ACCOUNT = { hasPassword: true, secondFactor: null, passkeys: 0 } as unknown as AccountView;

/** What the server asks a browser for, another time each. */
function optionsOf(challenge: string, timeout: number) {
  return {
    ...{ challenge, timeout, rp: { name: "Signalbox" }, attestation: "none" },
    user: { id: "QUJD", name: "ann", displayName: "ann" },
    pubKeyCredParams: [{ type: "public-key", alg: -7 }],
    authenticatorSelection: { residentKey: "required", userVerification: "required" },
  };
}

test("a passkey that was refused, or that comes too late, is begun anew with a proof", async () => {
  const session = cdp();
  await session.send("WebAuthn.enable");
  await session.send("WebAuthn.addVirtualAuthenticator", {
    options: {
      ...{ protocol: "ctap2", transport: "internal", hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: true },
    },
  });
  const challenges = ["Zmlyc3Q", "c2Vjb25k", "dGhpcmQ"];
  const added: string[] = [];
  let begun = 0;
  let closed = 0;
  const add = (input: unknown) => {
    const { answer } = input as { answer: { clientDataJSON: string } };
    added.push(JSON.parse(atob(answer.clientDataJSON.replaceAll("-", "+").replaceAll("_", "/"))).challenge);
    const text = "This answer came too late.";
    const data = { refusal: { code: "bad-input", text, problems: [] } };
    return added.length === 1
      ? Promise.reject(TRPCClientError.from({ error: { code: -32600, message: text, data } } as never))
      : { id: 1 };
  };
  const screen = await render(
    <ApiForTest
      answers={{
        "passkeys.list": () => ({ passkeys: [], place: { works: true, rpId: location.hostname } }),
        "passkeys.begin": () => optionsOf(challenges[begun++] ?? "", begun === 2 ? -1 : 300_000),
        "passkeys.add": add,
      }}
    >
      <ToastProvider>
        <AddPasskeyDialog account={ACCOUNT} onClose={() => closed++} />
      </ToastProvider>
    </ApiForTest>,
  );
  const prove = async () => {
    await screen.getByLabelText("Password, or a code").fill("correct horse");
    await screen.getByRole("button", { name: "Continue" }).click();
  };
  const make = screen.getByRole("button", { name: "Make the passkey" });
  await prove();
  await make.click();
  await expect.element(screen.getByText("This answer came too late.")).toBeVisible();
  await prove();
  await make.click();
  await expect.element(screen.getByText("It took too long, so no passkey was made.")).toBeVisible();
  await prove();
  await make.click();
  await expect.poll(() => closed).toBe(1);
  expect(added).toEqual([challenges[0], challenges[2]]);
  await session.send("WebAuthn.disable");
});

test("what the browser said of a passkey is not said of the one that is begun anew", async () => {
  vi.useFakeTimers({ toFake: ["Date"] });
  onTestFinished(() => void vi.useRealTimers());
  const screen = await render(
    <ApiForTest
      answers={{
        "passkeys.list": () => ({ passkeys: [], place: { works: true, rpId: location.hostname } }),
        "passkeys.begin": () => ({
          ...optionsOf("Zmlyc3Q", 300_000),
          rp: { id: "elsewhere.example", name: "Elsewhere" },
        }),
      }}
    >
      <ToastProvider>
        <AddPasskeyDialog account={ACCOUNT} onClose={() => undefined} />
      </ToastProvider>
    </ApiForTest>,
  );
  const prove = async () => {
    await screen.getByLabelText("Password, or a code").fill("correct horse");
    await screen.getByRole("button", { name: "Continue" }).click();
  };
  const make = screen.getByRole("button", { name: "Make the passkey" });
  const said = screen.getByText(/the browser does not trust this address/);
  await prove();
  await make.click();
  await expect.element(said).toBeVisible();
  vi.setSystemTime(Date.now() + 300_001);
  await make.click();
  await expect.element(screen.getByText("It took too long, so no passkey was made.")).toBeVisible();
  await prove();
  await expect.element(make).toBeVisible();
  await expect.element(said).not.toBeInTheDocument();
});
