import type { openApiClient } from "#testing/api/api-client.ts";

/** One call of each mutation about folders, roles, groups, labels, connections and streams, in an order in which each can be carried out. */
export function walkOfRights(
  api: ReturnType<typeof openApiClient>,
  personId: number,
  redis: { readonly port: number; readonly password: string },
): Readonly<Record<string, () => Promise<unknown>>> {
  const night = async () =>
    (await api.groups.list.query()).find(({ name }) => name.toLowerCase() === "night")?.id ?? 0;
  return {
    "folders.create": () => api.folders.create.mutate({ name: "ops" }),
    "folders.rename": () => api.folders.rename.mutate({ folder: "ops", name: "op" }),
    "revisions.retire": async () => {
      await api.graphs.seal.mutate({ name: "walk" });
      return api.revisions.retire.mutate({ name: "walk", revision: 1, reason: "old" });
    },
    "revisions.unretire": () => api.revisions.unretire.mutate({ name: "walk", revision: 1 }),
    "presets.save": () => api.presets.save.mutate({ graph: "walk", name: "usual", isShared: true }),
    "presets.delete": () => api.presets.delete.mutate({ graph: "walk", name: "usual", isShared: true }),
    "graphs.move": () => api.graphs.move.mutate({ name: "walk", folder: "" }),
    "folders.move": () => api.folders.move.mutate({ folder: "op", to: "" }),
    "folders.delete": () => api.folders.delete.mutate({ folder: "op" }),
    "grants.add": () => api.grants.add.mutate({ folder: "", role: "viewer", person: personId }),
    "grants.remove": async () => {
      const given = (await api.grants.list.query({ folder: "" })).find(({ role }) => role === "viewer");
      return api.grants.remove.mutate({ folder: "", id: given?.id ?? 0 });
    },
    "groups.add": () => api.groups.add.mutate({ name: "night" }),
    "groups.rename": async () => api.groups.rename.mutate({ id: await night(), name: "Night" }),
    "groups.addMember": async () => api.groups.addMember.mutate({ id: await night(), person: personId }),
    "groups.removeMember": async () =>
      api.groups.removeMember.mutate({ id: await night(), person: personId }),
    "groups.remove": async () => api.groups.remove.mutate({ id: await night() }),
    "connections.save": () =>
      api.connections.save.mutate({ name: "shop", kind: "http", address: "https://shop.example.com" }),
    "connections.delete": () => api.connections.delete.mutate({ name: "shop" }),
    "streams.save": async () => {
      await api.secrets.save.mutate({ name: "queue-password", value: redis.password });
      const address = `redis://127.0.0.1:${redis.port}`;
      await api.connections.save.mutate({ name: "queue", kind: "redis", address, secret: "queue-password" });
      await api.streams.save.mutate({ name: "orders", connection: "queue" });
    },
    "streams.putBack": () => api.streams.putBack.mutate({ name: "orders", upTo: "9-9" }),
    "streams.removeDead": () => api.streams.removeDead.mutate({ name: "orders", ids: ["1-1"] }),
    "streams.delete": () => api.streams.delete.mutate({ name: "orders" }),
    "runners.bindLabel": () => api.runners.bindLabel.mutate({ label: "gpu", folder: "" }),
    "runners.freeLabel": () => api.runners.freeLabel.mutate({ label: "gpu" }),
  };
}
