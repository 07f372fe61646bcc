import { expect, test } from "vitest";
import { workOf } from "#testing/work-of.ts";
import { importDefinition } from "./import-definition.ts";

/** Rows of tables that all have one name, so that each needs a number that is free. */
function rowsOfOneName(count: number): string {
  const vertex = Array.from({ length: count }, (_, id) => ({ id, name: "v", g_id: 1, script: "{}" }));
  return JSON.stringify({ graph: [{ id: 1, name: "g" }], vertex, edge: [] });
}

/** A process of nothing but gateways in a row. */
function gatewaysInARow(count: number): string {
  const gateways = Array.from({ length: count }, (_, at) => ({
    task_id: `p${at}`,
    task_type: "parallel",
    method_kwargs: { parallel_task_ids: [] },
    next_id: at + 1 < count ? `p${at + 1}` : "e",
  }));
  return JSON.stringify({
    process_info: { process_name: "x" },
    process_node: [
      { task_id: "s", task_type: "start", next_id: "p0" },
      ...gateways,
      { task_id: "e", task_type: "end" },
    ],
  });
}

test.each([
  ["rows of one name", rowsOfOneName],
  ["gateways in a row", gatewaysInARow],
] as const)("twice as many %s are about twice the work of an import", (_what, textOf) => {
  const imported = (count: number) => {
    const text = textOf(count);
    return workOf(() => importDefinition(text));
  };
  imported(50);
  expect(imported(400) / imported(200)).toBeLessThan(2.6);
});
