# The register of instruments: types, fields, choices, rules, pages, papers.

# Types
types-instrument_fact = Facts of instruments
types-domestic_step = Domestic steps
types-domestic_checklist = Domestic checklists
new-instrument_fact = Record a fact
new-domestic_step = Record a domestic step
new-domestic_checklist = New domestic checklist

# Fields
field-institution-ended = Ended
hint-institution-ended = When the body was abolished, merged or renamed away; empty while it exists.
field-instrument-binding = Binding
hint-instrument-binding = Whether it binds under international law, as its text says.
choice-instrument-binding-binding = Binding
choice-instrument-binding-non_binding = Not binding
choice-instrument-binding-unstated = Not stated
field-instrument-entry_rule = Clause on entry into force
hint-instrument-entry_rule = As the final clauses say. If you read the source and it has none, say so; empty means that nobody has recorded it yet.
choice-instrument-entry_rule-signature = On signature
choice-instrument-entry_rule-later_note = On the date of the later note
choice-instrument-entry_rule-days_after_later_note = Some days after the later note
choice-instrument-entry_rule-days_after_exchange = Some days after the exchange of instruments
choice-instrument-entry_rule-first_of_month = On the first day of a month after the later note
choice-instrument-entry_rule-both_procedures = When both domestic procedures are completed
choice-instrument-entry_rule-fixed_date = On a date that the text names
choice-instrument-entry_rule-operative_on = Operative on a date (not binding)
choice-instrument-entry_rule-not_stated = The source states no clause
field-instrument-entry_count = Number in the clause
hint-instrument-entry_count = The days, or which month after: 1 is the next month. At least 1.
field-instrument-entry_date = Date in the clause
hint-instrument-entry_date = Where the text names a day.
field-instrument-notes_count_from = Notes count from
hint-instrument-notes_count_from = If the text is silent, from the date of the note.
choice-instrument-notes_count_from-their_date = Their date
choice-instrument-notes_count_from-their_receipt = Their receipt
field-instrument-unlimited = For an unlimited time
hint-instrument-unlimited = Where the text sets no end.
field-instrument-term_months = Term in months
hint-instrument-term_months = From entry into force: 60 for five years.
field-instrument-term_until = In force until
hint-instrument-term_until = Where the text names the last day.
field-instrument-renewal = Renewal
hint-instrument-renewal = What happens when the term runs out.
choice-instrument-renewal-tacit = Tacit, unless a side gives notice
choice-instrument-renewal-express = Express, by agreement
choice-instrument-renewal-none = None
field-instrument-renewal_months = Period of renewal in months
hint-instrument-renewal_months = Empty when it is the same as the first term.
field-instrument-notice_months = Notice in months
hint-instrument-notice_months = How many months before the end notice must be given.
field-instrument-relation = Stands to another instrument
hint-instrument-relation = What it does to that one.
choice-instrument-relation-amends = Amends
choice-instrument-relation-extends = Extends
choice-instrument-relation-supersedes = Supersedes
choice-instrument-relation-implements = Implements
choice-instrument-relation-replaces = Replaces
field-instrument-related_to = The other instrument
hint-instrument-related_to = One instrument, the earlier one.
field-instrument-text = Joint text
hint-instrument-text = The text of this record that it was signed from.
field-instrument-languages = Languages
hint-instrument-languages = One code a line: ar, en.
field-instrument-prevails = Prevailing text
hint-instrument-prevails = The code of the language that prevails; empty when all are equally authentic.
field-instrument-originals = Paper originals
hint-instrument-originals = Each party’s original, its number and where it is kept.
field-instrument-originals-number = Number of the original
hint-instrument-originals-number = As that party registered it.
field-instrument-originals-kept = Kept at
hint-instrument-originals-kept = The body that keeps it.
field-instrument_fact-on = Instrument
hint-instrument_fact-on = The instrument it belongs to.
field-instrument_fact-kind = What happened
hint-instrument_fact-kind = In the order of an instrument’s life.
field-instrument_fact-party = Whose fact
hint-instrument_fact-party = Empty when it is everybody’s.
field-instrument_fact-date = Date
hint-instrument_fact-date = The Gregorian date governs.
field-instrument_fact-hijri = Hijri date as printed
hint-instrument_fact-hijri = Year, month, day: 1445-11-02. Two days off or more need a reason in the remark.
field-instrument_fact-received = Received
hint-instrument_fact-received = When the note reached the other side.
field-instrument_fact-months = For how many months
hint-instrument_fact-months = Of a renewal or extension.
field-instrument_fact-until = Until, or with effect from
hint-instrument_fact-until = The end of a renewal, extension or suspension; the day a notice takes effect.
field-instrument_fact-references = Reference numbers
hint-instrument_fact-references = Each side’s number as its note carries it.
field-instrument_fact-references-number = Number
hint-instrument_fact-references-number = The number of the note or letter.
field-instrument_fact-by_instrument = By the instrument
hint-instrument_fact-by_instrument = The one that amended, extended or superseded it.
field-instrument_fact-note = Note
hint-instrument_fact-note = In a sentence or two.
choice-instrument_fact-kind-proposed = Proposed
choice-instrument_fact-kind-authorised = Negotiators authorised
choice-instrument_fact-kind-negotiating = Negotiation begun
choice-instrument_fact-kind-ad_referendum = Agreed ad referendum
choice-instrument_fact-kind-text_agreed = Text agreed
choice-instrument_fact-kind-concordance_certified = Concordance certified
choice-instrument_fact-kind-nationally_approved = Nationally approved
choice-instrument_fact-kind-initialled = Initialled
choice-instrument_fact-kind-signed = Signed
choice-instrument_fact-kind-procedure_completed = Domestic procedure completed
choice-instrument_fact-kind-notified = Completion notified
choice-instrument_fact-kind-exchanged = Instruments exchanged
choice-instrument_fact-kind-provisionally_applied = Provisionally applied
choice-instrument_fact-kind-operative = Operative (non-binding)
choice-instrument_fact-kind-in_force = Entered into force
choice-instrument_fact-kind-registered = Registered with the United Nations
choice-instrument_fact-kind-published = Published
choice-instrument_fact-kind-amended = Amended
choice-instrument_fact-kind-extended = Extended
choice-instrument_fact-kind-suspended = Suspended
choice-instrument_fact-kind-resumed = Resumed
choice-instrument_fact-kind-renewed = Renewed
choice-instrument_fact-kind-notice_given = Notice of termination or non-renewal
choice-instrument_fact-kind-terminated = Terminated
choice-instrument_fact-kind-expired = Expired
choice-instrument_fact-kind-superseded = Superseded
field-domestic_step-on = Instrument
hint-domestic_step-on = The instrument it belongs to.
field-domestic_step-step = Code of the step
hint-domestic_step-step = As in the party’s checklist.
field-domestic_step-status = Status
hint-domestic_step-status = What is done needs its date.
choice-domestic_step-status-planned = Planned
choice-domestic_step-status-done = Done
choice-domestic_step-status-not_needed = Not needed
field-domestic_step-date = Date
hint-domestic_step-date = When it was done, or is planned.
field-domestic_step-number = Number
hint-domestic_step-number = Of the decision, decree or issue.
field-domestic_step-note = Note
hint-domestic_step-note = In a sentence or two.
field-domestic_checklist-steps = Steps
hint-domestic_checklist-steps = What the party’s own law asks, in order.
field-domestic_checklist-reports = Reports
hint-domestic_checklist-reports = What must be reported or published within some days.
field-domestic_checklist-steps-code = Code
hint-domestic_checklist-steps-code = A short word, used once.
field-domestic_checklist-steps-title = Title
hint-domestic_checklist-steps-title = In both languages if you can.
field-domestic_checklist-steps-applies = Applies to
hint-domestic_checklist-steps-applies = The instruments that need it.
choice-domestic_checklist-steps-applies-all = All instruments
choice-domestic_checklist-steps-applies-binding = Binding ones
choice-domestic_checklist-steps-applies-non_binding = Non-binding ones
field-domestic_checklist-reports-code = Code
hint-domestic_checklist-reports-code = A short word, used once.
field-domestic_checklist-reports-title = Title
hint-domestic_checklist-reports-title = In both languages if you can.
field-domestic_checklist-reports-applies = Applies to
hint-domestic_checklist-reports-applies = The instruments that need it.
choice-domestic_checklist-reports-applies-all = All instruments
choice-domestic_checklist-reports-applies-binding = Binding ones
choice-domestic_checklist-reports-applies-non_binding = Non-binding ones
field-domestic_checklist-steps-completes = Completes the procedure
hint-domestic_checklist-steps-completes = The last step before entry into force.
field-domestic_checklist-reports-from = Counted from
hint-domestic_checklist-reports-from = What starts the days.
choice-domestic_checklist-reports-from-signature = Signature
choice-domestic_checklist-reports-from-entry = Entry into force, or becoming operative
field-domestic_checklist-reports-days = Days
hint-domestic_checklist-reports-days = Calendar days.
field-domestic_checklist-reports-law = Law
hint-domestic_checklist-reports-law = In words, as the party states it.
field-domestic_checklist-reports-since = Law stands since
hint-domestic_checklist-reports-since = For instruments from this day on; empty for all earlier ones too.
field-domestic_checklist-reports-until = Law stands until
hint-domestic_checklist-reports-until = The day from which another law counts; give that one its own row.
field-domestic_checklist-note = Note
hint-domestic_checklist-note = In a sentence or two.

