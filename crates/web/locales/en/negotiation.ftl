# Words of joint texts.

## Joint texts: list and new
nav-texts = Joint texts
texts-lead = What both sides write together, from the first draft to the signed copies.
texts-empty = No joint text has been begun.
texts-new = Begin a joint text
texts-new-lead = Choose what it is and where it belongs; its provisions come from a template and are yours to change.
texts-title-ar = Title in Arabic
texts-title-en = Title in English
texts-marking-ar = Marking on every page, in Arabic, as the originator writes it (may stay empty)
texts-marking-en = Marking on every page, in English
texts-no-session = No session
texts-begin-empty = Begin without a template
texts-begin = Begin

## The negotiating table
table-tally = What is open
table-progress = { $n } of { $of } provisions settled
table-digest = Short digest of the words shown, in both languages
table-brackets = { $n ->
        [one] open bracket
       *[other] open brackets
    }
table-placeholders = { $n ->
        [one] placeholder
       *[other] placeholders
    }
table-proposed = { $n ->
        [one] not answered
       *[other] not answered
    }
table-reopened = { $n ->
        [one] opened again
       *[other] opened again
    }
table-reservations = { $n ->
        [one] reservation
       *[other] reservations
    }
table-ways = Ways to look at the text
table-all = Whole text
table-open = What is open
table-projector = For the screen
door-concordance = Concordance
door-compare = Compare
door-closing = Closing
door-life = History and files
door-papers = Papers
table-hidden = { $n ->
        [one] { $n } settled provision is not shown.
       *[other] { $n } settled provisions are not shown.
    }
table-late = { $n ->
        [one] { $n } provision was put or changed after the text was agreed; that has no effect. Propose a corrigendum instead.
       *[other] { $n } provisions were put or changed after the text was agreed; that has no effect. Propose a corrigendum instead.
    }
table-locked = The text is agreed and locked. Errors are put right by a corrigendum that both sides agree.
table-cut = The text has more provisions than one text may have; the rest is not shown. Divide it.
table-provisions = Provisions
table-empty = There are no provisions yet.
table-add = Add a provision
table-add-after = Add a provision after this
table-write = Write
table-more = More
table-history = History and positions
table-positions = Ours and theirs
table-proposals = The chair’s words and what is proposed instead
asks-out = wants to take it out
asks-back = wants to put it back
asks-move = wants it in another place
asks-line = { $party }: { $asks }.
table-confirm-all = { $n ->
        [one] Confirm { $n } provision agreed ad referendum
       *[other] Confirm { $n } provisions agreed ad referendum
    }
table-reaffirm = { $n ->
        [one] Affirm { $n } item under a changed chapeau
       *[other] Affirm { $n } items under a changed chapeau
    }
row-brackets = { $n ->
        [one] { $n } bracket
       *[other] { $n } brackets
    }
row-placeholders = { $n ->
        [one] { $n } placeholder
       *[other] { $n } placeholders
    }
row-chapeau-changed = Its chapeau has changed: affirm it or write it anew.
row-reopened = Opened again: { $reason }
reserved-by = { $party }: { $kind }.
reserve-do = Reserve
reserve-lift = Lift
stage-open = Open
stage-proposed = Proposed
stage-bracketed = In brackets
stage-reopened = Opened again
stage-ad_referendum = Agreed ad referendum
stage-agreed = Agreed
stage-locked = Locked
stage-deleted = Taken out
placeholder-date = date
placeholder-body = body
placeholder-amount = amount
placeholder-place = place
placeholder-number = number
placeholder-name = name
placeholder-text = text
number-article = Article { $n }
number-annex = Annex { $n }

## Writing a provision
write-role = Kind of provision
write-place = Place
write-behind = after it
write-below = under it
write-ar = Arabic
write-en = English
write-reason-ar = Why it is opened again (Arabic)
write-reason-en = Why it is opened again (English)
write-put = Put forward
write-cancel = Cancel
write-up = Move up
write-down = Move down
write-out = Take out of the text
write-back = Put back into the text
write-settle = Take: { $words }
write-withdraw = Withdraw our option: { $words }
write-look = Our option was taken out of this bracket. The wording has other brackets: see that the same one is gone in both languages, then put it forward.
write-newer = Our side put other words while these were typed. Nothing is lost: settle them below and put them forward again.
write-how = How brackets are written
write-how-brackets = Words in square brackets are our option: “the sides [will] meet”. Name a side to write its option: “[KW: will][US: intend to]”.
write-how-placeholders = What is still to be filled in: [date], [body], [amount], [place], [number], [name]. Open placeholders keep the text from being closed.
write-arrived = The other side has put new words for this provision. They are shown when you put yours forward.

