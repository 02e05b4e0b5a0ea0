# Words of the compartment of mutual legal assistance: closed lists and pages.

# Fields
field-assistance_request-reference = Reference
hint-assistance_request-reference = The central authority's own, such as KW-MLA-2020-0017. No name or identity number fits into it.
field-assistance_request-date = Date of the request
hint-assistance_request-date = Year, month and day.
field-assistance_request-requested = Requested state
hint-assistance_request-requested = The code of the other side.
field-assistance_request-basis = Legal basis
hint-assistance_request-basis = Whether a treaty is in force is said by the register of instruments.
field-assistance_request-measure = Class of measure
hint-assistance_request-measure = From the closed list.
field-assistance_request-offence = Class of offence
hint-assistance_request-offence = The class alone, without facts.
field-assistance_request-class = Service class
hint-assistance_request-class = It decides which agreed times hold.
field-assistance_request-urgency = Reason for urgency
hint-assistance_request-urgency = For an urgent request only.
field-assistance_request-language = Language
hint-assistance_request-language = That of the sealed request.
field-assistance_request-requesting_office = Requesting office
hint-assistance_request-requesting_office = The office, never who sits in it.
field-assistance_request-requested_office = Requested office
hint-assistance_request-requested_office = The office that it is addressed to.
field-assistance_request-channel = Channel
hint-assistance_request-channel = How the sealed request travels.
field-assistance_request-cost_class = Cost class
hint-assistance_request-cost_class = It decides who bears the costs.
field-assistance_step-cost_class = Cost class
hint-assistance_step-cost_class = It decides who bears the costs.
field-assistance_request-enclosed = Enclosed with the sealed request
hint-assistance_request-enclosed = They are named here and never uploaded.
field-assistance_request-items = Number of items
hint-assistance_request-items = The count alone.
field-assistance_step-items = Number of items
hint-assistance_step-items = The count alone.
field-assistance_request-manifest = Fingerprint of the manifest
hint-assistance_request-manifest = SHA-256 of the list of items, 64 hexadecimal digits.
field-assistance_step-manifest = Fingerprint of the manifest
hint-assistance_step-manifest = SHA-256 of the list of items, 64 hexadecimal digits.
field-assistance_request-keep_secret = The request itself is to be kept secret
hint-assistance_request-keep_secret = The requested state says so if it cannot.
field-assistance_request-informal_contact = Informal contact came before
hint-assistance_request-informal_contact = Between police, customs or financial intelligence units.
field-assistance_request-next_consultation = Next consultation
hint-assistance_request-next_consultation = The day on which the two authorities consult.
field-assistance_step-next_consultation = Next consultation
hint-assistance_step-next_consultation = The day on which the two authorities consult.
field-assistance_step-request = Request
hint-assistance_step-request = The request that the step belongs to.
field-assistance_step-step = Step
hint-assistance_step-step = What the office states now.
field-assistance_step-date = Date of the step
hint-assistance_step-date = Year, month and day.
field-assistance_step-office = Office
hint-assistance_step-office = The office that takes the step or is charged with it.
field-assistance_step-reference = Reference of the requested side
hint-assistance_step-reference = Such as US-MLA-2020-0311.
field-assistance_step-defect = What is lacking
hint-assistance_step-defect = From the closed list.
field-assistance_step-ground = Ground of refusal
hint-assistance_step-ground = From the closed list.
field-assistance_step-consulted = The other side was consulted first
hint-assistance_step-consulted = A duty before any refusal.
field-assistance_step-conditions_considered = Assistance on conditions was considered
hint-assistance_step-conditions_considered = A duty before any refusal.
field-assistance_step-reasons_given = Reasons were given through the channel
hint-assistance_step-reasons_given = The reasons themselves stay out of the record.
field-assistance_step-postponement = Reason for postponement
hint-assistance_step-postponement = Pending proceedings postpone; they do not refuse.
field-assistance_step-expected = Date expected
hint-assistance_step-expected = When it is expected now.
field-assistance_step-delivery_proof = Fingerprint of the proof of delivery
hint-assistance_step-delivery_proof = SHA-256, 64 hexadecimal digits.
field-assistance_step-purpose = Purpose of use
hint-assistance_step-purpose = For what the material may be used.
field-assistance_step-onward = Passing on
hint-assistance_step-onward = Whether it may be given to others.
field-assistance_step-data_protection = Under a data-protection condition
hint-assistance_step-data_protection = The condition stands in the sealed reply.
field-assistance_step-use_until = Last day of use
hint-assistance_step-use_until = No use after it without a new consent.
field-assistance_step-return_by = Items go back by
hint-assistance_step-return_by = The last day for returning them.
field-assistance_step-public_since = Public since
hint-assistance_step-public_since = Since it became public in proceedings.
field-assistance_step-closing = How it ended
hint-assistance_step-closing = From the closed list.
field-service_level-class = Service class
hint-service_level-class = One level for each class.
field-service_level-acknowledge_days = Days to acknowledge
hint-service_level-acknowledge_days = From the day of sending.
field-service_level-decide_days = Days to decide
hint-service_level-decide_days = From the day of receipt.
field-service_level-extend_days = Days of one extension
hint-service_level-extend_days = Zero where there is none.
field-service_level-carry_out_days = Days to carry out
hint-service_level-carry_out_days = From the day of acceptance.
field-authority_calendar-weekend = Weekend
hint-authority_calendar-weekend = One day a line: mon, tue, wed, thu, fri, sat, sun.
field-authority_calendar-holidays = Days off
hint-authority_calendar-holidays = Dates without names.
field-authority_calendar-holidays-from = From
hint-authority_calendar-holidays-from = First day.
field-authority_calendar-holidays-to = To
hint-authority_calendar-holidays-to = Last day; empty for one day.
field-assistance_aggregate-year = Year
hint-assistance_aggregate-year = The year of the figures.
field-assistance_aggregate-half = Half
hint-assistance_aggregate-half = Which half of the year.
field-assistance_aggregate-opened = Requests sent
hint-assistance_aggregate-opened = In the half-year.
field-assistance_aggregate-closed = Requests ended
hint-assistance_aggregate-closed = In the half-year.
field-assistance_aggregate-pending = Requests open at its end
hint-assistance_aggregate-pending = On the last day.
field-assistance_aggregate-returned = Requests returned as defective
hint-assistance_aggregate-returned = In the half-year.
field-assistance_aggregate-classes = By service class
hint-assistance_aggregate-classes = One row a class.
field-assistance_aggregate-classes-class = Service class
hint-assistance_aggregate-classes-class = From the closed list.
field-assistance_aggregate-classes-opened = Sent
hint-assistance_aggregate-classes-opened = In the half-year.
field-assistance_aggregate-classes-median_days = Median days
hint-assistance_aggregate-classes-median_days = From sending to the end.
field-assistance_aggregate-classes-alike = All took as long
hint-assistance_aggregate-classes-alike = The same number of weeks: their median would tell of each, and is withheld.
field-assistance_aggregate-grounds = By ground of refusal
hint-assistance_aggregate-grounds = One row a ground.
field-assistance_aggregate-grounds-ground = Ground of refusal
hint-assistance_aggregate-grounds-ground = From the closed list.
field-assistance_aggregate-grounds-refused = Refused
hint-assistance_aggregate-grounds-refused = In the half-year.
field-assistance_aggregate-needs = What would help
hint-assistance_aggregate-needs = From the closed list.
field-assistance_figures-year = Year
hint-assistance_figures-year = The year of the figures.
field-assistance_figures-half = Half
hint-assistance_figures-half = Which half of the year.
field-assistance_figures-opened = Requests sent
hint-assistance_figures-opened = The first of its band of five; empty when withheld.
field-assistance_figures-closed = Requests ended
hint-assistance_figures-closed = The first of its band of five; empty when withheld.
field-assistance_figures-returned = Requests returned as defective
hint-assistance_figures-returned = The first of its band of five; empty when withheld.
field-assistance_figures-classes = By service class
hint-assistance_figures-classes = One row a class.
field-assistance_figures-classes-class = Service class
hint-assistance_figures-classes-class = From the closed list.
field-assistance_figures-classes-median_weeks = Median weeks
hint-assistance_figures-classes-median_weeks = From sending to the end, in whole weeks; 25 stands for 25 or more.
field-assistance_figures-grounds = By ground of refusal
hint-assistance_figures-grounds = One row a ground.
field-assistance_figures-grounds-ground = Ground of refusal
hint-assistance_figures-grounds-ground = From the closed list.
field-assistance_figures-grounds-refused = Refused
hint-assistance_figures-grounds-refused = The first of its band of five.
field-assistance_figures-needs = What would help
hint-assistance_figures-needs = From the closed list.
field-assistance_aggregate-classes-closed = Ended
hint-assistance_aggregate-classes-closed = In the half-year.
field-assistance_aggregate-oldest = The oldest that are open
hint-assistance_aggregate-oldest = By reference only, ten at most.

