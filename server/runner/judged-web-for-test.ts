import { once } from "node:events";
import type { RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { REQUEST_ID_HEADER } from "#contract/requests.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import type { Database } from "#platform/database/db.ts";
import { openLog } from "#platform/log.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { PipelineFeeds } from "#services/watch/pipeline-feeds.ts";
import { ANN_ASKS } from "#testing/api/ann-asks.ts";
import { answerApi } from "#trpc/serve/answer-api.ts";
import { authenticate } from "#trpc/serve/authenticate.ts";
import { nodeListener } from "#trpc/serve/node-listener.ts";
import { TrustedProxies } from "../web/client-address.ts";
import { listenOnSocket, portServer } from "../web/listen.ts";

/** The API at a port and at the socket of the command line, which judges its callers as the product does. */
export type JudgedWeb = { readonly port: number; close(): Promise<void> };

export async function startJudgedWeb(
  database: Database,
  box: SecretBox,
  dataDir: string,
): Promise<JudgedWeb> {
  const warnings = new RepeatedWarnings(openLog("test", "silent"));
  const refusedCalls = new RefusedCalls(database, () => undefined);
  const shared = { database, feeds: new PipelineFeeds(database), warnings, refusedCalls };
  const answer: RequestListener = nodeListener((request) =>
    answerApi(request, {
      createContext: async (headers) => {
        const actor = await authenticate(database, headers, currentPeer());
        const asking = { ...ANN_ASKS, actor, actorNow: async () => actor };
        return {
          ...shared,
          ...asking,
          secrets: async () => box,
          requestId: headers.get(REQUEST_ID_HEADER),
        };
      },
    }),
  );
  const onPort = await portServer(answer, { tls: null, proxies: new TrustedProxies([]) });
  await once(onPort.listen(0, "127.0.0.1"), "listening");
  const onSocket = await listenOnSocket(answer, dataDir);
  return {
    port: (onPort.address() as AddressInfo).port,
    close: async () => {
      for (const server of [onPort, onSocket]) {
        server.closeAllConnections();
        await new Promise((resolve) => server.close(resolve));
      }
      await refusedCalls.flush();
    },
  };
}
