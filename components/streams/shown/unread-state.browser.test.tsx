import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { refusalForTest } from "#components/api/refusal-for-test.ts";
import { LengthText } from "./length-text.tsx";
import { useStreamStates } from "./use-stream-states.ts";

const STREAMS = [
  { name: "orders", connection: "main" },
  { name: "mails", connection: "other" },
];

function Lengths() {
  const stateOf = useStreamStates(STREAMS);
  return STREAMS.map(({ name }) => (
    <p key={name} data-testid={name}>
      <LengthText state={stateOf(name)} maxLength={10} />
    </p>
  ));
}

test("a stream whose state was refused says why, and is not asked for ever; another one is as it is", async () => {
  const states = (input: unknown) => {
    const { names } = input as { names: string[] };
    if (names.includes("mails")) return [{ name: "mails", length: 3, dead: 0, readers: [], problem: null }];
    return Promise.reject(refusalForTest("not-allowed", "This needs the role viewer."));
  };
  const screen = await render(
    <ApiForTest answers={{ "streams.states": states }}>
      <Lengths />
    </ApiForTest>,
  );
  await expect.element(screen.getByTestId("mails")).toHaveTextContent("3 of 10");
  const orders = screen.getByTestId("orders");
  await expect.element(orders).toHaveTextContent("The state of the stream could not be read.");
  await expect.element(orders).toHaveTextContent("Not known");
  await expect.element(orders).not.toHaveTextContent("Redis away");
});