# Closed lists
choice-assistance_request-basis-treaty = Treaty
choice-assistance_request-basis-untoc = UN convention on organised crime
choice-assistance_request-basis-uncac = UN convention against corruption
choice-assistance_request-basis-vienna_1988 = Vienna convention of 1988
choice-assistance_request-basis-riyadh_1983 = Riyadh agreement of 1983
choice-assistance_request-basis-domestic_law = Domestic law
choice-assistance_request-basis-reciprocity = Reciprocity
choice-assistance_request-basis-comity = Comity
choice-assistance_request-measure-service_of_documents = Service of documents
choice-assistance_request-measure-taking_evidence = Taking of evidence
choice-assistance_request-measure-video_link = Hearing by video link
choice-assistance_request-measure-search_and_seizure = Search and seizure
choice-assistance_request-measure-bank_records = Bank records
choice-assistance_request-measure-preservation_of_data = Preservation of data
choice-assistance_request-measure-production_of_data = Production of data
choice-assistance_request-measure-official_records = Official records
choice-assistance_request-measure-identification = Identification or location
choice-assistance_request-measure-transfer_of_prisoner = Transfer of a person in custody
choice-assistance_request-measure-freezing_of_assets = Freezing of assets
choice-assistance_request-measure-confiscation = Confiscation
choice-assistance_request-measure-return_of_assets = Return of assets
choice-assistance_request-measure-spontaneous_information = Spontaneous information
choice-assistance_request-offence-corruption = Corruption
choice-assistance_request-offence-money_laundering = Money laundering
choice-assistance_request-offence-terrorist_financing = Financing of terrorism
choice-assistance_request-offence-fraud = Fraud
choice-assistance_request-offence-drugs = Drugs
choice-assistance_request-offence-organised_crime = Organised crime
choice-assistance_request-offence-cybercrime = Cybercrime
choice-assistance_request-offence-trafficking_in_persons = Trafficking in persons
choice-assistance_request-offence-smuggling = Smuggling
choice-assistance_request-offence-counterfeiting = Counterfeiting
choice-assistance_request-offence-environment = Environment
choice-assistance_request-offence-violence = Violence
choice-assistance_request-offence-other_class = Another class
choice-assistance_request-class-urgent = Urgent
choice-assistance_request-class-ordinary = Ordinary
choice-assistance_request-class-complex = Complex
choice-service_level-class-urgent = Urgent
choice-service_level-class-ordinary = Ordinary
choice-service_level-class-complex = Complex
choice-assistance_aggregate-classes-class-urgent = Urgent
choice-assistance_aggregate-classes-class-ordinary = Ordinary
choice-assistance_aggregate-classes-class-complex = Complex
choice-assistance_figures-classes-class-urgent = Urgent
choice-assistance_figures-classes-class-ordinary = Ordinary
choice-assistance_figures-classes-class-complex = Complex
choice-assistance_request-urgency-limitation_period = Limitation period
choice-assistance_request-urgency-custody_limit = Limit of custody
choice-assistance_request-urgency-trial_fixed = Trial fixed
choice-assistance_request-urgency-loss_of_evidence = Loss of evidence
choice-assistance_request-urgency-flight_of_assets = Flight of assets
choice-assistance_request-language-ar = Arabic
choice-assistance_request-language-en = English
choice-assistance_request-language-ar_en = Arabic and English
choice-assistance_request-requesting_office-central_authority = Central authority
choice-assistance_request-requesting_office-public_prosecution = Public prosecution
choice-assistance_request-requesting_office-ministry_of_justice = Ministry of justice
choice-assistance_request-requesting_office-court = Court
choice-assistance_request-requesting_office-interior_police = Police
choice-assistance_request-requesting_office-customs = Customs
choice-assistance_request-requesting_office-financial_intelligence = Financial intelligence unit
choice-assistance_request-requesting_office-anti_corruption = Anti-corruption authority
choice-assistance_request-requesting_office-foreign_affairs = Ministry of foreign affairs
choice-assistance_request-requesting_office-capital_markets = Capital markets authority
choice-assistance_request-requested_office-central_authority = Central authority
choice-assistance_request-requested_office-public_prosecution = Public prosecution
choice-assistance_request-requested_office-ministry_of_justice = Ministry of justice
choice-assistance_request-requested_office-court = Court
choice-assistance_request-requested_office-interior_police = Police
choice-assistance_request-requested_office-customs = Customs
choice-assistance_request-requested_office-financial_intelligence = Financial intelligence unit
choice-assistance_request-requested_office-anti_corruption = Anti-corruption authority
choice-assistance_request-requested_office-foreign_affairs = Ministry of foreign affairs
choice-assistance_request-requested_office-capital_markets = Capital markets authority
choice-assistance_step-office-central_authority = Central authority
choice-assistance_step-office-public_prosecution = Public prosecution
choice-assistance_step-office-ministry_of_justice = Ministry of justice
choice-assistance_step-office-court = Court
choice-assistance_step-office-interior_police = Police
choice-assistance_step-office-customs = Customs
choice-assistance_step-office-financial_intelligence = Financial intelligence unit
choice-assistance_step-office-anti_corruption = Anti-corruption authority
choice-assistance_step-office-foreign_affairs = Ministry of foreign affairs
choice-assistance_step-office-capital_markets = Capital markets authority
choice-assistance_request-channel-central_authorities = Between central authorities
choice-assistance_request-channel-diplomatic = Diplomatic channel
choice-assistance_request-channel-liaison_magistrate = Liaison magistrate
choice-assistance_request-channel-network_24_7 = 24/7 network
choice-assistance_request-cost_class-ordinary = Ordinary
choice-assistance_request-cost_class-substantial = Substantial
choice-assistance_request-cost_class-extraordinary = Extraordinary
choice-assistance_step-cost_class-ordinary = Ordinary
choice-assistance_step-cost_class-substantial = Substantial
choice-assistance_step-cost_class-extraordinary = Extraordinary
choice-assistance_step-defect-channel = Channel
choice-assistance_step-defect-language = Language
choice-assistance_step-defect-legal_basis = Legal basis
choice-assistance_step-defect-facts = Facts
choice-assistance_step-defect-provisions_of_law = Provisions of law
choice-assistance_step-defect-link_to_measure = Link of the measure to the facts
choice-assistance_step-defect-certificate = Certificate
choice-assistance_step-defect-clarity = Clarity
choice-assistance_step-ground-essential_interests = Sovereignty or essential interests
choice-assistance_step-ground-political_offence = Political offence
choice-assistance_step-ground-military_offence = Purely military offence
choice-assistance_step-ground-discrimination = Discrimination or prejudice
choice-assistance_step-ground-ne_bis_in_idem = Ne bis in idem
choice-assistance_step-ground-no_dual_criminality = No dual criminality
choice-assistance_step-ground-measure_unlawful_here = Measure unlawful in the requested state
choice-assistance_step-ground-human_rights = Human rights
choice-assistance_step-ground-immunity_or_privilege = Immunity or privilege
choice-assistance_step-ground-disproportionate = Disproportionate
choice-assistance_step-ground-wrong_form_or_authority = Wrong form or authority
choice-assistance_aggregate-grounds-ground-essential_interests = Sovereignty or essential interests
choice-assistance_aggregate-grounds-ground-political_offence = Political offence
choice-assistance_aggregate-grounds-ground-military_offence = Purely military offence
choice-assistance_aggregate-grounds-ground-discrimination = Discrimination or prejudice
choice-assistance_aggregate-grounds-ground-ne_bis_in_idem = Ne bis in idem
choice-assistance_aggregate-grounds-ground-no_dual_criminality = No dual criminality
choice-assistance_aggregate-grounds-ground-measure_unlawful_here = Measure unlawful in the requested state
choice-assistance_aggregate-grounds-ground-human_rights = Human rights
choice-assistance_aggregate-grounds-ground-immunity_or_privilege = Immunity or privilege
choice-assistance_aggregate-grounds-ground-disproportionate = Disproportionate
choice-assistance_aggregate-grounds-ground-wrong_form_or_authority = Wrong form or authority
choice-assistance_figures-grounds-ground-essential_interests = Sovereignty or essential interests
choice-assistance_figures-grounds-ground-political_offence = Political offence
choice-assistance_figures-grounds-ground-military_offence = Purely military offence
choice-assistance_figures-grounds-ground-discrimination = Discrimination or prejudice
choice-assistance_figures-grounds-ground-ne_bis_in_idem = Ne bis in idem
choice-assistance_figures-grounds-ground-no_dual_criminality = No dual criminality
choice-assistance_figures-grounds-ground-measure_unlawful_here = Measure unlawful in the requested state
choice-assistance_figures-grounds-ground-human_rights = Human rights
choice-assistance_figures-grounds-ground-immunity_or_privilege = Immunity or privilege
choice-assistance_figures-grounds-ground-disproportionate = Disproportionate
choice-assistance_figures-grounds-ground-wrong_form_or_authority = Wrong form or authority
choice-assistance_step-postponement-pending_proceedings = Pending proceedings
choice-assistance_step-postponement-safety = Safety
choice-assistance_step-postponement-capacity = Capacity
choice-assistance_step-postponement-consultation_under_way = Consultation under way
choice-assistance_step-purpose-investigation = Investigation
choice-assistance_step-purpose-prosecution = Prosecution
choice-assistance_step-purpose-trial = Trial
choice-assistance_step-purpose-confiscation = Confiscation
choice-assistance_step-purpose-administrative = Administrative proceedings
choice-assistance_step-onward-none = None
choice-assistance_step-onward-with_consent = With consent
choice-assistance_step-onward-free = Free
choice-assistance_step-closing-executed = Carried out
choice-assistance_step-closing-partly_executed = Carried out in part
choice-assistance_step-closing-refused = Refused
choice-assistance_step-closing-withdrawn = Withdrawn
choice-assistance_step-closing-lapsed = Lapsed
choice-assistance_step-closing-overtaken = Overtaken
choice-assistance_step-step-sent = Sent
choice-assistance_step-step-received = Received
choice-assistance_step-step-acknowledged = Acknowledged
choice-assistance_step-step-more_information = More information asked
choice-assistance_step-step-information_sent = Information sent
choice-assistance_step-step-returned = Returned as defective
choice-assistance_step-step-accepted = Accepted
choice-assistance_step-step-refused_in_part = Refused in part
choice-assistance_step-step-refused = Refused
choice-assistance_step-step-extended = Time to decide extended
choice-assistance_step-step-assigned = Assigned to the executing office
choice-assistance_step-step-in_execution = Carrying out begun
choice-assistance_step-step-delayed = Delayed
choice-assistance_step-step-partial_reply = Partial reply
choice-assistance_step-step-postponed = Postponed
choice-assistance_step-step-resumed = Resumed
choice-assistance_step-step-executed = Carried out
choice-assistance_step-step-transmitted = Reply transmitted
choice-assistance_step-step-receipt_confirmed = Receipt of the reply confirmed
choice-assistance_step-step-items_returned = Items returned
choice-assistance_step-step-closed = Closed
choice-assistance_step-step-withdrawn = Withdrawn
choice-assistance_step-step-lapsed = Lapsed
choice-assistance_step-step-overtaken = Overtaken
choice-assistance_aggregate-half-first = First
choice-assistance_aggregate-half-second = Second
choice-assistance_figures-half-first = First
choice-assistance_figures-half-second = Second
choice-assistance_request-enclosed-facts = Statement of facts
choice-assistance_request-enclosed-provisions_of_law = Provisions of law
choice-assistance_request-enclosed-identity_sheet = Identity sheet
choice-assistance_request-enclosed-procedure_wanted = Procedure wanted
choice-assistance_request-enclosed-questions = List of questions
choice-assistance_request-enclosed-asset_schedule = Schedule of assets
choice-assistance_request-enclosed-court_order = Court order
choice-assistance_request-enclosed-translation = Translation
choice-assistance_request-enclosed-certificate = Certificate
choice-assistance_request-enclosed-undertaking_of_reciprocity = Undertaking of reciprocity
choice-assistance_request-enclosed-safe_conduct = Safe conduct
choice-assistance_aggregate-needs-training_of_drafters = Training of those who draft requests
choice-assistance_aggregate-needs-translation_capacity = Translation capacity
choice-assistance_aggregate-needs-shared_forms = Shared forms
choice-assistance_aggregate-needs-contact_points = Contact points
choice-assistance_aggregate-needs-expert_exchange = Exchange of experts
choice-assistance_aggregate-needs-secure_transmission = Secure transmission
choice-assistance_figures-needs-training_of_drafters = Training of those who draft requests
choice-assistance_figures-needs-translation_capacity = Translation capacity
choice-assistance_figures-needs-shared_forms = Shared forms
choice-assistance_figures-needs-contact_points = Contact points
choice-assistance_figures-needs-expert_exchange = Exchange of experts
choice-assistance_figures-needs-secure_transmission = Secure transmission

