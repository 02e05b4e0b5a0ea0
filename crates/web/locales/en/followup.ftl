# Follow-through: what became of commitments, round after round.

types-commitment_report = Progress reports
types-commitment_answer = Answers on commitments
types-assistance = Assistance
new-commitment_report = New progress report
new-commitment_answer = New answer
new-assistance = New offer of assistance
list-lead-assistance = What one side offers the other, from offer to evaluation.

field-commitment-owner_posts = Who answers for it: posts
hint-commitment-owner_posts = The post on each side that reports on it.
field-commitment-cost_bearers = Who bears the cost
hint-commitment-cost_bearers = The side or sides that pay.
field-commitment-due_rule = Due, without a date
hint-commitment-due_rule = Only where no date was agreed.
field-commitment-next_step = Next step
hint-commitment-next_step = What happens next, and by whom.
field-commitment-origin = Written down in
hint-commitment-origin = The paragraph of the minutes, the article or the conclusion it comes from.
field-commitment-releases = Made public in
hint-commitment-releases = The statements that named it.
choice-commitment-status-split = Split into others
choice-commitment-due_rule-next_round = By the next round
choice-commitment-due_rule-none_agreed = No date agreed

field-commitment_report-commitment = Commitment
hint-commitment_report-commitment = What the report is about.
field-commitment_report-round = Round
hint-commitment_report-round = The round that is being prepared, if any.
field-commitment_report-date = As of
hint-commitment_report-date = The day on which this is true.
field-commitment_report-status = Our status
hint-commitment_report-status = Done is our claim; it counts as done when both sides accept it.
field-commitment_report-done_on = Done on
hint-commitment_report-done_on = Only when our side says it is done.
field-commitment_report-blocking = What blocks it
hint-commitment_report-blocking = From the closed list; needed when it is blocked.
field-commitment_report-note = Note
hint-commitment_report-note = Seen by all parties.
field-commitment_report-next_step = Next step
hint-commitment_report-next_step = What our side does next.
field-commitment_report-channel = Came in by
hint-commitment_report-channel = At a desk, by a one-time link or on a printed form.
choice-commitment_report-status-not_started = Not started
choice-commitment_report-status-in_progress = In progress
choice-commitment_report-status-blocked = Blocked
choice-commitment_report-status-done_claimed = Done, as this side says
choice-commitment_report-blocking-approval = Approval pending
choice-commitment_report-blocking-legal_basis = Legal basis missing
choice-commitment_report-blocking-funding = Funding
choice-commitment_report-blocking-staff = Staff
choice-commitment_report-blocking-technical = Technical
choice-commitment_report-blocking-security = Security
choice-commitment_report-blocking-other_side = Waits for the other side
choice-commitment_report-blocking-third_party = Waits for a third party
choice-commitment_report-blocking-events = Events
choice-commitment_report-channel-desk = Desk
choice-commitment_report-channel-link = One-time link
choice-commitment_report-channel-form = Printed form

field-commitment_answer-commitment = Commitment
hint-commitment_answer-commitment = What is answered.
field-commitment_answer-round = Round
hint-commitment_answer-round = The round that answers it; empty between rounds, where it can only be settled.
field-commitment_answer-date = Date
hint-commitment_answer-date = The day of the answer.
field-commitment_answer-outcome = Answer
hint-commitment_answer-outcome = Both sides must hold the same one.
field-commitment_answer-into = Merged or split into
hint-commitment_answer-into = Only where it was merged or split.
field-commitment_answer-due_rule = Due, without a date
hint-commitment_answer-due_rule = Only where it continues and no date was agreed.
choice-commitment_answer-due_rule-next_round = By the next round
choice-commitment_answer-due_rule-none_agreed = No date agreed
field-commitment_answer-replaces = Instead of
hint-commitment_answer-replaces = Agreed answers that were wrong, or that crossed: this one stands in their place.
field-commitment_answer-due = Now due
hint-commitment_answer-due = A new date, if it continues with one.
field-commitment_answer-note = Note
hint-commitment_answer-note = Seen by all parties.
choice-commitment_answer-outcome-done = Done
choice-commitment_answer-outcome-continues = Continues
choice-commitment_answer-outcome-dropped = Dropped
choice-commitment_answer-outcome-merged = Merged
choice-commitment_answer-outcome-split = Split
choice-commitment_answer-outcome-overtaken = Overtaken by events

