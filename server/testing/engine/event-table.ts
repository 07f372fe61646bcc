import type { SituationName } from "./event-cells.ts";

/**
 * What every event does in every state, by the state of the pipeline. A row is an event, a column is a possible state
 * of the track. A cell is `-` where the event is refused, `=` where the track's state stays, else the next state. A
 * capital letter is the pipeline's next state: R(unning), S(ucceeded), F(ailed), (re)V(erting), (reverte)D.
 * Columns: waiting, pending; prompting as a script that asks, or as an approval; sleeping before a retry or a poll, for a
 * time, at a break point, for a child, or for a call; running, lost, succeeded, failed, cancelled, skipped, reverting
 * (rvng), reverted (rvtd), revert_failed (rvfl).
 */
export const EVENT_TABLE: Readonly<Record<SituationName, string>> = {
  "it runs": `
                  wait  pend  asks  appr  retr  poll  time  brkp  chld  call  runn  lost  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -     -     -     succ  -     succ  succ  -     -     -     -     -     -
settled-failed    -     -     -     -     -     -     -     -     fail  -     fail  fail  -     -     -     -     -     -
settled-retriable -     -     -     -     -     -     -     -     slee  -     slee  slee  -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -     -     -     skip  -     skip  skip  -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -     -     -     canc  -     canc  canc  -     -     -     -     -     -
handed-back       -     -     -     -     -     -     -     -     slee  -     pend  pend  -     -     -     -     -     -
claimed           -     runn  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     fail  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     -     -     -     -     -     -     -     -     -     lost  -     -     -     -     -     -     -
answered          -     -     pend  -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     pend  succ  -     -     -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     pend  fail  -     -     -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     succ  -     -     -     -     -     -     -     -
timer-due         -     -     -     fail  pend  pend  succ  -     -     fail  -     -     -     -     -     -     -     -
retried           -     -     -     -     -     -     -     -     -     -     -     pend  -     pend  -     -     -     -
rerun             -     -     -     -     -     -     -     -     -     -     -     -     pend  pend  pend  pend  pend  pend
forced-succeeded  -     -     -     -     succ  succ  succ  succ  succ  succ  -     succ  -     succ  -     -     -     -
forced-failed     -     -     -     -     fail  fail  fail  fail  fail  fail  fail  fail  -     -     -     -     -     -
forced-skipped    -     -     -     -     skip  skip  skip  skip  skip  skip  -     skip  -     skip  -     -     -     -
child-reopened    -     -     -     -     -     -     -     -     -     -     -     -     -     slee  -     -     -     -
break-set         =     slee  slee  slee  =     =     =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     pend  =     =     =     =     =     =     =     =     =     =
undo              -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -     -
overdue           skip  skip  skip  skip  skip  skip  skip  skip  =     skip  =     fail  =     =     =     =     =     =
cancelled         canc  canc  canc  canc  canc  canc  canc  canc  =     canc  =     canc  =     =     =     =     =     =
killed            canc  canc  canc  canc  canc  canc  canc  canc  =     canc  =     canc  =     =     =     =     =     =`,

  "it is being cancelled": `
                  chld  runn  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =
settled-succeeded succ  succ  -     -     -     -     -     -
settled-failed    fail  fail  -     -     -     -     -     -
settled-retriable fail  fail  -     -     -     -     -     -
settled-skipped   skip  skip  -     -     -     -     -     -
settled-cancelled canc  canc  -     -     -     -     -     -
handed-back       canc  canc  -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -
lost              -     canc  -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -
retried           -     -     -     -     -     -     -     -
rerun             -     -     -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     -     -     -
forced-failed     -     -     -     -     -     -     -     -
forced-skipped    -     -     -     -     -     -     -     -
child-reopened    -     -     -     -     -     -     -     -
break-set         -     -     -     -     -     -     -     -
break-lifted      -     -     -     -     -     -     -     -
undo              -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =     =
cancelled         =     =     =     =     =     =     =     =
killed            =     =     =     =     =     =     =     =`,

  "a failure stopped it": `
                  chld  runn  lost  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =
settled-succeeded succ  succ  succ  -     -     -     -     -     -
settled-failed    fail  fail  fail  -     -     -     -     -     -
settled-retriable fail  fail  fail  -     -     -     -     -     -
settled-skipped   skip  skip  skip  -     -     -     -     -     -
settled-cancelled canc  canc  canc  -     -     -     -     -     -
handed-back       skip  skip  skip  -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -
lost              -     lost  -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -
retried           -     -     pend  -     pend  -     -     -     -
rerun             -     -     -     pend  pend  pend  pend  pend  pend
forced-succeeded  succ  -     succ  -     succ  -     -     -     -
forced-failed     fail  fail  fail  -     -     -     -     -     -
forced-skipped    skip  -     skip  -     skip  -     -     -     -
child-reopened    -     -     -     -     slee  -     -     -     -
break-set         =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =
undo              -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -
overdue           =     =     fail  =     =     =     =     =     =
cancelled         =     =     canc  =     =     =     =     =     =
killed            =     =     canc  =     =     =     =     =     =`,

  "its time is over": `
                  chld  runn  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =
settled-succeeded succ  succ  -     -     -     -     -     -
settled-failed    fail  fail  -     -     -     -     -     -
settled-retriable fail  fail  -     -     -     -     -     -
settled-skipped   skip  skip  -     -     -     -     -     -
settled-cancelled canc  canc  -     -     -     -     -     -
handed-back       skip  skip  -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -
lost              -     fail  -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -
retried           -     -     -     pend  -     -     -     -
rerun             -     -     pend  pend  pend  pend  pend  pend
forced-succeeded  succ  -     -     succ  -     -     -     -
forced-failed     fail  fail  -     -     -     -     -     -
forced-skipped    skip  -     -     skip  -     -     -     -
child-reopened    -     -     -     slee  -     -     -     -
break-set         =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =
undo              -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =     =
cancelled         =     =     =     =     =     =     =     =
killed            =     =     =     =     =     =     =     =`,

  "it succeeded": `
                  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =
examined          =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -
settled-failed    -     -     -     -     -     -
settled-retriable -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -
handed-back       -     -     -     -     -     -
claimed           -     -     -     -     -     -
render-failed     -     -     -     -     -     -
lost              -     -     -     -     -     -
answered          -     -     -     -     -     -
approved          -     -     -     -     -     -
rejected          -     -     -     -     -     -
called            -     -     -     -     -     -
timer-due         -     -     -     -     -     -
retried           -     pendR -     -     -     rvngV
rerun             pendR pendR pendR pendR pendR pendR
forced-succeeded  -     succ  -     -     -     rvtdV
forced-failed     -     -     -     -     -     -
forced-skipped    -     skip  -     -     -     rvtdV
child-reopened    -     sleeR -     -     -     -
break-set         =     =     =     =     =     =
break-lifted      =     =     =     =     =     =
undo              rvngV rvngV =V    =V    =V    =V
undo-from-it      rvngV rvngV pendR pendR pendR =F
overdue           -     -     -     -     -     -
cancelled         -     -     -     -     -     -
killed            -     -     -     -     -     -`,

  "it failed": `
                  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =
examined          =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -
settled-failed    -     -     -     -     -     -
settled-retriable -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -
handed-back       -     -     -     -     -     -
claimed           -     -     -     -     -     -
render-failed     -     -     -     -     -     -
lost              -     -     -     -     -     -
answered          -     -     -     -     -     -
approved          -     -     -     -     -     -
rejected          -     -     -     -     -     -
called            -     -     -     -     -     -
timer-due         -     -     -     -     -     -
retried           -     pendR -     -     -     rvngV
rerun             pendR pendR pendR pendR pendR pendR
forced-succeeded  -     succ  -     -     -     rvtdV
forced-failed     -     -     -     -     -     -
forced-skipped    -     skip  -     -     -     rvtdV
child-reopened    -     sleeR -     -     -     -
break-set         =     =     =     =     =     =
break-lifted      =     =     =     =     =     =
undo              rvngV rvngV =V    =V    =V    =V
undo-from-it      rvngV rvngV pendR pendR pendR =
overdue           -     -     -     -     -     -
cancelled         -     -     -     -     -     -
killed            -     -     -     -     -     -`,

  "it was cancelled": `
                  succ  fail  canc  skip  rvtd  rvfl
launched          =     =     =     =     =     =
examined          =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -
settled-failed    -     -     -     -     -     -
settled-retriable -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -
handed-back       -     -     -     -     -     -
claimed           -     -     -     -     -     -
render-failed     -     -     -     -     -     -
lost              -     -     -     -     -     -
answered          -     -     -     -     -     -
approved          -     -     -     -     -     -
rejected          -     -     -     -     -     -
called            -     -     -     -     -     -
timer-due         -     -     -     -     -     -
retried           -     -     -     -     -     rvngV
rerun             -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     rvtdV
forced-failed     -     -     -     -     -     -
forced-skipped    -     -     -     -     -     rvtdV
child-reopened    -     -     -     -     -     -
break-set         -     -     -     -     -     -
break-lifted      -     -     -     -     -     -
undo              rvngV rvngV =V    =V    =V    =V
undo-from-it      -     -     -     -     -     -
overdue           -     -     -     -     -     -
cancelled         -     -     -     -     -     -
killed            -     -     -     -     -     -`,

  "it is being undone": `
                  succ  fail  canc  skip  rvng  rvtd  rvfl
launched          =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =
settled-succeeded -     -     -     -     rvtd  -     -
settled-failed    -     -     -     -     rvfl  -     -
settled-retriable -     -     -     -     rvfl  -     -
settled-skipped   -     -     -     -     rvfl  -     -
settled-cancelled -     -     -     -     rvfl  -     -
handed-back       -     -     -     -     =     -     -
claimed           -     -     -     -     =     -     -
render-failed     -     -     -     -     rvfl  -     -
lost              -     -     -     -     rvfl  -     -
answered          -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -
called            -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -
retried           -     -     -     -     -     -     rvng
rerun             -     -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     -     rvtd
forced-failed     -     -     -     -     rvfl  -     -
forced-skipped    -     -     -     -     -     -     rvtd
child-reopened    -     -     -     -     -     -     -
break-set         =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =
undo              -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =
cancelled         -     -     -     -     -     -     -
killed            -     -     -     -     -     -     -`,

  "it was undone": `
                  fail  canc  skip  rvtd
launched          =     =     =     =
examined          =     =     =     =
settled-succeeded -     -     -     -
settled-failed    -     -     -     -
settled-retriable -     -     -     -
settled-skipped   -     -     -     -
settled-cancelled -     -     -     -
handed-back       -     -     -     -
claimed           -     -     -     -
render-failed     -     -     -     -
lost              -     -     -     -
answered          -     -     -     -
approved          -     -     -     -
rejected          -     -     -     -
called            -     -     -     -
timer-due         -     -     -     -
retried           pendR -     -     -
rerun             pendR pendR pendR pendR
forced-succeeded  succS -     -     -
forced-failed     -     -     -     -
forced-skipped    skipS -     -     -
child-reopened    -     -     -     -
break-set         =     =     =     =
break-lifted      =     =     =     =
undo              -     -     -     -
undo-from-it      -     -     -     -
overdue           -     -     -     -
cancelled         -     -     -     -
killed            -     -     -     -`,
};