# States of a request
legal-state-shared-draft = Shared draft
legal-state-sent = Sent
legal-state-received = Received
legal-state-acknowledged = Acknowledged
legal-state-more-information = More information asked
legal-state-returned = Returned
legal-state-accepted = Accepted
legal-state-refused-in-part = Refused in part
legal-state-assigned = With the executing office
legal-state-in-execution = Being carried out
legal-state-partial-reply = Partly answered
legal-state-postponed = Postponed
legal-state-executed = Carried out
legal-state-transmitted = Reply on its way
legal-state-receipt-confirmed = Reply received
legal-state-items-returned = Items returned
legal-state-closed = Closed
legal-state-refused = Refused
legal-state-withdrawn = Withdrawn
legal-state-lapsed = Lapsed
legal-state-overtaken = Overtaken
legal-state-stated = stated
legal-step-rewrite = rewriting what was stated

# Types and lists
types-assistance_request = Requests for legal assistance
new-assistance_request = New request
types-assistance_step = Steps of requests
new-assistance_step = New step
types-service_level = Service levels
new-service_level = New service level
types-assistance_aggregate = Half-yearly figures
new-assistance_aggregate = New figures
types-assistance_figures = Figures of legal assistance
new-assistance_figures = New figures
types-authority_calendar = Calendars of the authorities
new-authority_calendar = New calendar