## Concordance
concordance-clean = The machine finds no difference between the Arabic and the English.
concordance-summary = To be settled: { $errors }. To be looked at: { $warnings }.
concordance-why = Only a language officer can certify that both say the same; what must be settled keeps the text from being closed.
concordance-error = Must be settled:
concordance-warning = Look at it:
concordance-nothing = nothing

finding-missing-language = one language has no words
finding-notation = a bracket cannot be read
finding-brackets-one-sided = a bracket or placeholder stands in one language only
finding-bracket-parties = the same bracket has other parties or another order
finding-placeholder-kind = the placeholder is of another kind
finding-number = a number differs
finding-number-repeated = a number in words and in figures is not the same
finding-date = a date differs
finding-hijri-one-day = the Hijri date is one day off
finding-hijri-apart = the Hijri date is two days off or more
finding-weekday = the weekday is not that of the date
finding-amount = a sum of money differs
finding-percent = a percentage differs
finding-reference = a reference differs
finding-reference-nowhere = the text has no such article or annex
finding-list-items = the number of listed points differs
finding-name = a name stands in one language only: { $one } / { $two }
finding-term = an agreed term stands in one language only: { $one } / { $two }
finding-definition = a term is defined in one language only
finding-modal = one obliges, recommends or permits where the other does not
finding-negation = one language denies where the other does not
finding-treaty-verb = “{ $one }” is a word of treaties, in a text that binds nobody. Usual instead: “{ $two }”
finding-bidi-control = an invisible directional character: { $one }{ $two }
finding-lookalike = a character that may be taken for another: { $one }{ $two }
finding-digits = digits of another kind than agreed

## Compare
reading-first = As first put
reading-stands = As it stands
reading-of = What the { $party } holds
reading-edition = Edition { $digest }
reading-until = Words last put by { $date }
compare-from = From
compare-to = To
compare-boxes = Show invisible characters
compare-do = Compare
compare-summary = { $n ->
        [one] { $n } provision differs.
       *[other] { $n } provisions differ.
    }
compare-changed = changed
compare-added = added
compare-out = not in the second
compare-moved = moved
compare-only = They read alike; only this differs: { $what }.

## Closing
closing-open = What is still open
closing-nothing-open = Nothing is open: no bracket, no placeholder, no reservation, no mismatch.
blocker-text = { $n ->
        [one] The text as such (its title, its kind) is not agreed by both sides
       *[other] The text as such (its title, its kind) is not agreed by both sides
    }
blocker-empty = { $n ->
        [one] The text has no provisions.
       *[other] The text has no provisions.
    }
blocker-cut = { $n ->
        [one] The text is too long to be closed; divide it.
       *[other] The text is too long to be closed; divide it.
    }
blocker-open = { $n ->
        [one] { $n } provision is not agreed
       *[other] { $n } provisions are not agreed
    }
blocker-brackets = { $n ->
        [one] { $n } bracket is open
       *[other] { $n } brackets are open
    }
blocker-placeholders = { $n ->
        [one] { $n } placeholder is empty
       *[other] { $n } placeholders are empty
    }
blocker-reopened = { $n ->
        [one] { $n } provision was opened again
       *[other] { $n } provisions were opened again
    }
blocker-reservations = { $n ->
        [one] { $n } reservation stands
       *[other] { $n } reservations stand
    }
blocker-mismatches = { $n ->
        [one] { $n } mismatch between Arabic and English
       *[other] { $n } mismatches between Arabic and English
    }
