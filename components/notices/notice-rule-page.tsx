"use client";

import { useQuery } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { QueryBody } from "#components/api/query-body.tsx";
import { useTRPC } from "#components/api/trpc.ts";
import { SettingsLinks } from "#components/settings/settings-links.tsx";
import { PageBody, PageHeader } from "#components/shell/page-header.tsx";
import { useUrlQuery } from "#components/ui/address/use-url-query.ts";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { EmptyState } from "#components/ui/states/empty-state.tsx";
import { SkeletonLines } from "#components/ui/states/skeleton.tsx";
import { RuleForm } from "./form/rule-form.tsx";
import { NoticeLog } from "./notice-log.tsx";
import { RuleActions } from "./rule-actions.tsx";
import { RuleFacts } from "./rule-facts.tsx";
import { LOOK_MS } from "./shown/look-ms.ts";

/** One rule of notices: what it says, and what it has sent. */
export function NoticeRulePage({ name }: { name: string }) {
  const router = useRouter();
  const { query, change } = useUrlQuery("push");
  const list = useQuery({ ...useTRPC().notices.list.queryOptions(), refetchInterval: LOOK_MS });
  const found = list.data?.find((each) => each.name === name);
  const isEdited = query.get("edit") === "1" && found?.rule != null;
  const leave = () => change({ edit: null });
  return (
    <>
      <SettingsLinks current="/settings/notices" />
      <PageHeader
        title={
          <>
            {isEdited && "Edit "}
            <bdi>{name}</bdi>
          </>
        }
        detail={isEdited && "A changed rule tells of what begins after it is saved."}
        actions={
          found !== undefined &&
          !isEdited && (
            <RuleActions
              rule={found}
              onEdit={() => change({ edit: "1" })}
              onRemoved={() => router.push("/settings/notices")}
            />
          )
        }
      />
      <PageBody>
        <QueryBody query={list} skeleton={<SkeletonLines count={8} label="Loading the rule" />}>
          {() =>
            found === undefined ? (
              <EmptyState
                title="There is no such rule"
                actions={<LinkButton href="/settings/notices">All rules</LinkButton>}
              >
                It was removed, or it is in a folder that you may not see.
              </EmptyState>
            ) : isEdited && found.rule !== null ? (
              <RuleForm
                before={{ rule: found.rule, version: found.version }}
                onSaved={leave}
                onCancel={leave}
              />
            ) : (
              <>
                <RuleFacts rule={found} />
                <NoticeLog rule={found} before={query.get("before")} onChange={change} />
              </>
            )
          }
        </QueryBody>
      </PageBody>
    </>
  );
}