# Functions and entrance
function-central-authority = Central authority
function-compartment-auditor = Auditor of the legal-assistance compartment
enter-central-authority = Follows requests for legal assistance with the other central authority, and enters nothing else.
enter-compartment-auditor = Reads the legal-assistance compartment and writes nothing.

# Navigation and the list
nav-legal = Requests
nav-legal-levels = Service levels
nav-legal-figures = Figures
legal-title = Mutual legal assistance
legal-lead = Whose turn it is on each request, and how much time is left. Codes, dates and fingerprints only: no name and no facts.
legal-none = There are no requests here.
legal-unreadable = { $n ->
    [one] { $n } request of the other side names no day or no member, and nothing of it is shown. Speak to the other authority.
   *[other] { $n } requests of the other side name no day or no member, and nothing of them is shown. Speak to the other authority.
}
legal-narrow = Narrow the list
legal-show-open = Open
legal-show-ours = Our turn
legal-show-theirs = Their turn
legal-show-late = Overdue
legal-show-over = Over
legal-show-all = All
legal-show-it = Show
legal-col-reference = References
legal-col-turn = Turn
legal-col-clock = Clock
legal-col-state = State
legal-we-ask = We ask
legal-they-ask = We are asked
legal-turn-ours = Our turn
legal-turn-theirs = Turn of { $party }
legal-turn-none = Over
legal-exercise = Exercise
legal-rule = What never enters here
legal-rule-why = No names, dates of birth, identity, account or telephone numbers or plates, no facts, no evidence. The request itself travels sealed outside the record; only its reference and fingerprint stand here.

