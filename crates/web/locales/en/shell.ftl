## The frame of every page.
brand = Hiwar
skip = Skip to the content
nav = Main navigation
nav-desk = Desk
nav-dialogue = Dialogue
nav-commitments = Commitments
nav-instruments = Instruments
nav-people = People
nav-institutions = Institutions
nav-sources = Sources
nav-exchange = Exchange
crumbs = Where you are
beside = Beside the page
dialogues = Dialogues
dialogue-unnamed = Strategic dialogue
find = Find
find-hint = Name, text or number
signed-in-as = Signed in as
act-as = Act as
own-sessions = My sign-in sessions
accounts = Accounts and functions
leave = Sign out
foot = Hiwar keeps the joint record of the dialogue: what stands here as agreed stands in the signed log of each side.
live-changed = The page now shows what has just changed.
live-lost = Changes no longer reach this page. It catches up by itself as soon as the line is back.

## What everybody must know.
exercise = Exercise
exercise-short = Nothing put here is said or agreed by any government.
exercise-other = Open the other side’s desk
stopped = This node does not sign at present.
stopped-why = Reading goes on; no act can be made until the administrator has settled the cause:
alarm = To be examined at once:

## Keys.
keys = Keyboard shortcuts
keys-what = Press one after the other where two are shown.
keys-find = Find
keys-help = This list
keys-escape = Close a menu
keys-on = Use these keys
keys-close = Close

## Times and dates.
clock-day = { $weekday } { $day } { $month } { $year }
clock-place-day = { $place }, { $day }
weekday-1 = Monday
weekday-2 = Tuesday
weekday-3 = Wednesday
weekday-4 = Thursday
weekday-5 = Friday
weekday-6 = Saturday
weekday-7 = Sunday
month-1 = January
month-2 = February
month-3 = March
month-4 = April
month-5 = May
month-6 = June
month-7 = July
month-8 = August
month-9 = September
month-10 = October
month-11 = November
month-12 = December

## Counts.
count-entries = { $n ->
        [0] no entries
        [one] one entry
       *[other] { $n } entries
    }

## The desk.
desk-title = Desk
desk-lead = What { $party } has to do now. You act as { $function }.
desk-no-dialogue = This node keeps no dialogue yet. The administrator founds one, or joins one with the charter of the other side.
desk-ours = Decide now
desk-ours-why = The other side has acted; our answer is due
desk-ours-none = Nothing waits for our decision. New proposals of the other side appear here by themselves.
desk-read = Read all and agree
desk-theirs = With the other side
desk-theirs-why = We have acted; their answer is due
desk-theirs-none = Nothing of ours waits for the other side.
desk-soon = Coming up
desk-soon-why = Sessions of today and later, on both clocks
desk-soon-none = No session lies ahead.
desk-plan = Add a session from its round
desk-today = today
desk-in-days = { $n ->
        [one] tomorrow
       *[other] in { $n } days
    }
desk-more = { $n ->
        [one] and one more
       *[other] and { $n } more
    }
desk-last = What happened last
desk-last-none = Nothing has happened yet.
desk-drafts = My drafts
desk-drafts-why = Kept on our node only; the other side cannot see them.

## Signing in.
enter-title = Sign in
enter-lead = Node of { $party }
enter-name = Account
enter-password = Password
enter-go = Sign in
enter-wrong = Account and password do not match, or the account is closed.
enter-slow = Too many attempts. Wait a minute and try again.
enter-no-function = This account holds no function today. The administrator grants functions with their dates.
enter-real = Sign in with an account
enter-demo-title = In what function do you take part?
enter-demo-lead = This is an exercise on the node of { $party }. Choose a function; no password is asked.
enter-demo-why = Rounds, people and documents come from published sources. What is put during the exercise is made up and binds nobody.
enter-demo-other = Take part on the other side
enter-desk-officer = Drafts and proposes; settles the agenda with the other side.
enter-co-chair = Consents for our side and binds it.
enter-rapporteur = Writes the minutes, the conclusions and the attendance.
enter-focal-point = Reports figures and progress for a line agency.
enter-press = Keeps statements, events and sources.
enter-legal = Looks after instruments, corrigenda and erasures ordered by law.
enter-auditor = Reads everything and writes nothing.
enter-administrator = Runs the node and its accounts; writes no contents.

## Pages that say that something could not be done: heading, why, what to do now.
problem-not-found = There is no such page
problem-not-found-why = Nothing of this record stands at this address, or it is not open to you.
problem-not-found-do = Look for it by name or number, or begin from the desk.
problem-administrator = This page is the administrator’s
problem-administrator-why = Accounts and functions are kept by the administrator alone.
problem-administrator-do = Ask the administrator of our node.
problem-foreign = This did not come from our own pages
problem-foreign-why = Another site, or an old copy of a page, tried to send a form in your name. Nothing was done.
problem-foreign-do = Open the page here and send the form again.
problem-method = This address only answers in another way
problem-method-why = What was asked of this address is not among the things it does. Nothing was done.
problem-method-do = Go back and use the buttons of the page.
problem-request = This request could not be read
problem-request-why = The browser sent something that no page of ours sends. Nothing was done.
problem-request-do = Open the page again and repeat the step.
problem-large = This is too large
problem-large-why = The form is longer than this node accepts. Nothing was done.
problem-large-do = Shorten the text, or divide it into several items.
problem-many = Too many at once
problem-many-why = This node is answering as many requests as it can.
problem-many-do = Wait a moment and try again.
problem-refused = This act is not possible
problem-refused-why = The rules of the record do not allow it.
problem-refused-do = Open the item again and begin from there.
problem-stopped = This node does not sign at present
problem-stopped-why = Nothing was put and nothing left our node. Reading goes on.
problem-stopped-do = Tell the administrator; repeat the act once signing goes on.
problem-failed = Something failed on our side
problem-failed-why = The cause stands in the log of this node under the number below.
problem-failed-do = Look at the item before you repeat an act: it may have been recorded. Give the administrator the number.
problem-rule = Rule
problem-reference = Number in the log
problem-desk = To the desk
