import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { ToastProvider } from "#components/ui/overlays/toast.tsx";
import { StreamForm } from "./form/stream-form.tsx";
import { LetterSection } from "./one/letter-section.tsx";
import { RecordSection } from "./one/record-section.tsx";
import { letterForTest, stateForTest, streamForTest, textForTest } from "./stream-for-test.ts";
import { StreamTable } from "./stream-table.tsx";

const ANSWERS: Answers = {
  "account.show": () => ({ rights: { grants: [{ folder: "", role: "admin" }] } }),
  "folders.list": () => [
    { path: "", acts: ["design"] },
    { path: "shop", acts: ["design"] },
  ],
  "connections.list": () => [
    { name: "queue", kind: "redis" },
    { name: "warehouse", kind: "clickhouse" },
  ],
};

test("a row says how full a stream is and who reads it, and that its Redis is away, while another is still asked", async () => {
  const streams = [
    streamForTest(),
    streamForTest({ name: "gone", connection: "away" }),
    streamForTest({ name: "slow", connection: "slow" }),
  ];
  const problem = "The connection away does not work: nothing listens there.";
  const states = (input: unknown) => {
    const [name] = (input as { names: string[] }).names;
    if (name === "slow") return new Promise(() => undefined);
    return [
      name === "gone"
        ? stateForTest({ name, length: null, dead: null, readers: [], problem })
        : stateForTest(),
    ];
  };
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "streams.states": states }}>
      <StreamTable streams={streams} of="" empty={null} />
    </ApiForTest>,
  );
  const row = (name: string) => screen.getByRole("row", { name: new RegExp(`^${name}`) });
  await expect.element(row("orders")).toHaveTextContent(/1,204 of 50,000.*on-order; 42 to go.*3/);
  await expect.element(row("gone")).toHaveTextContent(/Redis away.*nothing listens there/);
  await expect.element(row("slow")).toHaveTextContent("asking…");
  await expect.element(screen.getByRole("link", { name: "3 dead letters of orders" })).toBeVisible();
});

test("a stream is declared: what is wrong is said at its field, and only what differs from the usual is sent", async () => {
  const sent: unknown[] = [];
  const saved: string[] = [];
  const save = (input: unknown) => {
    sent.push(input);
    return { name: "orders", problem: null };
  };
  const screen = await render(
    <ApiForTest answers={{ ...ANSWERS, "streams.save": save }}>
      <StreamForm stream={null} onSaved={(name) => saved.push(name)} onCancel={() => undefined} />
    </ApiForTest>,
  );
  await screen.getByRole("textbox", { name: "Name" }).fill("my orders");
  await screen.getByRole("textbox", { name: "Records at most" }).fill("0");
  await screen.getByRole("button", { name: "Create stream" }).click();
  await expect.element(screen.getByText("Not saved: 3 fields have to be corrected.")).toBeVisible();
  await screen.getByRole("textbox", { name: "Name" }).fill("orders");
  await screen.getByRole("textbox", { name: "Records at most" }).fill("50,000");
  await screen.getByRole("combobox", { name: "Connection" }).fill("q");
  await screen.getByRole("option", { name: "queue" }).click();
  await screen.getByRole("button", { name: "Create stream" }).click();
  await expect.poll(() => saved).toEqual(["orders"]);
  expect(sent).toEqual([
    {
      ...{ name: "orders", connection: "queue", folder: "", maxLength: 50_000, maxRecordBytes: 65_536 },
      // It must be new.
      version: 0,
    },
  ]);
});

test("what putting back will do is said before; all are put back request by request, and what stays is told", async () => {
  const asked: unknown[] = [];
  const letters = [letterForTest("9-9", "no such column"), letterForTest("8-8", "odd", false)];
  const screen = await render(
    <ApiForTest
      answers={{
        ...ANSWERS,
        "streams.entries": () => ({ entries: letters, next: null, problem: null }),
        "streams.putBack": (input) => {
          asked.push(input);
          const isFirst = asked.length === 1;
          return {
            done: isFirst ? 10_000 : 2,
            gone: 0,
            unfit: isFirst ? 0 : 1,
            isFull: false,
            next: isFirst ? "5-5" : null,
          };
        },
      }}
    >
      <ToastProvider>
        <LetterSection stream={streamForTest()} state={stateForTest({ dead: 10_003 })} />
      </ToastProvider>
    </ApiForTest>,
  );
  await expect
    .element(screen.getByRole("row", { name: /no such column/ }))
    .toHaveTextContent(/trigger on-order, given 5 times, was 7-7.*id a-1, bytes 2 bytes that are no text/);
  await expect.element(screen.getByRole("button", { name: "Put 8-8 back" })).toHaveAttribute("aria-disabled");
  await screen.getByRole("button", { name: "Put all back" }).click();
  const dialog = screen.getByRole("dialog", { name: "Put all 10,003 dead letters back?" });
  await expect.element(dialog).toHaveTextContent(/with a new id.*dealt with it before: on-order/);
  await dialog.getByRole("button", { name: "Put back" }).click();
  await expect
    .element(screen.getByRole("dialog", { name: "10,002 put back." }))
    .toHaveTextContent("1 have no record");
  expect(asked).toEqual([
    { name: "orders", upTo: "9-9" },
    { name: "orders", upTo: "9-9", from: "5-5" },
  ]);
});

test("the id of a record stays on one line beside long fields", async () => {
  const long = letterForTest("1795852439957-73", "x");
  const fields = [{ name: textForTest("text"), value: textForTest("wide ".repeat(200)) }];
  const entries = [{ ...long, at: new Date(1_795_852_439_957), fields }];
  const screen = await render(
    <div style={{ width: 700 }}>
      <ApiForTest answers={{ ...ANSWERS, "streams.entries": () => ({ entries, next: null, problem: null }) }}>
        <RecordSection stream={streamForTest()} />
      </ApiForTest>
    </div>,
  );
  const id = screen.getByText("1795852439957-73", { exact: true });
  await expect.element(id).toBeVisible();
  const text = document.createRange();
  text.selectNodeContents(id.element());
  expect(text.getClientRects()).toHaveLength(1);
});