# Clocks
legal-clocks = Clocks
legal-clock-acknowledge = Acknowledge
legal-clock-decide = Decide
legal-clock-carry-out = Carry out
legal-clock-waiting = not begun
legal-clock-paused = paused: the other side holds it, or it is postponed
legal-clock-over = the request ended before
legal-clock-running = { $n ->
    [one] { $n } day left, until { $date }
   *[other] { $n } days left, until { $date }
}
legal-clock-overdue = { $n ->
    [one] overdue by { $n } day, was due { $date }
   *[other] overdue by { $n } days, was due { $date }
}
legal-clock-met = { $n ->
    [one] met on { $date }, { $n } day early
   *[other] met on { $date }, { $n } days early
}
legal-clock-met-late = { $n ->
    [one] met on { $date }, { $n } day late
   *[other] met on { $date }, { $n } days late
}
legal-levels-in-force = Times in force, in days: acknowledge { $acknowledge }, decide { $decide } and once { $extend } more, carry out { $carry }. They end on a working day of the side that is asked.
legal-calendar-missing = That side has supplied no calendar yet: every day counts.
legal-benchmark = benchmark

# A request
legal-since = since { $date }
legal-next = What can be done now
legal-rewrite = Change the request
legal-gaps = What the request lacks
legal-gap-field = Missing: { $field }
legal-gap-enclosure = To be enclosed: { $what }
legal-complete = The request is complete.
legal-life = Line of life
legal-life-none = No step yet: the draft is only shared.
legal-stray = Steps out of order
legal-stray-why = They have no effect: they were not possible where they stand. They are shown so that both sides can consult.
legal-uses = Limits of use
legal-use-open = holds without an end
legal-use-public = public: no longer bound
legal-use-holds = { $n ->
    [one] holds for { $n } more day
   *[other] holds for { $n } more days
}
legal-use-soon = { $n ->
    [one] ends soon: in { $n } day
   *[other] ends soon: in { $n } days
}
legal-use-expired = { $n ->
    [one] expired { $n } day ago
   *[other] expired { $n } days ago
}
legal-codes = The request in codes
legal-hidden = { $n ->
    [one] { $n } value is not shown: it is no code.
   *[other] { $n } values are not shown: they are no codes.
}
legal-problems = What needs correction
legal-new-lead = Codes only. Completeness is checked before it is shared; the sealed request goes through its channel, outside the record.
legal-check = Check completeness
legal-share = Share with the other central authority
legal-anyway = Share the draft though it is incomplete
legal-step-lead = A step of the request { $reference }. What is stated is not rewritten.
legal-state-it = State: { $step }

