import { type DefinitionQuestion, importedDefinition } from "./imported-definition.ts";

/** The thread that reads a long definition: it is asked one question, and answers once. */
self.addEventListener("message", ({ data }: MessageEvent<DefinitionQuestion>) => {
  self.postMessage(importedDefinition(data));
});