field-assistance-kind = Kind
hint-assistance-kind = Expertise, training, equipment or access.
field-assistance-title = What is offered
hint-assistance-title = In both languages.
field-assistance-from = Offered by
hint-assistance-from = The side that helps.
field-assistance-to = Offered to
hint-assistance-to = The side that is helped.
field-assistance-group = Working group
hint-assistance-group = The group that sees to it.
field-assistance-session = Session
hint-assistance-session = Where it was offered.
field-assistance-commitment = Commitment
hint-assistance-commitment = The commitment it carries out.
field-assistance-instruments = Instruments
hint-assistance-instruments = The agreements it rests on.
field-assistance-topics = Topics
hint-assistance-topics = Short words, one a line.
field-assistance-offered_on = Offered on
hint-assistance-offered_on = The day of the offer.
field-assistance-accepted_on = Accepted on
hint-assistance-accepted_on = Empty until the other side accepts.
field-assistance-declined_on = Declined on
hint-assistance-declined_on = Only if it was declined.
field-assistance-planned_for = Planned for
hint-assistance-planned_for = When it is to be delivered.
field-assistance-delivered_on = Delivered on
hint-assistance-delivered_on = When it was delivered.
field-assistance-evaluated_on = Evaluated on
hint-assistance-evaluated_on = When both sides looked at what it brought.
field-assistance-detail = Details
hint-assistance-detail = Scope, place, number of places.
field-assistance-evaluation = Evaluation
hint-assistance-evaluation = What it brought, as both sides see it.
choice-assistance-kind-expertise = Expertise
choice-assistance-kind-training = Training
choice-assistance-kind-equipment = Equipment
choice-assistance-kind-access = Access

field-round-unanswered = Left unanswered
hint-round-unanswered = The commitments that this round did not answer when it was closed.
field-round-unanswered_reason = Why commitments were left unanswered
hint-round-unanswered_reason = Only when the round is closed though open commitments were not answered.

rule-excluded = This cannot stand beside another field: leave one of them out.
refusal-r-044 = { $count ->
        [one] { $count } open commitment has not been answered by this round.
       *[other] { $count } open commitments have not been answered by this round.
    }
refusal-r-044-do = Answer them with the other side, or close the round with the reason in both languages.
refusal-r-045 = This commitment is settled.
refusal-r-045-do = Make a new commitment. If what settled it is wrong, answer in its place: open it on the page of the commitment.
refusal-r-049 = Both sides have closed this round; its answers are final.
refusal-r-049-do = Answer in the next round, or between rounds if it ends the commitment.
rule-not-an-agreed-answer = This is no answer on this commitment in this round that both sides hold; leave it out.
rule-in-future = This lies in the future: today is { $today }. Tell what has happened.
rule-too-few = Name at least { $min }.
rule-by-answer = This is not set here: both sides settle it by an answer, on the page of the commitment.
rule-not-open = This commitment is not open for both sides; choose one that is.

# The board.
board-views = Views of the commitments
board-tab-board = Board
board-tab-timeline = Time line
board-tab-stories = Stories
board-tab-assistance = Assistance
board-file-xlsx = Spreadsheet (XLSX)
board-file-csv = CSV
board-kept = Promised, kept, open – round by round
board-share = Share
board-commitment = Commitment
board-owner = Who acts
board-due = Due
board-due-overdue = Overdue
board-due-soon = Due within 90 days
board-due-dated = With a date
board-due-next_round = By the next round
board-due-not-said = Not said
board-due-none = Without a date
board-due-late = overdue
board-agreed = Agreed
board-no-report = No report
board-outside = Outside the rounds
board-between-rounds = Between rounds
board-id = Id
board-says = What { $side } says
board-answers = Answers of the rounds
board-matrix = Follow-up matrix
board-timetable = Implementation timetable
board-next-step = Next step
board-new = changed
board-changed = { $n ->
        [one] { $n } commitment has changed since you last looked.
       *[other] { $n } commitments have changed since you last looked.
    }
