import { Command } from "commander";
import manifest from "../../../package.json" with { type: "json" };
import type { CommandContext } from "../command/command-context.ts";
import { addAuditExport } from "./audit/audit-export.ts";
import { addAuditList } from "./audit/audit-list.ts";
import { addAuditVerify } from "./audit/audit-verify.ts";
import { addConnection } from "./connection.ts";
import { addDoctor } from "./doctor.ts";
import { addEvents } from "./events.ts";
import { addGraphApply } from "./graph/file/graph-apply.ts";
import { addGraphCheck } from "./graph/file/graph-check.ts";
import { addGraphExport } from "./graph/file/graph-export.ts";
import { addGraphImport } from "./graph/file/graph-import.ts";
import { addGraphRules } from "./graph/file/graph-rules.ts";
import { addGraphSchema } from "./graph/file/graph-schema.ts";
import { addGraphDelete } from "./graph/graph-delete.ts";
import { addGraphDiff } from "./graph/graph-diff.ts";
import { addGraphDraft } from "./graph/graph-draft.ts";
import { addGraphList } from "./graph/graph-list.ts";
import { addGraphMove } from "./graph/graph-move.ts";
import { addGraphRename } from "./graph/graph-rename.ts";
import { addGraphRetire, addGraphRevisions } from "./graph/graph-revisions.ts";
import { addGraphSeal } from "./graph/graph-seal.ts";
import { addGraphShow } from "./graph/graph-show.ts";
import { addGraphTest } from "./graph/graph-test.ts";
import { addGraphTriggers } from "./graph/graph-triggers.ts";
import { addLaunch } from "./launch.ts";
import { addLogs } from "./logs.ts";
import {
  addNoticeAgain,
  addNoticeApply,
  addNoticeExport,
  addNoticeList,
  addNoticeLog,
  addNoticeRemove,
  addNoticeTest,
} from "./notice/notice-verbs.ts";
import { addPipelineAcknowledge } from "./pipeline/pipeline-acknowledge.ts";
import { addPipelineCancel } from "./pipeline/pipeline-cancel.ts";
import { addPipelineCompare } from "./pipeline/pipeline-compare.ts";
import { addPipelineEvents } from "./pipeline/pipeline-events.ts";
import { addPipelineList } from "./pipeline/pipeline-list.ts";
import { addPipelinePause } from "./pipeline/pipeline-pause.ts";
import { addPipelinePriority } from "./pipeline/pipeline-priority.ts";
import { addPipelineRerun } from "./pipeline/pipeline-rerun.ts";
import { addPipelineResume } from "./pipeline/pipeline-resume.ts";
import { addPipelineRetry } from "./pipeline/pipeline-retry.ts";
import { addPipelineShow } from "./pipeline/pipeline-show.ts";
import { addPipelineUndo } from "./pipeline/pipeline-undo.ts";
import { addPipelineWatch } from "./pipeline/pipeline-watch.ts";
import { addPresetDelete, addPresetList } from "./preset/preset-verbs.ts";
import { addPromptAnswer } from "./prompt/prompt-answer.ts";
import { addPromptDelegate } from "./prompt/prompt-delegate.ts";
import { addPromptList } from "./prompt/prompt-list.ts";
import { addPromptShow } from "./prompt/prompt-show.ts";
import { addRetention } from "./retention.ts";
import { addFolder } from "./rights/folder.ts";
import { addGrant } from "./rights/grant.ts";
import { addGroup } from "./rights/group.ts";
import { addRunnerDrain } from "./runner/runner-drain.ts";
import { addRunnerLabel } from "./runner/runner-label.ts";
import { addRunnerList } from "./runner/runner-list.ts";
import { addScheduleApply } from "./schedule/schedule-apply.ts";
import { addScheduleExport } from "./schedule/schedule-export.ts";
import { addScheduleFires } from "./schedule/schedule-fires.ts";
import { addScheduleList } from "./schedule/schedule-list.ts";
import { addSchedulePreview } from "./schedule/schedule-preview.ts";
import { addScheduleRun } from "./schedule/schedule-run.ts";
import { addScheduleSet } from "./schedule/schedule-set.ts";
import { addScheduleShow } from "./schedule/schedule-show.ts";
import { addScheduleStop } from "./schedule/schedule-stop.ts";
import { addSecret } from "./secret.ts";
import { addSignIn } from "./sign-in.ts";
import { addSignOut } from "./sign-out.ts";
import { addStats } from "./stats.ts";
import { addStreamSettings } from "./stream/stream.ts";
import { addStreamDead } from "./stream/stream-dead.ts";
import { addStreamRecords } from "./stream/stream-records.ts";
import { addToken } from "./token.ts";
import { addTrackBreak } from "./track/track-break.ts";
import { addTrackForce } from "./track/track-force.ts";
import { addTrackRetry } from "./track/track-retry.ts";
import { addTrackSet } from "./track/track-set.ts";

