## Search
search-title = Search
search-lead = Search every text of the record and your own side's notes
search-go = Search
search-narrow = Narrow
search-session = Session
search-party = Side
search-from = From
search-to = To
search-agreed = Agreed
search-open = Open
search-own = One side's own
search-private = Private notes
search-note = Private note
search-notes = In private notes
search-notes-why = They never leave this node.
search-notes-all = All notes found
search-found = Found
search-kinds = What was found, by kind
search-count = { $n ->
        [one] One item found for “{ $q }”
       *[other] { $n } items found for “{ $q }”
    }
search-count-more = The { $n } newest items found for “{ $q }”, the best first; there are older ones
search-next = Next results
search-older = Search the older part
search-none = Nothing fits “{ $q }”.
search-none-do = Try fewer words, the beginning of a word with a star (secur*), or the name in the other language.
search-none-narrowed-do = Take some of the narrowing away, or try fewer words.
search-empty = Type words of any text, name, title or number, in Arabic or English.
search-how-words = All words must be there, in any form: “agreements” finds “agreement”, وزارة finds والوزارة.
search-how-quotes = Between quotes they must follow each other as written: "counter terrorism", «مكافحة الإرهاب».
search-how-star = A star stands for the rest of a word: secur*.
search-how-spelling = Spellings, missing hamzas, lost spaces and romanisations do not matter: Sabeeh finds الصبيح.
search-no-words = There is no letter and no number in what you typed.
search-open-quote = A quotation mark is opened and not closed.
search-too-long = What you typed has { $n } characters; at most { $max } are looked for.
search-too-many = What you typed has { $n } words; at most { $max } are looked for.
search-unread-do = Change it and search again.
search-bad-date = “{ $date }” is not a date.
search-bad-date-do = Write a year, a month or a day: 2020, 2020-11, 2020-11-16.
search-broken = The search does not work at present; the record itself is not touched.
search-broken-do = It is being put right by itself. If it stays like this, tell the administrator: hiwar doctor says why.
search-reading = The index is being brought up to date ({ $n } items read): results may be missing for a moment.
search-held-by = In the wording of { $party }
search-everything = Search all texts for “{ $q }”