# Rules
rule-before-fact = This is before a fact that it must follow: { $fact } ({ $date }).
rule-after-fact = This is after a fact that it must precede: { $fact } ({ $date }).
rule-fact-recorded = This is recorded already: { $fact } ({ $date }). Change that one instead.
rule-renewed-at-once = Another renewal or extension stands at the same time: { $fact } ({ $date }). Change one of them.
rule-not-suspended = It was not suspended then; record the suspension first.
rule-wrong-binding = This does not fit whether the instrument binds: what does not bind becomes operative and never enters into force.
rule-lasts-for-nothing = A duration means nothing for this kind of fact; leave it empty.
rule-hijri-far-off = The Hijri and the Gregorian date are { $count ->
        [one] one day
       *[other] { $count } days
    } apart. Correct one of them, or give the reason in the remark.
rule-text-of-it-open = No signature before the text is agreed: the joint text has no agreed edition.
rule-circle = This would make the instrument its own relative; choose an earlier one.
rule-out-of-range = This is outside what is possible here: from { $least } to { $most }.
rule-not-in-checklist = Our checklist has no such step. Take one of its codes, or add the step to the checklist first: { $choices }

# The list and the legal dates
register-figure-all = instruments
register-next = Next legal date
register-stands = Stands
register-is-unsigned = Not signed
register-is-signed = Signed, not in force
register-is-provisional = Provisionally applied
register-is-in_force = In force or operative
register-is-suspended = Suspended
register-is-ran_out = Term ran out
register-is-ended = Ended
register-year = Year of signature
register-year-none = No year recorded
register-pages = Pages of the list
register-as-recorded = As recorded:
register-dates = Legal dates
register-dates-lead = Everything that follows from law on a date, the nearest first, with an alarm at 180, 90 and 30 days.
register-dates-none = No instrument has a legal date to come.
register-dates-all = All legal dates
register-dates-more = All of these
desk-legal-why = What follows from law on a day: notice, renewal, end, reports.
register-near-none = No legal date within 180 days.
register-near-ahead = { $n ->
        [one] One within 180 days
       *[other] All { $n } within 180 days
    }