import { addTriggerApply, addTriggerExport } from "./trigger/trigger-apply.ts";
import { addTriggerEvents, addTriggerSet } from "./trigger/trigger-set.ts";
import { addTriggerDeliveries, addTriggerList, addTriggerShow } from "./trigger/trigger-show.ts";

const EPILOGUE = `
Exit codes: 0 ok, 1 the pipeline failed, 2 usage or bad input, 3 refused or not found, 4 cannot reach the server.
On the server's own machine nothing is needed; elsewhere SIGNALBOX_URL and SIGNALBOX_TOKEN.`;

/** The whole command line. It never ends the process: an exit of commander becomes an error. */
export function buildProgram(context: CommandContext): Command {
  const { stdout, stderr } = context.terminal;
  const program = new Command("signalbox")
    .description("Draw a graph of scripts, seal it, launch it, watch it run and answer its questions.")
    .version(manifest.version)
    .exitOverride()
    .showHelpAfterError("Add --help to see how it is written.")
    .configureOutput({ writeOut: (text) => stdout.write(text), writeErr: (text) => stderr.write(text) })
    .addHelpText("after", EPILOGUE);
  const graph = program.command("graph").description("make, show, check and seal graphs");
  for (const add of [
    addGraphApply,
    addGraphImport,
    addGraphExport,
    addGraphCheck,
    addGraphRules,
    addGraphSeal,
    addGraphTriggers,
    addGraphTest,
    addGraphList,
    addGraphShow,
    addGraphDiff,
    addGraphRevisions,
    addGraphRetire,
    addGraphDraft,
    addGraphRename,
    addGraphMove,
    addGraphDelete,
    addGraphSchema,
  ])
    add(graph, context);
  addLaunch(program, context);
  const preset = program.command("preset").description("saved values for launches of a graph");
  for (const add of [addPresetList, addPresetDelete]) add(preset, context);
  addDoctor(program, context);
  const pipeline = program.command("pipeline").description("show pipelines and control them");
  for (const add of [
    addPipelineList,
    addPipelineShow,
    addPipelineWatch,
    addPipelineEvents,
    addPipelineCompare,
    addPipelineAcknowledge,
    addPipelinePause,
    addPipelineResume,
    addPipelineCancel,
    addPipelineRetry,
    addPipelineRerun,
    addPipelineUndo,
    addPipelinePriority,
  ])
    add(pipeline, context);
  const track = program.command("track").description("decide about a single track");
  for (const add of [addTrackRetry, addTrackSet, addTrackForce, addTrackBreak]) add(track, context);
  addLogs(program, context);
  addEvents(program, context);
  addStats(program, context);
  const prompt = program.command("prompt").description("list and answer prompts");
  for (const add of [addPromptList, addPromptShow, addPromptAnswer, addPromptDelegate]) add(prompt, context);
  const notice = program.command("notice").description("tell people what becomes of pipelines");
  for (const add of [
    addNoticeList,
    addNoticeApply,
    addNoticeExport,
    addNoticeRemove,
    addNoticeTest,
    addNoticeLog,
    addNoticeAgain,
  ])
    add(notice, context);
  addRetention(program.command("retention").description("how long ended pipelines are kept"), context);
  const schedule = program.command("schedule").description("launch pipelines by the clock");
  for (const add of [
    addScheduleList,
    addScheduleShow,
    addScheduleApply,
    addScheduleExport,
    addScheduleSet,
    addScheduleRun,
    addScheduleFires,
    addSchedulePreview,
    addScheduleStop,
  ])
    add(schedule, context);
  const trigger = program.command("trigger").description("launch pipelines when an event comes");
  for (const add of [
    addTriggerList,
    addTriggerShow,
    addTriggerApply,
    addTriggerExport,
    addTriggerSet,
    addTriggerDeliveries,
    addTriggerEvents,
  ])
    add(trigger, context);
  const runner = program
    .command("runner")
    .description(
      "list and drain runners, and say who may use their labels; `runner --server URL` is one itself",
    );
  for (const add of [addRunnerList, addRunnerDrain, addRunnerLabel]) add(runner, context);
  addSecret(
    program.command("secret").description("store and delete secrets; their values are never shown"),
    context,
  );
  addConnection(
    program.command("connection").description("servers that graphs read from and write to"),
    context,
  );
  const stream = program.command("stream").description("streams of a Redis that take records from outside");
  for (const add of [addStreamSettings, addStreamRecords, addStreamDead]) add(stream, context);
  addFolder(program.command("folder").description("folders of graphs, in which roles are given"), context);
  addGrant(program.command("grant").description("who has which role in a folder"), context);
  addGroup(program.command("group").description("people who get the same roles"), context);
  addSignIn(program, context);
  addSignOut(program, context);
  addToken(program.command("token").description("what programs show instead of a person"), context);
  const audit = program.command("audit").description("who did what; check that nothing of it was changed");
  for (const add of [addAuditList, addAuditExport, addAuditVerify]) add(audit, context);
  return program;
}
