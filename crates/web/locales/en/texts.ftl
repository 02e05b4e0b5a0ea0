## States: the word beside the consent mark.
state-not-decided = Not decided
state-ours-only = Ours only
state-theirs-only = Theirs only
state-two-wordings = Two wordings
state-agreed = Agreed
state-agreed-binding = Agreed and bound
state-sealed = Agreed and sealed
state-sealed-binding = Bound and sealed
state-crossed = Crossed proposals
state-contested = Contested
state-erased = Erased
state-own = One side’s own statement
state-recorded-alone = Recorded by us alone

## Functions: in what function somebody acts.
function-desk-officer = Desk officer
function-co-chair = Co-chair
function-rapporteur = Rapporteur
function-focal-point = Focal point
function-press = Press officer
function-legal = Legal adviser
function-auditor = Auditor
function-administrator = Administrator

## Verbs of the policy.
verb-put = put a version
verb-consent-text = agree to a text
verb-consent-bind = consent to be bound
verb-withdraw-text = withdraw consent to a text
verb-withdraw-bind = withdraw consent to be bound
verb-reject = reject a version
verb-redact = order an erasure
verb-hold = hold against an erasure

level-text = agreement on the text
level-bind = consent to be bound

## How a log is linked with us.
link-own = Our own log
link-connected = Connected
link-waiting = Waiting for them to call
link-broken = The line is cut
link-never = No contact since this node started

## Refusals: what happened, and (-do) what to do.
refusal-r-001 = You are signed in for another party than this node’s.
refusal-r-001-do = Sign in at your own side’s node.
refusal-r-002 = The charter in force needs a newer version of this program.
refusal-r-002-do = Ask the administrator to upgrade the node; reading goes on meanwhile.
refusal-r-003 = There is no kind of thing called “{ $type }”.
refusal-r-003-do = Begin again from the page of the dialogue.
refusal-r-004 = The charter does not know { $type } yet: it came with schema { $since }, the charter is at { $schema }.
refusal-r-004-do = The parties must amend the charter first.
refusal-r-005 = As { $function } you may not { $verb } here ({ $type }).
refusal-r-005-do = Ask an officer whose function may do this.
refusal-r-006 = As { $function } you read the record and write nothing into it.
refusal-r-006-do = Act in another function, if you hold one today.
refusal-r-007 = There is no such item in this record.
refusal-r-007-do = It may have reached the other side first; open the list again.
refusal-r-008 = This is of the kind { $is }, not { $said }.
refusal-r-008-do = Open the item and begin from its own page.
refusal-r-009 = This belongs to { $owner }; only that side writes it.
refusal-r-009-do = Tell them through the agenda or a note; their own statement stays theirs.
refusal-r-010 = We were not a member when this was put.
refusal-r-010-do = The members of that time can put it again under the charter in force.
refusal-r-011 = There is no such version of this item.
refusal-r-011-do = Open the item again and choose from what is on the table.
refusal-r-012 = A new version must say which version it was written from.
refusal-r-012-do = Open the item and propose from there.
refusal-r-013 = A new item cannot be written from a version of another one.
refusal-r-013-do = Begin a new item from the list.
refusal-r-014 = Our side has put a newer version since you began.
refusal-r-014-do = Compare your words with the newer version and propose again.
refusal-r-015 = This version is no longer on the table.
refusal-r-015-do = Open the item: what is on the table now stands there.
refusal-r-016 = We hold this version already ({ $level }).
refusal-r-016-do = Nothing is needed from us.
refusal-r-017 = { $party } has put a newer version since you opened this page.
refusal-r-017-do = Read the newer version; you only ever agree to what you have seen.
refusal-r-018 = Nobody can be bound before the text is agreed and both sides have seen that it is.
refusal-r-018-do = Agree on the text first, and wait for their receipt.
refusal-r-019 = Part of this version is withheld from us or erased ({ $fields }).
refusal-r-019-do = Ask their side to disclose it: nobody agrees to what he cannot see.
refusal-r-020 = Their version breaks the rules of its own kind.
refusal-r-020-do = Propose a wording that keeps them.
refusal-r-021 =
    { $count ->
        [one] One value needs your attention.
       *[other] { $count } values need your attention.
    }