closing-edition = The text agreed
closing-edition-means = Both sides hold the same digest over every letter of both languages; from then on the words are locked.
closing-put-edition = Put the text as it stands forward as agreed
closing-edition-later = This can be done when nothing is open.
closing-silence = Silence procedure
closing-silence-means = Who says nothing until the deadline has agreed; both sides open it first.
silence-days = Length
silence-propose = Propose a silence procedure
silence-break = Break silence
silence-offer = { $days } working days of both sides: until { $deadline }
silence-needs = A deadline needs the working calendars of both sides; missing: { $parties }.
silence-proposed = Proposed, until { $deadline } ({ $days } working days)
silence-running = Running until { $deadline } ({ $days } working days)
silence-waiting = Our consent is written; theirs is on its way ({ $deadline }, { $days } working days)
silence-agreed = Agreed by silence on { $deadline } ({ $days } working days)
silence-broken = Silence was broken before { $deadline } ({ $days } working days)
silence-answered = Without effect: a side rejected the words or holds others ({ $deadline }, { $days } working days)
silence-moot = Without effect: the words are off the table ({ $deadline }, { $days } working days)
closing-certificates = Certificates of conformity
closing-certificates-means = A language officer certifies that both texts have the same meaning. One letter changed later, and the certificate says nothing any more.
closing-no-certificate = None yet.
closing-certify = Certify these words
closing-checker-ar = Function of the checker (Arabic)
closing-checker-en = Function of the checker (English)
closing-result = Result
closing-certify-do = Certify
certificate-valid = { $checker }: { $result }, for { $digest }
certificate-dead = { $checker }: { $result }, for other words ({ $digest })
closing-ladder = Steps to signature
closing-ladder-means = Each side takes its own steps. A step here is evidence of the act; the signature itself is on the paper.
closing-rung = Step
rung-text-agreed = Text agreed
rung-text-agreed-means = at the level of the delegations
rung-initialled-means = the words are fixed (VCLT art. 10)
rung-approved-means = by the government at home
rung-signed-means = the original is signed on paper
rung-holds = holds this text
rung-not-yet = not yet
rung-done = { $function }, { $authority }, { $date } { $place }
closing-step = Record: { $rung }
closing-step-means = What is written here is a record of what was done, not the signature.
closing-function-ar = In which function (Arabic)
closing-function-en = In which function (English)
closing-authority = On what authority
closing-date = On
closing-place-ar = Place (Arabic)
closing-place-en = Place (English)
closing-step-do = Record: { $rung }
closing-corrigenda = Corrigenda