register-near-passed = { $n ->
        [one] One has passed without a fact after it
       *[other] { $n } have passed without a fact after them
    }
register-dates-count = { $n ->
        [one] one date
       *[other] { $n } dates
    }
register-csv = Table (CSV)
register-xlsx = Table (XLSX)
register-csv-id = Id
register-csv-day = First possible day
register-csv-left = Left
register-csv-orphan = Signing body
register-print = Print the register
register-checklist = This side’s checklist
register-checklist-add = Supply our checklist
register-orphan = A signing body has ended without successor
register-odds = Recorded as in force or renewed, though the recorded term has run out
register-odds-notice = Recorded as in force or renewed, though a notice has taken effect
register-between = between { $from } and { $to }
register-alarm-past = Passed
register-alarm-30 = Within 30 days
register-alarm-90 = Within 90 days
register-alarm-180 = Within 180 days
register-alarm-far = Later than 180 days
register-alarm-any = Passed or within 180 days
register-alarm-none = No date to come
register-days-left = { $n ->
        [0] today
        [one] one day left
       *[other] { $n } days left
    }
register-days-past = { $n ->
        [one] one day ago
       *[other] { $n } days ago
    }
register-years-past = { $n ->
        [one] more than one year ago
       *[other] more than { $n } years ago
    }