refusal-r-021-do = They are marked in the form; nothing you wrote is lost.
refusal-r-022 = This is one side’s own statement; nobody else’s consent belongs to it.
refusal-r-022-do = Nothing is needed from us.
refusal-r-023 = A { $type } is agreed as a text and never bound.
refusal-r-023-do = Agree on the text.
refusal-r-024 = This is agreed and final.
refusal-r-024-do = Correct it by a corrigendum that both sides agree.
refusal-r-025 = There is nothing agreed to correct here.
refusal-r-025-do = Propose a new wording instead.
refusal-r-026 = We do not hold this version, so we cannot withdraw it.
refusal-r-026-do = Open the item to see which version we hold.
refusal-r-027 = This is agreed ({ $level }); one side alone does not end an agreement.
refusal-r-027-do = Propose a new version; the agreed one stays in force until both agree otherwise.
refusal-r-028 = We hold this very version and cannot also reject it.
refusal-r-028-do = Withdraw it first.
refusal-r-029 = We have rejected this version already.
refusal-r-029-do = Propose a wording of our own.
refusal-r-030 = “{ $basis }” is no citation of a law.
refusal-r-030-do = Give the legal basis as a short code without spaces at its ends.
refusal-r-031 = This version has no field “{ $field }”.
refusal-r-031-do = Choose the fields from the version’s own list.
refusal-r-032 = { $is } values in one version are too many; { $max } is the most.
refusal-r-032-do = Divide it into several items.
refusal-r-033 = A { $type } has no place in an order.
refusal-r-033-do = Leave the place out.
refusal-r-034 = { $party } cannot be left out of, or put into, this audience.
refusal-r-034-do = Name members of the dialogue only, ourselves among them.
refusal-r-035 = This says what our current version says already.
refusal-r-035-do = Change something, or leave it as it is.
refusal-r-036 = There is one { $type } here already, and there can be only one.
refusal-r-036-do = Open it and propose a new version of it.
refusal-r-037 = Only { $party } itself says this ({ $type }).
refusal-r-037-do = Record what they said publicly as a statement with its source.
refusal-r-038 = There is no such erasure to hold against.
refusal-r-038-do = Open the item’s history and begin from the erasure.

## Why one value of a form is refused.
rule-unknown = There is no such field; leave it out.
rule-missing = This is needed.
rule-other-language-missing = This is needed in the other language too.
rule-blank = There are only blanks here: fill it or leave it empty.
rule-wrong-kind = This is another kind of value than the field holds.
rule-too-long = This is too long.
rule-control = There is a control character or a line break here; remove it.
rule-bidi = There is an invisible directional character here that could change how the text is read; remove it.
rule-not-a-date = This is no date. Write 2017, 2017-08 or 2017-08-23.
rule-not-an-instant = This is no time of a day. Write the date and the hour, as 2020-11-16T13:00:00Z.
rule-not-a-choice = Choose one of the list.
rule-too-big = This number is too big.
rule-not-a-party = This is no party of the dialogue.
rule-not-an-item = This names nothing.
rule-no-such-item = There is no such item in this record.
rule-wrong-item-type = This names something of another kind.
rule-not-a-url = This is no address. It begins with https:// or http://.
rule-not-a-fingerprint = This is no fingerprint of a file. It has 64 digits and small letters from a to f.
rule-too-many = There are too many entries.
rule-twice = The same stands here twice.
rule-before = This is before the date it should follow.
rule-taken = Another item has this already.
rule-one-of = One of these fields is needed.
rule-other-party = This person belongs to another party.
rule-itself = This refers to the item itself.
rule-evidence-needed = Say on what evidence you record what the other side said or is.
