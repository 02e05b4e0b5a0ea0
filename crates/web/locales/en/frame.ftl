## Find
find-title = Find
find-count = { $n ->
        [one] One item found for “{ $q }”
       *[other] { $n } items found for “{ $q }”
    }
find-none = Nothing in the record fits “{ $q }”.
find-lead = What do you look for?
find-go = Find
find-none-do = Try fewer words, the beginning of a word, or the name in the other language.
find-empty = Type a name, a post, an institution or its acronym, a reference number, a year, or words of a title, in Arabic or English and in any spelling: Al-Sabah, Alsabah, الصباح.

## Exchange
exchange-title = State of the exchange
exchange-lag-ours = { $n ->
        [0] Every entry of ours is receipted
        [one] One entry of ours is not receipted yet
       *[other] { $n } entries of ours are not receipted yet
    }
exchange-lag-theirs = { $n ->
        [0] Every entry of theirs is in effect
        [one] One entry of theirs waits for what it builds on
       *[other] { $n } entries of theirs wait for what they build on
    }
exchange-address = Address of their node
exchange-contact = Last contact
exchange-contact-none = none since this node was started
exchange-error = Last failure
exchange-receipts = Receipts
exchange-root = Root of the log as held here
exchange-cut = When the line is cut
exchange-pin = Charter hash
exchange-pin-why = Compare it with the hash in the founding notes. If both sides see the same one, both keep the same record.
exchange-lead = How far each side holds what the other has signed. A receipt says that entries are held; it is never consent.
exchange-empty = This dialogue has no log yet. The administrator founds it with “hiwar init”.
exchange-ours = Our log
exchange-theirs = The log of { $party }
exchange-size = Entries held here
exchange-folded = Of these, in effect
exchange-waiting-entries = Waiting for the entries they build on
exchange-receipt = { $party } holds { $n }
exchange-receipt-none = Nobody has receipted this log yet. The first receipt comes with the first contact.
exchange-address-none = none: their node calls ours
exchange-note = The signed checkpoint
exchange-cut-1 = Go on working. What you sign is safe here, stands as your position, and goes out by itself when the line is back.
exchange-cut-2 = Tell your counterpart by telephone or note. The administrator checks the address, the firewall and the certificate; “hiwar doctor” says what is wrong and what to do.
exchange-cut-3 = If it lasts, send the export by diplomatic bag: the other side can verify it without any network. Nothing needs to be done when the line is back.
exchange-export = Take the record with you
exchange-export-why = One file with every log, its signatures and receipts, and all contents opened to us; no private notes and no drafts. The command below checks it on any computer. Each download is written into our audit trail.
exchange-download = Download the export

## Own sign-in sessions
sessions-title = My sign-in sessions
sessions-lead = Where you are signed in now. End what you do not use.
sessions-function = Function
sessions-since = Signed in
sessions-seen = Last used
sessions-agent = Browser
sessions-this = this one
sessions-end = End
sessions-end-all = End all and leave
sessions-strange = One you do not know?
sessions-strange-do = End it, then ask the administrator at once for a new password: a new password ends every session.
sessions-act = Action

## Accounts and functions
accounts-title = Accounts and functions
accounts-lead = Who may sign in to this node, in which function, from which day to which.
accounts-function = Function
accounts-by = granted by { $by }
accounts-from = from { $from }
accounts-grant = Grant a function
accounts-grant-from = First day, such as 2020-11-16 (empty: now)
accounts-disable = Close the account
accounts-enable = Open the account again
accounts-add = Add an account
accounts-name = Name
accounts-wrong-name = Give a name of 1 to 64 visible characters. Nothing was changed.
accounts-wrong-taken = There is an account of this name already. Choose another name. Nothing was changed.
accounts-wrong-unknown = There is no such account. Reload the page. Nothing was changed.
accounts-wrong-password = Give a password of 15 to 256 characters; a sentence is best. Nothing was changed.
accounts-wrong-function = Choose one of the functions. Nothing was changed.
accounts-wrong-date = Write the day as year-month-day, like 2020-11-16. Nothing was changed.
accounts-wrong-span = The last day comes before the first. Give a later one, or none. Nothing was changed.
accounts-disabled = Closed
accounts-none = There are no accounts yet. Add the first one below.
accounts-functions = Functions held
accounts-end-grant = End now
accounts-until = to { $to }
accounts-open-end = no end set
accounts-grant-to = Last day (empty: no end)
accounts-grant-go = Grant
accounts-not-self = You cannot shut yourself out. Another administrator can do this. Nothing was changed.
accounts-add-name = Name to sign in with
accounts-add-password = First password (15 characters or more; a sentence is best)
accounts-add-go = Add the account
accounts-audit = Done lately

## Audit trail
audit-title = Audit trail
audit-lead = What was done on this node, by which account, newest first.
audit-all = The audit trail
audit-empty = Nothing has been written yet. Every change of accounts and every export leaves a line here.
audit-count = { $n ->
        [one] One line
       *[other] The newest { $n } lines
    }
audit-number = Number
audit-when = When
audit-who = Account
audit-what = What
audit-detail = Matter
audit-apart = Apart from the record
audit-apart-why = The audit trail stays on our node. It names accounts; the joint record names functions only.
audit-did-account-add = added the account
audit-did-account-grant = granted a function to
audit-did-account-end-grant = ended a function of
audit-did-account-disable = closed the account
audit-did-account-enable = opened again the account
audit-did-session-end = ended an own session
audit-did-session-end-all = ended all own sessions, in number:
audit-did-export = downloaded the export of