board-changed-none = Changes since you last looked are marked here.
board-mark-seen = I have seen this
board-pages = Pages of the board

timeline-lead = From the day a commitment was made to the day it was settled, and what was heard of it between.
timeline-picture = Time line of the commitments; the table below says the same in words.
timeline-table = The same in words
timeline-key-made = made
timeline-key-heard = heard of
timeline-key-settled = settled
timeline-made = Made
timeline-last = Last heard of
timeline-no-trace = Nothing since

# A commitment.
commitment-statuses = What each side says, and what both agree
commitment-claimed = Done, says { $side }. It counts as done when both sides accept it.
commitment-report = Report on it
commitment-answer = Answer
commitment-answer-in = Answer in: { $round }
commitment-answer-between = Answer between rounds
commitment-life = Line of life
commitment-story = The whole story

# What a round answers.
answers-word = Answers on earlier commitments
answers-title = { $round }: answers on earlier commitments
answers-lead = Every commitment that was open when this round met gets an answer that both sides hold: done, continues, dropped.
answers-all = to answer
answers-agreed = answered
answers-proposed = answered by one side
answers-none = unanswered
answers-nothing = No earlier commitment is open.
answers-complete = Every open commitment has its answer.
answers-missing = { $n ->
        [one] { $n } commitment has no agreed answer yet.
       *[other] { $n } commitments have no agreed answer yet.
    }
answers-differ = answered differently by the two sides
answers-crossed = crossed: both agreed to both
answers-pages = Pages of the list
answer-replaces = Proposed in the place of what was agreed
answers-agree-all = Look at the other side's answers and agree
answers-rest = All that I leave empty:
answers-leave = leave unanswered
answers-rest-means = It answers what stands empty on this page, and nothing else. Choose an answer beside a commitment where it differs from the others. Nothing counts before the other side agrees.
answers-put = Answer
answers-whole = with a note, a new date, merged, split…
answer-crossed = Crossed another: does not count
answer-replaced = Replaced by another answer
answer-instead = Answer in its place
answers-crossed-why = Both sides agreed to different answers at the same moment. None of them counts.
answers-crossed-do = Answer in their place
answers-detail = in detail
answers-unanswered = Unanswered
round-follow-up = Follow-up of earlier rounds
round-gap = Closed with commitments unanswered:

# Opening and closing a round.
opening-do = Open the next round
opening-title = Open round { $number }
opening-lead = Nothing is typed twice: groups, coordinators and every open commitment go on.
opening-exists = This round is there already:
opening-before-open = The round before it is not closed yet.
opening-before-unanswered = { $n ->
        [one] The round before it is not closed, and one commitment has no agreed answer there.
       *[other] The round before it is not closed, and { $n } commitments have no agreed answer there.
    }
round-twin = Both sides opened a round with this number at the same moment:
round-twin-ours = Withdraw this one and agree to theirs, or wait until they withdraw theirs; only one of the two can be agreed.
round-twin-theirs = Withdraw ours to agree to this one, or wait until they withdraw it; only one of the two can be agreed.
opening-groups = Groups that meet
opening-groups-means = With a first planned day, a session of each group is proposed on that day.
opening-again = From the last session of each group
opening-again-means = Both can be changed in the new sessions before anybody agrees.
opening-agenda = The agenda, as a proposal
opening-delegations = Our delegation, every seat to be confirmed
opening-carry = Commitments that go on
opening-carried = open commitments to be answered
opening-of-round = { $n ->
        [one] { $n } commitment
       *[other] { $n } commitments
    }
opening-carry-means = Each of them waits on the list of the new round until both sides have answered it.
opening-put = Propose the round
closing-round = Close the round
closing-round-title = Close: { $round }
closing-round-lead = A round is closed in order when every earlier commitment has its answer.
closing-round-gap = It can be closed all the same; say why in both languages. The reason and what was left stand on the round for good.
closing-round-reason-ar = Reason, in Arabic
closing-round-reason-en = Reason, in English

