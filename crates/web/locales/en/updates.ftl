# Updates without an account: one-time links, printed forms, what waits for confirmation.

updates-public-title = Report progress
updates-public-lead = For: { $post }. This takes about two minutes.
updates-public-how = No account is needed. The link can be used once; opening this page does not use it.
updates-public-means = What you send goes to the desk officer, who confirms it. Nothing is published or passed on before that.
updates-send = Send
updates-nothing = Nothing was filled in. Choose how far it is for at least one commitment.
updates-closed = This commitment was closed meanwhile. Nothing more needs to be reported.
updates-answered = A newer report was recorded meanwhile.
updates-status = How far it is
updates-blocking = What holds it up
updates-blocking-hint = Needed when it is blocked.
updates-done-on = Done on
updates-done-on-hint = Only when it is done.
updates-note = What was done
updates-note-hint = A few sentences; both states read them once confirmed. No names and no personal data.
updates-next-step = What comes next
updates-next-step-hint = The next step, and by when.

updates-done-title = Your report has arrived
updates-done-why = The desk officer sees it beside the commitment and confirms it. The link is used up.
updates-done-do = You can close this page. Print it if you want to keep what you sent.
updates-late-title = It came too late to be recorded as it is
updates-late-why = A commitment was closed, or a newer report was recorded, before this came.
updates-late-do = The desk officer sees the words that were sent with this note. They stand below if any were, and can be copied.
updates-used-title = This link was already used
updates-used-why = Each link takes one report. A report was sent with this one.
updates-used-do = If something must be corrected, ask the desk officer who sent it for a new link.
updates-expired-title = This link is over
updates-expired-why = Its last day has passed.
updates-expired-do = Ask the desk officer who sent it for a new link.
updates-revoked-title = This link was withdrawn
updates-revoked-why = The desk officer withdrew it before it was used.
updates-revoked-do = Ask the desk officer who sent it whether a report is still needed.
updates-unknown-title = This link opens nothing
updates-unknown-why = The address is not complete, or it is none of ours.
updates-unknown-do = Open the link from the message again, or ask the desk officer who sent it.
updates-often-title = Too many attempts
updates-often-why = This page was asked for too often within the last hour.
updates-often-do = Wait an hour and open the link again. It has not been used up.
updates-kept-sent = What you sent
updates-kept-unsent = Your words were not sent; copy them from here

updates-hub-title = Updates without an account
updates-hub-lead = Line agencies report by one-time link or on paper; you confirm once, and only then it enters the record.
updates-waiting = To confirm
updates-waiting-why = Only our side sees these.
updates-waiting-none = Nothing waits.
updates-commitment = Commitment
updates-post = For which function or post
updates-post-hint = The function or post, no name: it stands on the page and on the form. One language is enough.
updates-came = Came in
updates-late = too late
updates-by-link = By link
updates-by-form = On form { $number }
updates-state-waiting = Waits
updates-state-confirmed = Confirmed
updates-state-rejected = Set aside
updates-settled-by = { $who }, { $when }
updates-settled = Settled lately
updates-links = Links
updates-links-why = A link is shown once, when it is made; afterwards nobody can read it here.
updates-links-none = No links yet.
updates-until = Until
updates-link-open = Open
updates-link-used = Used
updates-link-revoked = Withdrawn
updates-link-over = Over
updates-revoke = Withdraw
updates-private = Stays with us
updates-private-why = Links, forms, scans and what comes with them stay on this node. The other side sees only the report that you confirm.
updates-withdrawn = A commitment that was withdrawn

updates-new-title = Ask for an update
updates-new-lead = For a line agency whose focal point has no account.
updates-new-means = The link works once, on a phone too, and shows only the commitments chosen here.
updates-commitments = About which commitments
updates-commitments-hint = At most eight.
updates-commitments-none = No commitment is open.
updates-days = Days until the link is over
updates-days-hint = The last day is moved to a working day of our calendar.
updates-make-link = Make a link
updates-make-items = Choose 1 to { $n } commitments that are still open.
updates-make-post = Name the function or post in at least one language, in at most { $n } characters.
updates-make-days = Write a number of days from 1 to { $n }.
updates-make-quota = Too many links are open. Withdraw some that are not needed.
updates-made-title = Link for { $post }
updates-made-lead = Copy it now. It is not shown again; a new one can be made at any time.
updates-made-until = It can be used once, until the end of { $date }.
updates-address-ar = Page in Arabic
updates-address-en = Page in English
updates-made-done = I have copied it

