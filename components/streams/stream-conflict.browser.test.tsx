import { TRPCClientError } from "@trpc/client";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { StreamForm } from "./form/stream-form.tsx";
import { streamForTest } from "./stream-for-test.ts";

const ANSWERS = {
  "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
  "folders.list": () => [{ path: "shop", acts: ["design"] }],
  "connections.list": () => [{ name: "queue", kind: "redis" }],
};

test("a form that was open while somebody else saved says so, keeps what was typed, and overwrites only where that is chosen", async () => {
  const sent: unknown[] = [];
  const saved: string[] = [];
  const text = 'bob changed the stream "orders" in between.';
  const data = { refusal: { code: "conflict", text, problems: [] } };
  const conflict = TRPCClientError.from({ error: { code: -32600, message: text, data } } as never);
  const save = (input: unknown) => {
    sent.push(input);
    if ((input as { version: number }).version < 5) return Promise.reject(conflict);
    return { name: "orders", problem: null };
  };
  const theirs = streamForTest({ version: 5, maxLength: 9, keyField: null });
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "streams.save": save, "streams.show": () => theirs }}>
      <StreamForm
        stream={streamForTest({ version: 4 })}
        onSaved={(name) => saved.push(name)}
        onCancel={() => undefined}
      />
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Records at most" }).fill("70000");
  await screen.getByRole("button", { name: "Save", exact: true }).click();
  await expect
    .element(screen.getByText("Theirs differs from yours in: Records at most, Field that is the key."))
    .toBeVisible();
  await expect.element(screen.getByRole("textbox", { name: "Records at most" })).toHaveValue("70000");
  expect(saved).toEqual([]);
  await screen.getByRole("button", { name: "Save mine over it" }).click();
  await expect.poll(() => saved).toEqual(["orders"]);
  expect(sent).toMatchObject([
    { version: 4, maxLength: 70_000 },
    { version: 5, maxLength: 70_000 },
  ]);
});