# Private notes
legal-notes-rule = Notes are looked through before they are kept: no Civil ID, account, telephone, e-mail or plate. The check cannot find names: do not write them.
legal-note-title = The note was not kept
legal-note-lead = It looks like it holds personal data, which has no place here. What you typed is still below; remove what was found and save again.
legal-note-found = What was found
legal-found-civil-id = A Civil ID number: twelve digits with a date of birth or the right check digit
legal-found-iban = A bank account (IBAN) with right check digits
legal-found-phone = A telephone number
legal-found-email = An e-mail address
legal-found-plate = A vehicle plate
legal-found-too-long = A text longer than is looked through

# Service levels and calendars
legal-levels-lead = The times that the two authorities agreed for each class. Where none is agreed the benchmark holds: 7 days, then 30 and once 30 more, then 90.
legal-propose = Propose
legal-calendar-why = Every clock ends on a working day of the side that has to act. Dates without names.
legal-calendar-open = Open the calendars
legal-calendar-save = Save our calendar
legal-calendar-none = Not supplied yet
legal-comma = {", "}
legal-calendar-days = { $n ->
    [one] { $n } day off or period
   *[other] { $n } days off or periods
}

# Figures
legal-figures-lead = The figures of a half-year as the record gives them, and what of them may be shown outside the two authorities.
legal-figures-of = { $half } half of { $year }
legal-figure = Figure
legal-complete-figures = Complete, for the two authorities only
legal-shown-figures = Shown outside
legal-withheld = withheld
legal-never-shown = never shown
legal-suppressed-why = Outside, a count is a band of five, and below five it is withheld. What ended or was returned is never shown higher than what was sent in the same half-year, its parts never higher than the whole, and a median in whole weeks only, of five or more that took differently long. So nobody can reckon a withheld count, not even from all half-years together. What is open, and the counts of the classes, are never shown.
legal-band = { $from } to { $to }
legal-at-least = { $n } or more
legal-weeks = { $to ->
    [one] under a week
   *[other] { $from } to { $to } weeks
}
legal-weeks-or-more = { $n ->
    [one] { $n } week or more
   *[other] { $n } weeks or more
}
legal-figures-strange = { $n ->
    [one] { $n } request has a class or a ground of refusal that is no code of the lists. It is counted in the totals and in no class or ground; speak to the other authority.
   *[other] { $n } requests have a class or a ground of refusal that is no code of the lists. They are counted in the totals and in no class or ground; speak to the other authority.
}
legal-figures-broken = These figures do not keep the rule of disclosure, so nothing of them is shown. Do not agree them; ask the other side for others.
legal-figures-propose = Put these figures to the other authority
legal-figures-agreed = Figures that were put
legal-figures-none = No figures were put yet.
legal-figures-file = File of published figures
legal-cross = How figures leave
legal-cross-why = Once both authorities agree, an officer of the central authority takes the file by hand and the desk officer brings it into the dialogue. Nothing else leaves from here, and nothing leaves by itself.
legal-need = What would help
legal-published-lead = Half-yearly figures that the two central authorities agreed: bands of five, withheld below five.
legal-published-none = No file of figures was brought yet.
legal-to-agenda = Make it an agenda item
legal-to-commitment = Propose a commitment
legal-agenda-item = Mutual legal assistance: { $figures }
legal-commitment = Improve the working of mutual legal assistance in the light of: { $figures }
legal-bring = Bring a file from the central authority
legal-bring-file = File of figures
legal-file-empty = No file was chosen, or it is empty.
legal-file-form = This is no file of the kind wanted. Ask for it again where it came from.
legal-file-codes = The file holds something that is no code of the lists. Nothing of it was taken.
legal-file-small = The file holds a count that is no band of five: below five a count is withheld, another one is 5, 10, 15 and so on. Nothing of it was taken.
legal-file-gives-away = The file shows more than may be shown: what is in it would let a withheld count be reckoned. Nothing of it was taken.
legal-file-open = The half-year of the file is not over: of one that runs there are no figures. Bring the file after its last day.
legal-file-foreign = This file was not made by the compartment of this node, or its key has changed. Ask your own central authority to download it again.
legal-file-same = These figures stand here already, and they are the same. Agree them above if your side has not.
legal-file-differs = Other figures of this half-year stand here already. Do not agree them; let the two central authorities compare theirs.
legal-file-changed = The file was changed since it was made: its fingerprint does not fit. Ask for it again.