## Fields
field-joint_text-kind = Kind of text
hint-joint_text-kind = What the paper will be.
choice-joint_text-kind-joint_statement = Joint statement
choice-joint_text-kind-agreed_minutes = Agreed minutes
choice-joint_text-kind-memorandum = Memorandum of understanding
choice-joint_text-kind-action_plan = Action plan
choice-joint_text-kind-exchange_of_notes = Exchange of notes
field-joint_text-title = Title
hint-joint_text-title = As the paper will be headed.
field-joint_text-round = Round
hint-joint_text-round = The round it belongs to.
field-joint_text-group = Working group
hint-joint_text-group = The group that negotiates it.
field-joint_text-session = Session
hint-joint_text-session = The session it is meant for.
field-joint_text-mode = How it is negotiated
hint-joint_text-mode = Line by line, every wording stands in brackets; in a chair’s text the chair takes up proposals or leaves them.
choice-joint_text-mode-line_by_line = Line by line
choice-joint_text-mode-chairs_text = Chair’s text
field-joint_text-chair = Chair
hint-joint_text-chair = The side whose text it is.
field-joint_text-binding = Binding in law
hint-joint_text-binding = Tick for a treaty; a memorandum does not use the words of treaties.
field-joint_text-whole = Nothing is agreed until all is agreed
field-joint_text-marking = Marking
hint-joint_text-marking = As the originator writes it; it stands on every page of the papers.
hint-joint_text-whole = Every provision is subject to the whole.
field-joint_text-prevails = Prevailing language
hint-joint_text-prevails = Which language prevails where they differ (VCLT art. 33).
choice-joint_text-prevails-none = Both equally
choice-joint_text-prevails-ar = Arabic
choice-joint_text-prevails-en = English
field-joint_text-digits = Digits of the Arabic
hint-joint_text-digits = Which digits the Arabic is printed with.
choice-joint_text-digits-western = 0 1 2 3
choice-joint_text-digits-arabic_indic = ٠ ١ ٢ ٣
field-joint_text-note = Note
hint-joint_text-note = What both sides should know of the text.
field-provision-text = Joint text
hint-provision-text = The text it is part of.
field-provision-under = Under
hint-provision-under = The provision it stands under.
field-provision-role = Kind of provision
hint-provision-role = What it is in the text.
choice-provision-role-title = Title
choice-provision-role-preamble = Preamble
choice-provision-role-heading = Heading
choice-provision-role-article = Article
choice-provision-role-paragraph = Paragraph
choice-provision-role-chapeau = Chapeau
choice-provision-role-item = List item
choice-provision-role-annex = Annex
choice-provision-role-closing = Closing words
choice-provision-role-signature_block = Signatures
field-provision-deleted = Taken out
hint-provision-deleted = It is no longer part of the text; its words stay to be read.
field-provision-reason = Why it is opened again
hint-provision-reason = Agreed words are opened again only with a reason.
field-provision-chapeau = Chapeau it was written under
hint-provision-chapeau = Filled in by the node.
field-reservation-on = On
hint-reservation-on = The provision or the whole text.
field-reservation-kind = Kind
hint-reservation-kind = What is held back.
choice-reservation-kind-general = general reservation
choice-reservation-kind-scrutiny = scrutiny reservation
choice-reservation-kind-language = language reservation
choice-reservation-kind-parliamentary = parliamentary reservation
field-reservation-note = Note
hint-reservation-note = Seen by all parties.
field-reservation-lifted = Lifted
hint-reservation-lifted = Tick when it holds nothing back any more.
field-edition-text = Joint text
hint-edition-text = The text that is closed.
field-edition-digest = Digest
hint-edition-digest = Over every letter of both languages.
field-edition-versions = Versions
hint-edition-versions = The version of each provision in reading order.
field-edition-provisions = Provisions
hint-edition-provisions = How many there are.
field-concordance_certificate-text = Joint text
hint-concordance_certificate-text = The text that is certified.
field-concordance_certificate-digest = Digest
hint-concordance_certificate-digest = The words it is about.
field-concordance_certificate-result = Result
hint-concordance_certificate-result = What the check came to.
choice-concordance_certificate-result-conform = The texts conform
choice-concordance_certificate-result-conform_with_changes = They conform with the changes made
field-concordance_certificate-checker = Function of the checker
hint-concordance_certificate-checker = Never a name.
field-concordance_certificate-warnings = Warnings left
hint-concordance_certificate-warnings = What the machine still warned of.
field-concordance_certificate-note = Note
hint-concordance_certificate-note = Seen by all parties.
field-sign_off-edition = Text agreed
hint-sign_off-edition = The exact text the step is about.
field-sign_off-rung = Step
hint-sign_off-rung = Which step was taken.
choice-sign_off-rung-initialled = Initialled
choice-sign_off-rung-approved = Approved at home
choice-sign_off-rung-signed = Signed
field-sign_off-function = In which function
hint-sign_off-function = The office held, never a name.
field-sign_off-authority = On what authority
hint-sign_off-authority = Office, instructions or full powers (VCLT art. 7).
choice-sign_off-authority-office = by virtue of office
choice-sign_off-authority-instructions = on instructions
choice-sign_off-authority-full_powers = with full powers
field-sign_off-date = Date
hint-sign_off-date = When it was done.
field-sign_off-place = Place
hint-sign_off-place = Where it was done.
field-sign_off-papers = Papers
hint-sign_off-papers = Full powers, instructions, the signed copy.
field-sign_off-note = Note
hint-sign_off-note = Seen by all parties.
field-silence_procedure-on = On
hint-silence_procedure-on = What silence agrees to.
field-silence_procedure-version = Version
hint-silence_procedure-version = The exact words.
field-silence_procedure-deadline = Deadline
hint-silence_procedure-deadline = Until then silence can be broken.
field-silence_procedure-from = Counted from
hint-silence_procedure-from = The day before the first day counted.
field-silence_procedure-working_days = Working days
hint-silence_procedure-working_days = Days on which both sides work.
field-silence_procedure-note = Note
hint-silence_procedure-note = Seen by all parties.
field-silence_break-procedure = Silence procedure
hint-silence_break-procedure = The procedure that is ended.
field-silence_break-reason = Reason
hint-silence_break-reason = What is not agreed.
field-working_calendar-party = Party
hint-working_calendar-party = The side whose calendar it is.
field-working_calendar-weekend = Weekend
hint-working_calendar-weekend = One day a line: mon, tue, wed, thu, fri, sat, sun.
field-working_calendar-time_zone = Time zone
hint-working_calendar-time_zone = Name of the IANA data base, such as Asia/Kuwait.
field-working_calendar-holidays = Holidays
hint-working_calendar-holidays = One row for each.
field-working_calendar-holidays-from = From
hint-working_calendar-holidays-from = First day.
field-working_calendar-holidays-to = To
hint-working_calendar-holidays-to = Last day; empty for one day.
field-working_calendar-holidays-name = Name
hint-working_calendar-holidays-name = What the holiday is called.
field-term-term = Term
hint-term-term = The wording in each language.
field-term-avoid = Not to be used
hint-term-avoid = One wording a line.
field-term-meaning = Meaning
hint-term-meaning = What the parties mean by it.
types-joint_text = Joint texts
new-joint_text = New joint text
types-provision = Provisions
new-provision = New provision
types-reservation = Reservations
new-reservation = New reservation
types-term = Terms
new-term = New term
types-edition = Texts agreed
new-edition = New text agreed
types-concordance_certificate = Certificates of conformity
new-concordance_certificate = New certificate of conformity
types-sign_off = Steps to signature
new-sign_off = New step
types-silence_procedure = Silence procedures
new-silence_procedure = New silence procedure
types-silence_break = Breakings of silence
new-silence_break = Break silence
types-working_calendar = Working calendars
new-working_calendar = New working calendar