updates-one-title = Update to confirm
updates-now = In the record now
updates-now-agreed = Agreed status
updates-now-due = Due
updates-now-none = no report
updates-said = As it came
updates-scan = Scan
updates-scan-alt = The filled form as it was scanned
updates-scan-save = Save the scan
updates-came-late = It came too late: the commitment was closed or answered before. It can still be recorded where the rules allow it.
updates-report = The report in the record
updates-not-confirmed = It is not recorded yet
updates-confirm-title = As it will be recorded
updates-date = As of
updates-confirm-means = With this it becomes our side's report on the commitment, which the other side sees.
updates-confirm = Confirm
updates-reject = Set aside

updates-entry = Progress from a line agency
updates-entry-waits = An update waits: look and confirm
updates-entry-why = Ask a focal point without an account, by one-time link or printed form.
updates-entry-new = Ask for an update
updates-desk = { $n ->
        [one] One update waits for your confirmation
       *[other] { $n } updates wait for your confirmation
    }

updates-make-form = Make a printed form
updates-forms = Printed forms
updates-forms-why = For those who answer on paper.
updates-forms-none = No form yet.
updates-form-made = Made
updates-form-print = To print
updates-filled-title = Take a filled form back
updates-filled-lead = Give the scan, or type the number if there is none. Both open the same confirmation.
updates-filled-file-hint = PDF, PNG or JPEG, up to 25 MB; 300 dots an inch in grey is enough. Several forms in one file are told apart by their codes.
updates-filled-code = Number of the form
updates-filled-code-hint = As it stands beside the code: eight letters and digits.
updates-filled-take = Take it
updates-filled-nothing = Give a scan or type the number of the form.
updates-filled-no-reader = This program reads no scans. Type the number of the form; the scan is kept beside it.
updates-filled-no-code = No code of a form could be read on the scan. Scan again, or type the number; the scan is kept beside it.
updates-filled-unknown = This number is not of a form of this dialogue. Compare it with the paper.
updates-paper-title = Report on a commitment
updates-paper-to = For
updates-paper-number = Form
updates-paper-how = Tick, write, and give it back to the desk that sent it. It counts when the desk officer has confirmed it. Write no names and no personal data.
updates-paper-code = Leave this code free: with it the form finds its commitment. It opens nothing by itself.
updates-paper-blocking = If blocked: what holds it up
updates-paper-done-on = If done: on which day

updates-reminders-title = Reminders by mail
updates-reminders-lead = Officers and focal points are told of commitments that fall due, in their language, on our working days.
updates-reminders-none = Nobody is reminded yet.
updates-no-calendar = Nothing is sent until our side's calendar of working days is in the record.
updates-outbox = No mail server is set: letters are written as files into the folder outbox of this node.
updates-address = Address
updates-address-hint = One address, as name@host. Better that of an office than that of a person.
updates-bad-address = This is not one address. Write it as name@host, without blanks and names.
updates-mail-language = Language
updates-wants = What is sent
updates-wants-due = 14, 7 and 1 days before a commitment falls due
updates-wants-overdue = When it is overdue
updates-wants-digest = Once a week everything that is open
updates-wants-nothing = Choose at least one kind of letter.
updates-subscriptions-full = This address, or this dialogue, has as many subscriptions as are allowed. End one first.
updates-about-all = All open commitments
updates-about-some = Only about some commitments
updates-last-sent = Last sent
updates-end = End
updates-subscribe = Send reminders
updates-subscribe-means = One letter a day at most, between 8:00 and 16:00, never on a day on which our side does not work.
updates-mail-private = Addresses are kept on this node only, and each letter names commitments of the dialogue and nothing private.
updates-mail-subject = { $n ->
        [one] { $dialogue }: one commitment needs attention
       *[other] { $dialogue }: { $n } commitments need attention
    }
updates-mail-digest-subject = { $dialogue }: open commitments of this week
updates-mail-overdue = Overdue
updates-mail-due-1 = Due at once
updates-mail-due-7 = Due within 7 days
updates-mail-due-14 = Due within 14 days
updates-mail-digest = All that is open
updates-mail-line = { $title } (due: { $date })
updates-mail-more = { $n ->
        [one] and one more
       *[other] and { $n } more
    }
updates-mail-foot = This letter was sent by the record of the dialogue. To end it, write to the desk that set it up. Do not answer with names or personal data.
