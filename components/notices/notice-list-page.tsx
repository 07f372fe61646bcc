"use client";

import { useQuery } from "@tanstack/react-query";
import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { useFoldersFor } from "#components/api/use-may.ts";
import { SettingsLinks } from "#components/settings/settings-links.tsx";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { RuleForm } from "./form/rule-form.tsx";
import { rulePath } from "./rule-path.ts";
import { RuleTable } from "./rule-table.tsx";
import { LOOK_MS } from "./shown/look-ms.ts";

/** All rules of notices, and the form for a new one. */
export function NoticeListPage() {
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const isNew = query.get("new") === "1";
  const list = useQuery({
    ...useTRPC().notices.list.queryOptions(),
    refetchInterval: LOOK_MS,
    enabled: !isNew,
  });
  const tops = useFoldersFor("design");
  if (isNew)
    return (
      <>
        <SettingsLinks current="/settings/notices" />
        <PageHeader title="New rule" detail="It tells of what begins after it is saved." />
        <PageBody>
          <RuleForm
            before={null}
            onSaved={(name) => router.push(rulePath(name))}
            onCancel={() => change({ new: null })}
          />
        </PageBody>
      </>
    );
  return (
    <>
      <SettingsLinks current="/settings/notices" />
      <PageHeader
        title="Notices"
        detail="Rules that tell people by webhook, e-mail or chat what becomes of pipelines."
        actions={
          <Button
            look="primary"
            icon={<Plus aria-hidden />}
            refused={tops?.length === 0 ? "This needs the role designer in a folder." : null}
            onClick={() => change({ new: "1" })}
          >
            New rule
          </Button>
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={3} label="Loading rules" />}>
          {(rules) => (
            <RuleTable
              rules={rules}
              empty={
                <EmptyState title="No rules yet">
                  A rule sends a notice when a pipeline of a graph or a folder fails, recovers, waits for a
                  person, is late or loses a track.
                </EmptyState>
              }
            />
          )}
        </QueryBody>
      </PageBody>
    </>
  );
}