## Refusals
refusal-r-039 = The text is agreed and locked; its words are final.
refusal-r-039-do = Propose a corrigendum that both sides agree.
refusal-r-040 = Something in the text is still open ({ $blockers }).
refusal-r-040-do = Settle it first; the closing page lists it.
refusal-r-041 = The words have changed since this was prepared ({ $said }, now { $is }).
refusal-r-041-do = Open the page again and look at the text as it stands.
refusal-r-042 = An earlier step is missing ({ $needs }).
refusal-r-042-do = Take that step first.
refusal-r-043 = The silence procedure is over for our side.
refusal-r-043-do = Propose a new version or a corrigendum.
rule-notation = { $rule ->
        [bracket-unclosed] A bracket is never closed (place { $at }): add ].
        [bracket-stray] A ] closes nothing (place { $at }): remove it, or add the [ that it belongs to.
        [placeholder-unknown] There is no such placeholder (place { $at }): use [date], [body], [amount], [place], [number], [name] or [text].
        [placeholder-hint] What is said of a placeholder is one line without brackets (place { $at }): shorten it.
        [bracket-no-party] A bracket does not say whose words it holds (place { $at }): write [KW: words].
        [bracket-bad-party] A bracket names no side of this dialogue (place { $at }): write the name or the code of a side.
        [bracket-party-twice] One side has two options in the same bracket (place { $at }): keep one, or put words between them.
        [bracket-too-deep] Brackets stand too deep inside one another (place { $at }): settle an inner one first.
        [bracket-too-many] There are too many brackets or placeholders (place { $at }): divide the provision.
       *[other] The text is too long (place { $at }): divide it.
    }
needs-text-agreed = the text agreed
needs-certificate = our certificate of conformity
needs-edition-withdrawn = our edition taken back, since our side holds one
needs-wording-withdrawn = our own wording taken back: silence gives consent only where a side holds nothing else
needs-reservation-lifted = our reservation lifted
needs-opened = the procedure opened by both sides

