# Words of the pages of the record.

# All areas
areas-acts = Acts
areas-agree-all = Agree to all that waits
areas-back = Back
areas-discrepancies = Where the sources differ
areas-discrepancies-why = Each reading stays with its sources; none is overwritten
areas-filter = Filter
areas-history = History
areas-history-empty = Nothing has happened here yet.
areas-language = Language
areas-last = What happened last
areas-life = Positions, history and proof
areas-number = No.
areas-propose = Propose wording
areas-source = Source
areas-sources = Sources
areas-state = State
areas-waiting-us = Waiting for us
areas-waiting-us-none = Nothing waits for our decision here.
areas-waiting-them = Waiting for them
areas-waiting-them-none = Nothing here waits for the other side.
areas-more = { $n ->
        [one] and { $n } more
       *[other] and { $n } more
    }
areas-acting-as = You act as { $function } for { $party }.
areas-newer-wording = a newer wording is on the table
areas-no = No
areas-yes = Yes
areas-side = { $party } side
side-KW = Kuwaiti side
side-US = United States side
areas-since = since { $date }
areas-until = until { $date }
areas-uncertain = not settled
areas-void = without effect ({ $rule })
areas-who = { $function }, { $party }
value-missing = Not open to us here: withheld, not yet arrived, or erased.
text-absent-ar = No Arabic text yet
text-absent-en = No English text yet
bracket-nothing = no words here

# Acts beside an item
act-agree = Agree
act-bind = Bind our side
act-change = Change
act-corrigendum = Propose a corrigendum
act-propose = Propose wording
act-propose-change = Propose a change
act-reject = Reject
act-unbind = Withdraw the binding consent
act-withdraw = Withdraw

# What was done
did-put-first = put it on the table
did-put = put a new wording
did-consent = agreed
did-withdraw = withdrew its position
did-reject = rejected a wording
did-redact = ordered values erased
did-erased = confirmed the erasure
did-hold = keeps values by law
did-note = made a remark
did-other = made an entry

# Confirming
confirm-agree = Agree to this text
confirm-agree-lead = This is exactly what our side will hold, in both languages.
confirm-agree-means = Our side takes these words as its position. When the other side holds the same version, the text is agreed and one side cannot withdraw it alone. This is agreement on a text, not a signature of a treaty.
confirm-agree-do = Agree for our side
confirm-bind = Bind our side to this text
confirm-bind-lead = The text is agreed. This adds our consent to be bound by it.
confirm-bind-means = Our side states that it is bound. The record keeps the function and the time as evidence; it does not replace a signature.
confirm-bind-do = Bind our side
confirm-withdraw = Withdraw our position
confirm-withdraw-lead = Our side no longer holds this text.
confirm-withdraw-means = The withdrawal is recorded and seen by the other side. What was put stays in the history.
confirm-withdraw-do = Withdraw
confirm-unbind = Withdraw the binding consent
confirm-unbind-lead = Our side keeps the text but is no longer bound by it.
confirm-unbind-means = The withdrawal is recorded and seen by the other side.
confirm-unbind-do = Withdraw the binding consent
confirm-reject = Reject this wording
confirm-reject-lead = Our side says no to these words without putting others.
confirm-reject-means = The rejection is recorded and seen by the other side. To offer other words, propose a wording instead.
confirm-reject-do = Reject
confirm-all = Agree to all that waits
confirm-all-part = { $n } of { $of } texts that wait are shown. Agree to these, then look at the next.
confirm-all-lead = { $n ->
        [one] One text waits for our side. It is shown in full in both languages.
       *[other] { $n } texts wait for our side. Each is shown in full in both languages.
    }
confirm-all-do = { $n ->
        [one] Agree to this text
       *[other] Agree to these { $n } texts
    }
confirm-all-none = Nothing waits that could be agreed as it stands. Where two wordings differ, open the item and compare them.
confirm-against = Compared with our wording