register-days = { $n ->
        [one] one day
       *[other] { $n } days
    }
register-date-enters = Enters into force
register-date-operative = Becomes operative
register-date-notice = Last day for notice before tacit renewal
register-date-renews = Renews itself
register-date-renewal-due = Ends unless renewed by agreement
register-date-expires = Its term runs out
register-date-ran-out = The recorded term ran out; nothing later is recorded
register-date-ends-by-notice = Ends by notice
register-date-suspension-ends = The suspension ends
register-date-report = Report of { $party }: { $title }
register-none-ended = None: it has ended
register-none-unlimited = None: in force for an unlimited time
register-none-term-not-stated = None: its term is not recorded
register-none-waiting = None: something is missing for its entry into force
register-none-entry-not-stated = None: clause not recorded
register-none-source-states-none = None: the source states no clause
register-none-notice-without-effect = None: notice was given, and its day of effect is not recorded
register-stage-unsigned = No signature is recorded
register-stage-signed = Signed; entry into force not recorded
register-stage-signed-none = Signed
register-stage-signed-soft = Signed; not recorded as operative
register-stage-provisional = Provisionally applied
register-stage-in-force = In force since { $date }
register-stage-operative = Operative since { $date } (not binding)
register-stage-renewed = Renewed { $date }; its entry into force is not recorded
register-stage-suspended = Suspended since { $date }
register-stage-ran-out = Its recorded term ran out: { $date }
register-stage-ended-by-notice = Ended by notice, with effect from { $date }
register-stage-ended = { $what }: { $date }

# Entry into force
register-entry = Entry into force
register-operative = Becoming operative
register-clause = Final clause:
register-missing = Still missing:
register-missing-from = { $what }, from { $party }
register-rests-on = This rests on a fact that both sides have not agreed yet.
register-contradiction = The clause gives { $date }; the record says { $recorded }. One of them is wrong.
register-clause-not-stated = not recorded
register-clause-none = the source states none
register-clause-signature = on signature
register-clause-later-note = on the date of the later note that the domestic procedures are complete
register-clause-next-month = on the first day of the month after the later note
register-clause-both-procedures = on the day both domestic procedures are complete
register-clause-operative = operative as a fact records
register-clause-month = on the first day of month { $n } after the month of the later note
register-clause-fixed = on the date that the text names: { $date }
register-clause-operative-on = operative on { $date }
register-clause-days-after-note = { $n ->
        [one] one day after the later note
       *[other] { $n } days after the later note
    }
register-clause-days-after-exchange = { $n ->
        [one] one day after the exchange of instruments
       *[other] { $n } days after the exchange of instruments
    }
register-entry-recorded = In force since { $date }, as recorded.
register-entry-agrees = In force since { $date }. The clause gives the same date.
register-entry-recorded-missing = In force since { $date }, as recorded; not all facts that the clause rests on are recorded.
register-entry-recorded-not-stated = In force since { $date }, as recorded; the clause is not recorded.
register-entry-recorded-none-stated = In force since { $date }, as recorded; the source states no clause.
register-entry-reckoned = In force since { $date } by its own clause; nobody has recorded it yet.
register-operative-recorded = Operative since { $date }, as recorded.
register-operative-agrees = Operative since { $date }. The clause gives the same date.
register-operative-recorded-missing = Operative since { $date }, as recorded; not all facts that the clause rests on are recorded.
register-operative-recorded-not-stated = Operative since { $date }, as recorded; the clause is not recorded.
register-operative-recorded-none-stated = Operative since { $date }, as recorded; the source states no clause.
register-operative-reckoned = Operative since { $date } by its own clause; nobody has recorded it yet.
register-entry-ahead = Enters into force on { $date }.
register-operative-ahead = Becomes operative on { $date }.
register-entry-no-missing = Not in force: the following is missing.
register-operative-no-missing = Not operative: the following is missing.
register-entry-no-clause = Entry into force cannot be reckoned: the clause is not recorded.
register-entry-no-clause-stated = The source states no clause on entry into force, so no date follows from it.
register-operative-no-clause = The day it becomes operative cannot be reckoned: the clause is not recorded.
register-operative-no-clause-stated = The source does not say when it becomes operative, so no date follows from it.
register-no-date = Next legal date:
register-term-unlimited = For an unlimited time
register-term-months = Term: { $n ->
        [one] one month
       *[other] { $n } months
    }