## Papers
paper-clean = The text without anything open
paper-clean-means = Can be had when nothing is open.
paper-bracketed = The text with its brackets
paper-bracketed-means = As it stands, with what each side wants.
paper-compared = What differs between the sides
paper-compared-means = Their wording against ours, word by word.
paper-signature = Copy for signature: { $party }
paper-signature-means = This side’s own original names it first and gives it the first place for signature (alternat).
paper-exercise = Exercise: nothing on this paper is said or agreed by any government
session-print = Papers to print
session-calendar = All sessions as a calendar (iCalendar)
paper-role = Role
paper-agenda-means = The items in their order, with what is agreed of each.
paper-delegations-means = Each side in the order of precedence that it gave.
paper-minutes-means = Paragraph by paragraph; what is not agreed says so.
paper-cover-means = References of both sides, the joint texts, a routing slip.
paper-digest = Short digest
paper-head-theirs = Only in the words of
paper-head-ours = Only in the words of
paper-paper = Paper
layout-ar = Arabic first
layout-en = English first
layout-columns = Side by side
form-of-pdf = PDF
form-of-print = print page
paper-no-typesetter = This program was built without a typesetter: papers are print pages.
paper-no-face = No Arabic typeface is installed on this machine, so there is no PDF. Install the package fonts-hosny-amiri or fonts-noto-core; until then this page can be printed.
paper-too-long = This paper is too long to be set as a PDF here. Print this page instead, or narrow what is chosen by a filter.
paper-head-standing = Standing
paper-head-session = Session
paper-head-date = Date
paper-head-copy = Copy of
paper-standing-open = In negotiation; not agreed
paper-standing-agreed = Text agreed by both sides
paper-standing-clean = Nothing open; not yet closed
paper-for = For { $party }
paper-name = Name and function:
paper-place-date = Place and date:
paper-agenda = Agenda
paper-delegations = Delegations in order of precedence
paper-minutes = Minutes
paper-cover = Folder
paper-no = No.
paper-item = Item
paper-minutes-planned = Minutes
paper-state = Standing
paper-who = Name
paper-post = Post
paper-no-list = No list yet.
paper-not-agreed = not agreed
paper-party = Side
paper-number = Number
paper-slip = Routing slip
paper-slip-to = To
paper-slip-for = For
paper-slip-sign = Initials and date
differs-invisible = invisible characters or blanks
differs-digits = the script of digits
differs-punctuation = punctuation or capitals
differs-letter-forms = forms of letters
differs-words = words

## Word
word-title = Word
word-means = The text with both languages side by side; what comes back is read as proposals.
word-out = Take to Word
word-file = A document that came back
word-read = Read in
word-kept = What came back from Word
word-back = What came back from Word
word-other-text = The document is of another text ({ $document }). Open that text and read it in there.
word-no-origin = The document does not say which text it is. Take the text to Word from here and work in that document.
word-moved = The text has changed since the document was taken out; it is compared with the text as it stands now.
word-since = Our text has changed since the document went out: look at both before you take it.
word-untracked = It was changed without tracking; everything that differs is shown.
word-unknown = A paragraph is of no provision that stands in this text ({ $item }); it is left out.
word-moved-since = { $number } has changed since you were shown it: read the document in again.
word-brackets = { $number } holds brackets: whose words they are cannot be told from a document. Write the other side’s words in by hand.
word-vanished = { $number } is no longer in the document; nothing is taken out of the text for that.
word-outside = A new paragraph, to be added by hand: { $words }
word-locked = The text is locked.
word-bidi = It holds an invisible directional character; it cannot be put.
word-one-language = One language is empty; it cannot be put.
word-side = Whose changes are these?
word-take = Take
word-put = Put forward what is ticked
word-nothing = Nothing was changed.
word-comments = Comments
word-comments-means = They stay here as private notes on their provisions; names of people are not carried.
word-losses = Not carried
word-losses-means = What was in the document and has no place in the text.
word-changes = { $n ->
        [one] { $n } change
       *[other] { $n } changes
    }
closing-outdated = An edition of other words than those that stand now; nobody can agree to it:
rule-chapeau-moved = The chapeau above has changed since: open the provision on the negotiating table and put it forward again.
rule-full = There is no room left between these two provisions: put it behind the next one and move it up.
list-lead-term = Words that every text says alike in both languages.
list-lead-working_calendar = The working days of each side. Deadlines are counted in the calendars of both.