# The file that works without a network
legal-offline = The guided request as a file
legal-offline-why = It works on a machine without any network, in Arabic and English, and gives a file of codes that you bring back here as a draft.
legal-offline-take = Download the file
legal-offline-bring = File of codes
legal-offline-read = Read it as a draft
legal-file-page-title = Request for legal assistance: completeness check
legal-file-page-lead = Codes only, without any network. Write no name and no identity number anywhere.
legal-file-page-other = العربية
legal-file-page-check = Check completeness
legal-file-page-save = Save the file of codes
legal-file-page-choose = Choose …
legal-file-page-gap = Missing:
legal-file-page-lacks = To be enclosed:
legal-file-page-reference = The reference has not the form wanted.
legal-file-page-complete = The request is complete
legal-file-page-incomplete = What the request lacks

# Papers
legal-paper-acknowledgement = Acknowledgement of a request for legal assistance
legal-paper-figures = Figures of mutual legal assistance
legal-paper-marking = For the two central authorities only
legal-paper-their-reference = Reference of the requesting authority
legal-paper-our-reference = Reference of the requested authority
legal-paper-from = Requesting state
legal-paper-to = Requested state
legal-paper-office = Office that received it
legal-paper-acknowledged = Acknowledged on
legal-paper-expected = Decision expected on
legal-paper-point = Point
legal-paper-entry = Entry
legal-paper-no-names = This acknowledgement holds no name and no facts.
legal-paper-suppressed = A count is a band of five; below five it is withheld, and with it whatever would give it away.