# The dialogue
dialogue-dates = Dates
dialogue-empty = No round has been entered yet. Begin with the first: its number and dates are enough.
dialogue-group-add = Add a working group
dialogue-groups = Working groups
dialogue-groups-empty = No working group has been entered yet.
dialogue-key-coming = to come
dialogue-key-held = held in person
dialogue-key-planned = planned first for this day
dialogue-key-remote = held remotely
dialogue-mode = Mode
dialogue-picture = Time line of the rounds with the sessions of each group. The table below holds the same facts.
dialogue-place = Place
dialogue-promises = Promised, kept, open
dialogue-promises-all = All commitments
dialogue-registers = Registers
dialogue-round = Round
dialogue-round-add = Open a new round
dialogue-rounds = Rounds
dialogue-sessions = Sessions
dialogue-timeline = Time line
dialogue-counts = { $rounds } rounds, { $sessions } sessions
dialogue-gap = { $n ->
        [one] { $n } month
       *[other] { $n } months
    }
dialogue-group-counts = sessions: { $sessions }, commitments: { $commitments }
dialogue-lane-all = Plenary and ministers
dialogue-lead = Lead institution
dialogue-next = Next round
dialogue-no-date = no date yet
dialogue-planned = planned: { $date }
dialogue-slip = Planned first for { $date }

# Promises
promises-made = promised
promises-kept = kept
promises-open = open
promises-moved = goes on in another
promises-untraced = without a later trace
promises-proposed = proposed by one side
promises-dropped = overtaken or lapsed

# Rounds
round-calendar = Calendar
round-co-chairs = Co-chairs and coordinators
round-co-chair = Co-chair
round-coordinator = Coordinator
round-commitments = Commitments of this round
round-empty = No session has been entered yet. Add the first: its day and its group are enough.
round-figures = Figures
round-instruments = Agreements and other instruments
round-outcomes = Outcome
round-session-add = Add a session
round-host = hosted by { $party }
round-met = Met
round-planned = Planned
round-sessions = { $n ->
        [0] no session
        [one] one session
       *[other] { $n } sessions
    }
ready-agenda = Agenda { $n } of { $of }
ready-agenda-none = No agenda yet
ready-minutes-none = No minutes yet
ready-delegations = Delegations { $n } of { $of }
ready-minutes = Minutes { $n } of { $of }
figure-days = days
figure-working_groups = working groups
figure-bodies = bodies taking part
figure-bodies_kw = Kuwaiti bodies
figure-bodies_kw_at_least = Kuwaiti bodies at least
figure-bodies_us = US bodies
figure-officials_and_experts = officials and experts
figure-documents_signed = documents signed
figure-documents_total_claimed = documents in all, as stated
figure-preparatory_meetings = preparatory meetings

# Groups
group-chairs = Chairs over time
group-chairs-empty = No chair has been entered yet.
group-chairs-why = Post first, holder second
group-commitments = Open commitments
group-commitments-empty = No commitment of this group is open.
group-sessions = Sessions across rounds
group-sessions-empty = This group has not met yet.

# The session
session-parts = Parts of the session
session-overview = Overview
session-agenda = Agenda
session-agenda-add = Add an agenda item
session-agenda-empty = There is no agenda yet. Propose the first item in both languages; the other side sees it at once.
session-agenda-item = Item
session-agenda-agreed = { $n } of { $of } items agreed
session-and-others = and others
session-attendance = Attendance
session-bodies = Institutions taking part
session-commitments = Commitments made here
session-conclusion-add = Add a conclusion
session-conclusions = Conclusions
session-conclusions-empty = No conclusion has been written yet.
session-delegations = Delegations
session-delegations-order = Each in the order its own side gave
session-history = History
session-hour-unknown = The hour is not recorded
session-minutes = Minutes
session-minutes-add = Add a paragraph
session-minutes-agreed = Arabic and English, one text: { $n } of { $of } paragraphs agreed
session-minutes-empty = The minutes have not been begun. A rapporteur writes them paragraph by paragraph, Arabic and English together.
session-outcomes = Outcome
session-papers = Papers
session-reference-add = Add our reference number
session-references = Reference numbers of both sides
session-references-empty = No reference number has been entered.
session-statements = Statements
delegation-none-ours = Our delegation has not been given yet.
delegation-none-theirs = The other side has not given its delegation yet.
delegation-give = Give our delegation
attendance-none-ours = Our attendance has not been recorded yet.
attendance-none-theirs = The other side has not recorded its attendance yet.
attendance-give = Record our attendance
attendance-for = in place of { $whom }
agenda-minutes = { $n ->
        [one] { $n } minute
       *[other] { $n } minutes
    }
