/** The part of the event table for pipelines that have ended, or are being undone: see event-table.ts. */
export const ENDED_TABLE = {
  "it succeeded": `
                  succ  fail  canc  skip  rvtd  rvfl  fach  cach  skch  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -     -     -     -     -     -     -
settled-failed    -     -     -     -     -     -     -     -     -     -     -     -
settled-retriable -     -     -     -     -     -     -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -     -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -     -     -     -     -     -     -
handed-back       -     -     -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     -     -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     pendR -     -     -     rvngV sleeR -     -     rvngV -     -
rerun             pendR pendR pendR pendR pendR pendR sleeR sleeR sleeR sleeR pendR sleeR
forced-succeeded  -     succ  -     -     -     rvtdV succ  -     -     rvtdV rvtdV rvtdV
forced-failed     -     -     -     -     -     -     -     -     -     -     -     -
forced-skipped    -     skip  -     -     -     rvtdV skip  -     -     rvtdV rvtdV rvtdV
child-reopened    -     sleeR -     -     -     -     sleeR -     -     -     -     -
break-set         =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     rvngV -     rvngV
undo              rvngV rvngV =V    =V    =V    =V    rvngV rvngV rvngV =V    =V    =V
undo-from-it      rvngV rvngV pendR pendR pendR =F    rvngV rvngV rvngV =F    pendR sleeR
overdue           -     -     -     -     -     -     -     -     -     -     -     -
cancelled         -     -     -     -     -     -     -     -     -     -     -     -
killed            -     -     -     -     -     -     -     -     -     -     -     -`,

  "it failed": `
                  succ  fail  canc  skip  rvtd  rvfl  fach  cach  skch  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -     -     -     -     -     -     -
settled-failed    -     -     -     -     -     -     -     -     -     -     -     -
settled-retriable -     -     -     -     -     -     -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -     -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -     -     -     -     -     -     -
handed-back       -     -     -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     -     -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     pendR -     -     -     rvngV sleeR -     -     rvngV -     -
rerun             pendR pendR pendR pendR pendR pendR sleeR sleeR sleeR sleeR pendR sleeR
forced-succeeded  -     succ  -     -     -     rvtdV succ  -     -     rvtdV rvtdV rvtdV
forced-failed     -     -     -     -     -     -     -     -     -     -     -     -
forced-skipped    -     skip  -     -     -     rvtdV skip  -     -     rvtdV rvtdV rvtdV
child-reopened    -     sleeR -     -     -     -     sleeR -     -     -     -     -
break-set         =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     rvngV -     rvngV
undo              rvngV rvngV =V    =V    =V    =V    rvngV rvngV rvngV =V    =V    =V
undo-from-it      rvngV rvngV pendR pendR pendR =     rvngV rvngV rvngV =     pendR sleeR
overdue           -     -     -     -     -     -     -     -     -     -     -     -
cancelled         -     -     -     -     -     -     -     -     -     -     -     -
killed            -     -     -     -     -     -     -     -     -     -     -     -`,

  "it was cancelled": `
                  succ  fail  canc  skip  rvtd  rvfl  fach  cach  skch  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     -     -     -     -     -     -     -     -
settled-failed    -     -     -     -     -     -     -     -     -     -     -     -
settled-retriable -     -     -     -     -     -     -     -     -     -     -     -
settled-skipped   -     -     -     -     -     -     -     -     -     -     -     -
settled-cancelled -     -     -     -     -     -     -     -     -     -     -     -
handed-back       -     -     -     -     -     -     -     -     -     -     -     -
claimed           -     -     -     -     -     -     -     -     -     -     -     -
render-failed     -     -     -     -     -     -     -     -     -     -     -     -
lost              -     -     -     -     -     -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     -     -     -     rvngV -     -     -     rvngV -     -
rerun             -     -     -     -     -     -     -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     rvtdV -     -     -     rvtdV rvtdV rvtdV
forced-failed     -     -     -     -     -     -     -     -     -     -     -     -
forced-skipped    -     -     -     -     -     rvtdV -     -     -     rvtdV rvtdV rvtdV
child-reopened    -     -     -     -     -     -     -     -     -     -     -     -
break-set         -     -     -     -     -     -     -     -     -     -     -     -
break-lifted      -     -     -     -     -     -     -     -     -     -     -     -
children-undone   -     -     -     -     -     -     -     -     -     -     -     -
children-broken   -     -     -     -     -     -     -     -     -     -     -     -
children-missing  -     -     -     -     -     -     -     -     -     -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     rvngV -     rvngV
undo              rvngV rvngV =V    =V    =V    =V    rvngV rvngV rvngV =V    =V    =V
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -
overdue           -     -     -     -     -     -     -     -     -     -     -     -
cancelled         -     -     -     -     -     -     -     -     -     -     -     -
killed            -     -     -     -     -     -     -     -     -     -     -     -`,

  "it is being undone": `
                  succ  fail  canc  skip  rvng  rvtd  rvfl  fach  rvch  rfch  nrvt  nrch
launched          =     =     =     =     =     =     =     =     =     =     =     =
examined          =     =     =     =     =     =     =     =     =     =     =     =
settled-succeeded -     -     -     -     rvtd  -     -     -     -     -     -     -
settled-failed    -     -     -     -     rvfl  -     -     -     -     -     -     -
settled-retriable -     -     -     -     rvfl  -     -     -     -     -     -     -
settled-skipped   -     -     -     -     rvfl  -     -     -     -     -     -     -
settled-cancelled -     -     -     -     rvfl  -     -     -     -     -     -     -
handed-back       -     -     -     -     =     -     -     -     -     -     -     -
claimed           -     -     -     -     =     -     -     -     -     -     -     -
render-failed     -     -     -     -     rvfl  -     -     -     -     -     -     -
lost              -     -     -     -     rvfl  -     -     -     -     -     -     -
answered          -     -     -     -     -     -     -     -     -     -     -     -
approved          -     -     -     -     -     -     -     -     -     -     -     -
rejected          -     -     -     -     -     -     -     -     -     -     -     -
called            -     -     -     -     -     -     -     -     -     -     -     -
timer-due         -     -     -     -     -     -     -     -     -     -     -     -
retried           -     -     -     -     -     -     rvng  -     -     rvng  -     -
rerun             -     -     -     -     -     -     -     -     -     -     -     -
forced-succeeded  -     -     -     -     -     -     rvtd  -     -     rvtd  rvtd  rvtd
forced-failed     -     -     -     -     rvfl  -     -     -     -     -     -     -
forced-skipped    -     -     -     -     -     -     rvtd  -     -     rvtd  rvtd  rvtd
child-reopened    -     -     -     -     -     -     -     -     -     -     -     -
break-set         =     =     =     =     =     =     =     =     =     =     =     =
break-lifted      =     =     =     =     =     =     =     =     =     =     =     =
children-undone   -     -     -     -     -     -     -     -     rvtd  -     -     -
children-broken   -     -     -     -     -     -     -     -     rvfl  -     -     -
children-missing  -     -     -     -     -     -     -     -     nrvt  -     -     -
child-undo-mended -     -     -     -     -     -     -     -     -     rvng  -     rvng
undo              -     -     -     -     -     -     -     -     -     -     -     -
undo-from-it      -     -     -     -     -     -     -     -     -     -     -     -
overdue           =     =     =     =     =     =     =     =     =     =     =     =
cancelled         -     -     -     -     -     -     -     -     -     -     -     -
killed            -     -     -     -     -     -     -     -     -     -     -     -`,

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
forced-succeeded  succF -     -     -
forced-failed     -     -     -     -
forced-skipped    skipF -     -     -
child-reopened    -     -     -     -
break-set         =     =     =     =
break-lifted      =     =     =     =
children-undone   -     -     -     -
children-broken   -     -     -     -
children-missing  -     -     -     -
child-undo-mended -     -     -     -
undo              -     -     -     -
undo-from-it      -     -     -     -
overdue           -     -     -     -
cancelled         -     -     -     -
killed            -     -     -     -`,
} as const;