register-term-renewal = Period of renewal: { $n ->
        [one] one month
       *[other] { $n } months
    }
register-term-notice = Notice: { $n ->
        [one] one month
       *[other] { $n } months
    } before the end
register-term-end = The current term runs out: { $date }

# The life of an instrument
register-life = Life of the instrument
register-life-none = No fact has been recorded yet.
register-ahead = still to come
register-from-step = from a domestic step
register-from-instrument = from the entry of the instrument itself
register-from-history = as the sources tell it
register-hijri = { $date } AH as printed
register-received = Received { $date }.
register-with-effect = With effect from { $date }.
register-until = Until { $date }.
register-for-months = { $n ->
        [one] For one month.
       *[other] For { $n } months.
    }
register-number = { $party }: { $number }.
register-by = By

# What each side’s law asks
register-procedure = Domestic procedure
register-reports = Reports due
register-law-note = As each side states it; Hiwar counts the days and states no law.
register-no-checklist = { $party } has not supplied its checklist yet.
register-step-open = Not recorded
register-report-not-running = Not running
register-record = Record
register-side-report = This side’s report:
register-body-followed = This body has ended; it was followed by:
register-body-orphaned = This body has ended and no successor is recorded.
register-family = Family of the instrument
register-family-add = New related instrument
register-family-none = No other instrument changes, extends, replaces or implements it, and it does none of this to another.
register-family-why = The oldest first; under each what amends, extends, replaces or implements it.
register-family-more = { $n } of the { $of } instruments of the family are drawn: those around this one.

# Registration under Article 102
register-registration = Registration with the United Nations
register-registration-why = Article 102 of the Charter: after entry into force; one party’s registration relieves the other.
register-package = Download the package (ZIP)
register-registered = Registered with the United Nations: { $date }.
register-lacks = The package for registration still lacks:
register-lacks-binding = A non-binding instrument is not registered: Article 102 is for treaties and international agreements.
register-lacks-stated = A statement whether the instrument binds.
register-lacks-entry = Entry into force as a recorded fact. { $why }
register-lacks-one-date = One date of entry into force: the record and the clause differ.
register-lacks-languages = The languages of the authentic texts.
register-lacks-copy = A certified true copy or a signed copy, attached to this instrument.
register-lacks-bytes = The attached copies in full on this node.
register-lacks-room = Smaller copies: together the attachments are larger than 100 MiB.
register-lacks-fewer = Fewer copies and translations: one package takes at most { $most } files.
register-lacks-whole-copy = A whole copy in place of { $name }: the bytes kept here are not those that its SHA-256 names. Attach the file again.
register-statement = The certified statement:
register-contents = Contents of the package with the SHA-256 of each file

# Papers
paper-register-what = Item
paper-register-said = Statement
paper-register-instrument = Instrument
paper-register-kind = Kind
paper-register-parties = Parties
paper-register-signature = Signature
paper-register-entry = Entry into force
paper-register-not-stated = Not stated
paper-register-file = File
paper-register-purpose = Purpose
paper-register-sha = SHA-256
paper-register-step = Step
paper-register-report = Report
paper-register-law = Law
paper-register-rule = Time allowed
paper-register-due = Due
paper-register-too-long = This choice holds { $n } instruments; one paper holds at most { $most }. Narrow the register by a filter, or take the table.
paper-statement = Certified statement for registration under Article 102 of the Charter of the United Nations
paper-statement-lead = This statement is submitted to the Secretariat of the United Nations with a true copy of the instrument, for its registration.
paper-statement-incomplete = Not complete; not to be submitted yet
paper-statement-copies = Attached copies
paper-statement-translations = Translations
paper-statement-certificate = Certificate
paper-statement-certify = I certify that the attached text is a true and complete copy of the instrument named above, and that this statement says what the record of the parties holds.
paper-translations-unknown = The languages of the authentic texts are not recorded; state them before submission.
paper-translations-not-needed = One authentic text is in English or French; no translation is needed. The other authentic texts are attached as they are.
paper-translations-needed = No authentic text is in English or French; a courtesy translation into one of them is of help to the Secretariat.
paper-report = One side’s report on an instrument