agenda-presented = introduced by { $who }

# The page of an item
item-brackets = Where the wordings differ
item-bracket-count = { $n ->
        [one] one place differs
       *[other] { $n } places differ
    }
item-compare = Two versions compared
item-compare-added = added:
item-compare-do = Compare
item-compare-from = From
item-compare-removed = removed:
item-compare-same = These two versions say the same.
item-compare-to = To
item-evidence = Evidence
item-fields = What it says
item-fields-none = Nothing of it is open here.
item-mentioned = Named by
item-positions = Positions
item-uncertain = Marked as derived or not settled.
item-version = Version
item-version-label = { $party }, { $when } ({ $id })
position-none = holds nothing
position-shown = holds the wording shown
position-other = holds another wording
position-bound = is bound to the wording shown
evidence-means-cosigned = The signed logs of the parties are the evidence.
evidence-means-recorded_by_us = Only our side recorded this; it is weaker than what both logs hold.
evidence-means-public_record = Taken from published sources, listed here; nobody has confirmed it in this record.
evidence-means-exercise = Made up for the exercise.
means-not-decided = Nobody holds a position at present. Propose a wording.
means-ours-only = Our side holds this wording; the other side has not taken it yet.
means-theirs-only = The other side put this wording. Agree, or propose another.
means-two-wordings = Each side holds its own wording. Compare them below.
means-agreed = All sides held the same wording at once. It changes only by a new wording that all take.
means-agreed-binding = All sides agreed to the text and are bound by it.
means-sealed = Agreed, and each side holds the other's signed receipt for it.
means-crossed = Two wordings were agreed at the same time. Agree to one wording that follows both.
means-contested = The agreement rests on entries past a proven fork of a log. See the exchange page.
means-erased = The words were erased; that they were agreed stays provable.
means-recorded-alone = Our side records alone; nobody else is a member yet.
means-own = A statement of { $party } alone; it needs nobody's consent.

# Erasing
redact-title = Order values erased
redact-why = The words are destroyed on every node that obeys; the proof that they once stood stays. This cannot be undone.
redact-fields = Values to erase
redact-basis = Legal basis
redact-basis-hint = A short citation code, such as KW-DL-2014-20-art-5.
redact-do = Order the erasure
redact-confirm = I have read the values above and order them erased for good.

# Private notes
notes-title = Private note
notes-why = Never leaves our node. The other side cannot see it and it enters no log.
notes-new = New note
notes-add = Keep the note
notes-edit = Change
notes-save = Save
notes-delete = Delete

# Proof
proof-title = Proof
proof-lead = Every act on this item is an entry in a signed log. The hashes below let anybody check it without us.
proof-pin = Fingerprint of the charter
proof-none = No entry yet.
proof-entries = Entries of this item
proof-log = Log
proof-number = Entry
proof-kind = Act
proof-at = Time (UTC)
proof-leaf = Hash of the entry
proof-download = Download the proof
proof-how = How to verify without a server
proof-step-export = Download the whole record.
proof-step-export-link = Export
proof-step-run = Run on any machine, with no network:
proof-step-read = It rebuilds every log from its entries, checks every signature and receipt, and prints what is agreed. One changed bit is refused, with its place.
proof-checkpoint = Signed checkpoint of { $party }
proof-log-line = { $n ->
        [one] Log of { $party }: one entry, { $sealed } with the other side's receipt.
       *[other] Log of { $party }: { $n } entries, { $sealed } with the other side's receipt.
    }

