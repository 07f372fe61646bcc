import { Send } from "lucide-react";
import { headersText } from "#components/draft/text/header-lines.ts";
import type { VertexSpec } from "#engine/model/graph-content.ts";
import { type KindView, textsOf } from "./kind-view.ts";

export const httpKind: KindView = {
  label: "HTTP request",
  icon: Send,
  additions: [
    {
      label: "HTTP request",
      words: "api rest",
      spec: { kind: "http", http: { url: "https://example.com/" } },
    },
  ],
  cardLine: (spec) => requestLine(spec) ?? null,
  emptyCardLine: "No request yet",
  cardNote: () => "HTTP request",
  texts: (spec) =>
    textsOf({
      request: requestLine(spec),
      headers: headersText(spec.http?.headers ?? {}),
      body: spec.http?.body,
    }),
};

function requestLine({ http }: VertexSpec): string | undefined {
  return http === undefined ? undefined : `${http.method ?? "GET"} ${http.url}`;
}
