import type { HttpTask } from "#engine/kinds/kind/task.ts";
import { traceparentOf } from "#engine/model/trace-ids.ts";
import { renderRequest } from "#engine/requests/http-request.ts";
import { allowedAddresses } from "#services/connections/clients/allowed-addresses.ts";
import { type Execute, failedExecution } from "../execution/execution.ts";
import { sendRequest } from "../http/send-request.ts";
import type { RunnerResources } from "./runner-resources.ts";

/** Sends requests, to the addresses that the environment allows. */
export function httpExecutor({ env, isTraced }: RunnerResources): Execute<HttpTask> {
  const allowed = allowedAddresses(env.httpAllow);
  return ({ spec, inputs, values }, { secrets, timeoutMs, attempt, sink }) => {
    const rendered = renderRequest(spec, inputs, { ...values, ...secrets });
    if (!rendered.ok) return failedExecution(rendered.problem);
    const traced: Record<string, string> = isTraced ? { traceparent: traceparentOf(attempt) } : {};
    const request = { ...rendered.request, headers: { ...traced, ...rendered.request.headers } };
    return sendRequest(request, { timeoutMs, allowed, secrets: Object.values(secrets) }, sink);
  };
}