# Lists
list-all = all
list-clear = Show all
list-show = Show
list-count = { $n } of { $of }
list-fate = Outcome
list-group = Working group
list-round = Round
list-none = Nothing has been entered yet.
list-none-filtered = Nothing matches these filters.
list-state-ours = waiting for them
list-state-theirs = waiting for us
list-state-differ = wordings differ
list-state-agreed = agreed
list-lead-commitment = Who owes what by when, and what became of it.
list-lead-discrepancy = Questions on which the sources do not agree. Each reading keeps its sources.
list-lead-source = Everything the public record rests on.
list-lead-instrument = What was signed or issued, and where it stands.

# People and institutions
people-title = People and posts
people-lead = Post first, holder second. Persons, spellings and dated posts are kept apart; nothing is merged by itself.
people-count = { $n ->
        [one] one person
       *[other] { $n } people
    }
people-none = No person has been entered yet.
people-no-body = Without an institution
people-no-post = Post not recorded
people-acting = acting
people-as-of = as of { $date }
person-posts = Posts
person-posts-why = With the dates on which the sources show them
person-posts-empty = No post has been recorded.
person-post-add = Add a post
person-spellings = Spellings
person-spellings-why = Search finds every one of them
person-spelling = Spelling
person-preferred = preferred spelling
person-spelling-met = met in the sources listed below
person-chaired = Chaired
person-sessions = Sessions
institutions-lead = By side, parts under the body they belong to.
institutions-count = { $n ->
        [one] one institution
       *[other] { $n } institutions
    }
institutions-none = No institution has been entered yet.
institution-below = Parts
institution-names = Names over time
institution-names-why = Ministries are renamed; the record keeps each name with its dates
institution-posts = Posts and holders
institution-posts-empty = No post of this institution has been recorded.
institution-post-add = Add a post

# Forms
form-about = About this act
form-lead-new = Both languages stand side by side and are agreed together.
form-lead-own-new = Our own statement, in both languages where we can. The other side reads it and need not agree to it.
form-lead-joint-again = You propose the next wording. It begins with ours where we have one.
form-lead-own-again = You change our own statement. The earlier version stays in the history.
form-means-own = This enters our signed log at once and the other side sees it. It is our own statement and needs no consent.
form-means-joint = This enters our signed log at once as our side's position and the other side sees it. It is agreed when the other side takes the same words.
form-rule-own = Each side alone supplies what is its own: its people, its delegation, its statements. Nobody else changes it.
form-rule-joint = What concerns both is agreed: each side puts its wording, and it stands when both hold the same one.
form-put-own = Put into our log
form-put-joint = Propose to the other side
form-problems = { $n ->
        [one] One thing needs correction. Nothing was put; what you typed is still here.
       *[other] { $n } things need correction. Nothing was put; what you typed is still here.
    }
form-more = Evidence, sources and remark
form-needed = needed
form-none = none
form-nothing-to-choose = There is nothing to choose from yet.
form-row = Row { $n }
form-row-add = Add rows
form-drafts = Drafts kept on our node
form-draft-why = A draft stays on our node: it enters no log and the other side never sees it.
form-draft-keep = Keep as a draft
form-draft-drop = Delete the draft
form-from-draft = This form shows a draft kept on our node. Nothing of it has left.
form-draft-older = This form shows a draft kept on our node. The item has changed since: compare before you put it.

people-duplicates = Names that may be one person's
people-duplicates-lead = Two spellings or two people? Nothing is ever merged: look at both, and add the other spelling to the right person.
people-duplicates-none = No two names of one side are that much alike.
people-first = Person
people-second = May be the same as
people-why = Why
people-alike = Alike { $percent }%
people-same = the names read the same
people-both = { $a } in both
people-near = { $a } and { $b } sound alike
people-initial = { $a } may stand for { $b }
people-missing = { $a } is missing in one of them
people-reordered = the parts stand in another order
