import type { SituationName } from "./event-positions.ts";
import { ENDED_TABLE } from "./event-table-ended.ts";

/**
 * What every event does in every state, by the state of the pipeline. A row is an event, a column is a possible state
 * of the track. A cell is `-` where the event is refused, `=` where the track's state stays, else the next state. A
 * capital letter is the pipeline's next state: R(unning), S(ucceeded), F(ailed), (re)V(erting), (reverte)D.
 * Columns: waiting, pending; prompting as a script that asks, or as an approval; sleeping before a retry or a poll, for a
 * time, at a breakpoint, for a child, for a call, for an edge with `after` (edge), or before a batch of items (batc);
 * running, lost, succeeded, failed, cancelled, skipped, reverting (rvng), reverted (rvtd), revert_failed (rvfl),
 * not_reverted (nrvt). Of a vertex with child pipelines: sleeping until an undo is mended (mend), failed (fach), cancelled
 * (cach), skipped (skch), reverting (rvch), revert_failed (rfch), not_reverted (nrch).
 */
export const EVENT_TABLE: Readonly<Record<SituationName, string>> = {
  "it runs": `
                  wait  pend  asks  appr  retr  poll  time  brkp  chld  call  edge  batc  runn  lost  succ  fail  canc  skip  rvtd  rvfl  mend  fach  cach  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -     -     -     succ  -     -     -     succ  succ  -     -     -     -     -     -     -     -     -     -     -     -
settled-failed    -     -     -     -     -     -     -     -     fail  -     -     -     fail  fail  -     -     -     -     -     -     -     -     -     -     -     -
settled-retriable -     -     -     -     -     -     -     -     slee  -     -     -     slee  slee  -     -     -     -     -     -     -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -     -     -     skip  -     -     -     skip  skip  -     -     -     -     -     -     -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -     -     -     canc  -     -     -     canc  canc  -     -     -     -     -     -     -     -     -     -     -     -
handed-back       -     -     -     -     -     -     -     -     slee  -     -     -     pend  pend  -     -     -     -     -     -     -     -     -     -     -     -
claimed           -     runn  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     fail  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     -     -     -     -     -     -     -     -     -     -     -     lost  -     -     -     -     -     -     -     -     -     -     -     -     -
answered          -     -     pend  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     pend  succ  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     pend  fail  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     succ  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     fail  pend  pend  succ  -     -     fail  pend  pend  -     -     -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     -     -     pend  pend  -     -     -     -     -     -     -     pend  -     pend  -     -     -     -     -     slee  -     -     -     -
rerun             -     -     -     -     -     -     -     -     -     -     -     -     -     -     pend  pend  pend  pend  pend  pend  -     slee  slee  slee  pend  slee
forced-succeeded  -     -     -     -     succ  succ  succ  succ  succ  succ  succ  succ  -     succ  -     succ  -     -     -     -     succ  succ  -     -     -     -
forced-failed     -     -     -     -     fail  fail  fail  fail  fail  fail  fail  fail  fail  fail  -     -     -     -     -     -     fail  -     -     -     -     -
forced-skipped    -     -     -     -     skip  skip  skip  skip  skip  skip  skip  skip  -     skip  -     skip  -     -     -     -     skip  skip  -     -     -     -
child-reopened    -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     slee  -     -     -     -     -     slee  -     -     -     -
break-set         =     slee  slee  slee  =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     pend  =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     slee  -     -     -     -     -
undo              -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
overdue           skip  skip  skip  skip  skip  skip  skip  skip  =     skip  skip  skip  =     fail  =     =     =     =     =     =     skip  =     =     =     =     =
cancelled         canc  canc  canc  canc  canc  canc  canc  canc  =     canc  canc  canc  =     canc  =     =     =     =     =     =     canc  =     =     =     =     =
killed            canc  canc  canc  canc  canc  canc  canc  canc  =     canc  canc  canc  =     canc  =     =     =     =     =     =     canc  =     =     =     =     =`,

  "it is being cancelled": `
                  chld  runn  succ  fail  canc  skip  rvtd  rvfl  fach  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded succ  succ  -     -     -     -     -     -     -     -     -     -
settled-failed    fail  fail  -     -     -     -     -     -     -     -     -     -
settled-retriable fail  fail  -     -     -     -     -     -     -     -     -     -
settled-skipped   skip  skip  -     -     -     -     -     -     -     -     -     -
settled-cancelled canc  canc  -     -     -     -     -     -     -     -     -     -
handed-back       canc  canc  -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     canc  -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     -     -     -     -     -     -     -     -     -     -
rerun             -     -     -     -     -     -     -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     -     -     -     -     -     -     -
forced-failed     -     -     -     -     -     -     -     -     -     -     -     -
forced-skipped    -     -     -     -     -     -     -     -     -     -     -     -
child-reopened    -     -     -     -     -     -     -     -     -     -     -     -
break-set         -     -     -     -     -     -     -     -     -     -     -     -
break-lifted      -     -     -     -     -     -     -     -     -     -     -     -
children-undone   -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     -     -     -
undo              -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =     =     =     =     =     =
cancelled         =     =     =     =     =     =     =     =     =     =     =     =
killed            =     =     =     =     =     =     =     =     =     =     =     =`,

  "a failure stopped it": `
                  chld  runn  lost  succ  fail  canc  skip  rvtd  rvfl  mend  fach  rfch  nrvt
launched          =     =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded succ  succ  succ  -     -     -     -     -     -     -     -     -     -
settled-failed    fail  fail  fail  -     -     -     -     -     -     -     -     -     -
settled-retriable fail  fail  fail  -     -     -     -     -     -     -     -     -     -
settled-skipped   skip  skip  skip  -     -     -     -     -     -     -     -     -     -
settled-cancelled canc  canc  canc  -     -     -     -     -     -     -     -     -     -
handed-back       skip  skip  skip  -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     lost  -     -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     pend  -     pend  -     -     -     -     -     slee  -     -
rerun             -     -     -     pend  pend  pend  pend  pend  pend  -     slee  slee  pend
forced-succeeded  succ  -     succ  -     succ  -     -     -     -     succ  succ  -     -
forced-failed     fail  fail  fail  -     -     -     -     -     -     fail  -     -     -
forced-skipped    skip  -     skip  -     skip  -     -     -     -     skip  skip  -     -
child-reopened    -     -     -     -     slee  -     -     -     -     -     slee  -     -
break-set         =     =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     slee  -     -     -
undo              -     -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -     -
overdue           =     =     fail  =     =     =     =     =     =     skip  =     =     =
cancelled         =     =     canc  =     =     =     =     =     =     canc  =     =     =
killed            =     =     canc  =     =     =     =     =     =     canc  =     =     =`,

  "its time is over": `
                  chld  runn  succ  fail  canc  skip  rvtd  rvfl  mend  fach  rfch  nrvt
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded succ  succ  -     -     -     -     -     -     -     -     -     -
settled-failed    fail  fail  -     -     -     -     -     -     -     -     -     -
settled-retriable fail  fail  -     -     -     -     -     -     -     -     -     -
settled-skipped   skip  skip  -     -     -     -     -     -     -     -     -     -
settled-cancelled canc  canc  -     -     -     -     -     -     -     -     -     -
handed-back       skip  skip  -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     fail  -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     -     pend  -     -     -     -     -     slee  -     -
rerun             -     -     pend  pend  pend  pend  pend  pend  -     slee  slee  pend
forced-succeeded  succ  -     -     succ  -     -     -     -     succ  succ  -     -
forced-failed     fail  fail  -     -     -     -     -     -     fail  -     -     -
forced-skipped    skip  -     -     skip  -     -     -     -     skip  skip  -     -
child-reopened    -     -     -     slee  -     -     -     -     -     slee  -     -
break-set         =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     slee  -     -     -
undo              -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =     =     =     =     =     =
cancelled         =     =     =     =     =     =     =     =     canc  =     =     =
killed            =     =     =     =     =     =     =     =     canc  =     =     =`,

  ...ENDED_TABLE,
};