# Stories.
stories-lead = What was promised, signed and done on one matter, over all rounds.
stories-none = No instrument names a topic yet.
story-word = Story
story-lead = { $n ->
        [one] { $n } step, in the order of dates.
       *[other] { $n } steps, in the order of dates.
    }
story-instruments = { $n ->
        [one] { $n } instrument
       *[other] { $n } instruments
    }
story-undated = No date
story-kind = What it is
story-what = What happened
story-commitment = Commitment
story-instrument = Instrument
story-event = Event
story-answer = Answer
story-report = Report
story-assistance = Assistance
story-note = Follow-up
topic-all = All matters
topic-defence = Defence
topic-customs = Customs
topic-training = Training
topic-advisers = Advisers
topic-trade = Trade
topic-investment = Investment
topic-economy = Economy
topic-counter-terrorism = Counter-terrorism
topic-information-exchange = Exchange of information
topic-education = Education
topic-students = Students
topic-science = Science
topic-oil = Oil
topic-electricity = Electricity
topic-water = Water
topic-energy = Energy
topic-nuclear-security = Nuclear security
topic-communications = Communications
topic-security = Security
topic-dialogue = The dialogue itself
topic-targeting = Targeting of cargo
topic-culture = Culture
topic-museums = Museums
topic-sport = Sport
topic-data-exchange = Exchange of data
topic-mutual-legal-assistance = Mutual legal assistance
topic-health = Health
topic-biomedical-research = Biomedical research
topic-development = Development
topic-food-security = Food security
topic-disaster-response = Disaster response
topic-cybersecurity = Cybersecurity
topic-counter-narcotics = Counter-narcotics
topic-border-security = Border security

# Where commitments stand, in filters, stories and files.
board-now = As it stands
board-now-claimed = Said to be done, not accepted yet
board-now-waits_for_us = Waits for our side
board-now-blocked = Blocked
board-now-crossed = Two answers crossed
board-now-unanswered = Not answered in the open round
board-print = Print or save as PDF
board-matrix-means = The commitments chosen here, round by round, with the timetable.
board-dialogue = Dialogue
board-as-of = As of
board-narrowed = Chosen
board-narrowed-not = All commitments
board-withdrawn = Withdrawn
board-changed-beside = Also changed: withdrawn commitments and offers of assistance
board-due-day = Due (year-month-day)
board-says-on = { $side }: as of
board-blocks = { $side }: what blocks it
board-into = Goes on in
timeline-show = Show the picture (wide; it scrolls sideways)
timeline-pages = Pages of the time line
timeline-key-beyond = off the picture, in that year
story-offers = { $n ->
        [one] one offer of assistance
       *[other] { $n } offers of assistance
    }
story-into = → { $into }
story-took-over = Takes over: { $from }
story-now = Where it stands now
story-cut = More is linked than one story tells; what is farthest away is left out. The story of a single commitment or instrument shows what is near it.
story-paper-means = These steps and where it stands now.

# Assistance as a track.
assistance-stage = Stage
assistance-stage-offered = Offered
assistance-stage-accepted = Accepted
assistance-stage-planned = Planned
assistance-stage-delivered = Delivered
assistance-stage-evaluated = Evaluated
assistance-stage-declined = Declined
assistance-sides = { $from } to { $to }
assistance-track = From offer to evaluation
assistance-not-yet = not yet
assistance-next = Note the next stage
assistance-whole = The whole form
assistance-date = Date of this stage
assistance-note = Note
assistance-means = It counts when both sides hold it. Evaluation: the note says what came of it.
assistance-put = Propose

problem-long = Too many for one file
problem-long-why = { $n } commitments were asked for; at most { $max } fit.
problem-long-do = Go back and narrow the board by a filter: a round, a group, who acts.
board-changed-assistance = { $n ->
        [one] 1 offer of assistance has changed since you last looked.
       *[other] { $n } offers of assistance have changed since you last looked.
    }