# Refusals and rules
refusal-r-046 = The function { $function } has no entry here.
refusal-r-046-do = Act in another function.
refusal-r-047 = Items of the type { $type } do not stand in this dialogue.
refusal-r-047-do = Put it in the dialogue where it belongs.
refusal-r-048 = Our side cannot take this step ({ $step }) as the request stands ({ $state }).
refusal-r-048-do = Open the request again and see what can be done now.
rule-not-a-code = is no code of the form wanted: { $form }.
rule-personal-data = looks like personal data ({ $what }), which has no place here.
rule-too-small = is no band of five: below five a count is withheld, else rounded down to 5, 10, 15 and so on.
rule-gives-away = lets a withheld count be reckoned; withhold what is shown with it.
audit-did-figures-file = took the file of published figures
function-unknown = unknown function

# The audit trail of the compartment
nav-legal-audit = Audit trail
trail-lead = Who opened which request and when, and who recorded what, newest first. It names accounts and items, never what stands in them.
trail-empty = Nothing has been written yet. Every page of a request that is opened and every act leaves a line here.
trail-pages = Pages of the trail
trail-newest = Newest
trail-older = Older
trail-file = Save as CSV
trail-function = Function
trail-code = Code
trail-link = Link to the line before (SHA-256)
trail-apart-why = The trail stays on our node, in the compartment's own file. Each line carries a fingerprint over itself and the line before, so that a gap or a change shows; the auditor of the compartment alone reads it.
audit-did-legal-saw-list = saw the list of requests
audit-did-legal-opened = opened the request
audit-did-legal-opened-life = opened the life of
audit-did-legal-took-acknowledgement = took the acknowledgement of
audit-did-legal-took-proof = took the proof of
audit-did-legal-took-form = downloaded the form that works without a network
audit-did-legal-saw-figures = saw the figures
audit-did-legal-saw-trail = read this trail
audit-did-legal-took-trail = took this trail as a file
audit-did-legal-read-draft = read in a draft
audit-did-legal-put-request = shared the request
audit-did-legal-changed-request = changed the request
audit-did-legal-stated-step = stated a step of
audit-did-legal-put-level = proposed a service level
audit-did-legal-put-calendar = saved our calendar
audit-did-legal-put-figures = put figures
audit-did-legal-changed-note = changed private notes on
audit-did-legal-consented = consented to
audit-did-legal-rejected = rejected
audit-did-legal-withdrew = withdrew
audit-did-legal-redacted = had values erased of
audit-did-legal-other-act = did another act on
audit-did-legal-refused = tried something and was refused
