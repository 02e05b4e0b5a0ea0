//! What can be asked of a phrase and done to its options: whose text it is, which option is taken
//! or withdrawn, whether it is clean. Each gives a new phrase; words that are kept keep their
//! letters, and only a blank that would be doubled by what goes is dropped with it.

use super::{Choice, Phrase, PlaceholderKind, Span};

impl Phrase {
    /// A phrase of plain words; `None` if they hold a square bracket.
    pub fn of_words(words: &str) -> Option<Phrase> {
        let plain = !words.contains(['[', ']']);
        plain.then(|| Phrase(joined(vec![Span::Words(words.to_owned())])))
    }

    /// Its stretches in reading order.
    pub fn spans(&self) -> &[Span] {
        &self.0
    }

    /// Whether it says nothing at all.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// How many stacks it has, nested ones included: the count of open brackets. The `nth` of other
    /// functions counts them in reading order, an outer one before those inside it, from 0.
    pub fn stacks(&self) -> usize {
        let inside = |choice: &Choice| choice.phrase.stacks();
        let of = |span: &Span| match span {
            Span::Stack(choices) => 1 + choices.iter().map(inside).sum::<usize>(),
            _ => 0,
        };
        self.0.iter().map(of).sum()
    }

    /// The `nth` stack.
    pub fn stack(&self, nth: usize) -> Option<&[Choice]> {
        let mut left = nth;
        self.find_stack(&mut left)
    }

    fn find_stack(&self, left: &mut usize) -> Option<&[Choice]> {
        for span in &self.0 {
            let Span::Stack(choices) = span else { continue };
            if *left == 0 {
                return Some(choices);
            }
            *left -= 1;
            if let Some(found) = choices.iter().find_map(|choice| choice.phrase.find_stack(left)) {
                return Some(found);
            }
        }
        None
    }

    /// The options of a party, each with the number of its stack.
    pub fn options_of(&self, party: &str) -> Vec<(usize, &Phrase)> {
        let of = |nth: usize| {
            let choices = self.stack(nth)?;
            let own = choices.iter().find(|choice| choice.parties.iter().any(|p| p == party))?;
            Some((nth, &own.phrase))
        };
        (0..self.stacks()).filter_map(of).collect()
    }

    /// Its placeholders in reading order, nested ones included.
    pub fn placeholders(&self) -> Vec<(PlaceholderKind, Option<&str>)> {
        let mut found = Vec::new();
        self.each(&mut |span| {
            if let Span::Placeholder { kind, hint } = span {
                found.push((*kind, hint.as_deref()));
            }
        });
        found
    }

    /// Codes of the parties that have an option in it, sorted, each once.
    pub fn parties(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.each(&mut |span| {
            if let Span::Stack(choices) = span {
                found.extend(choices.iter().flat_map(|choice| &choice.parties).map(String::as_str));
            }
        });
        found.sort_unstable();
        found.dedup();
        found
    }

    fn each<'p>(&'p self, visit: &mut dyn FnMut(&'p Span)) {
        for span in &self.0 {
            visit(span);
            if let Span::Stack(choices) = span {
                choices.iter().for_each(|choice| choice.phrase.each(visit));
            }
        }
    }

    /// The text as one party wants it: its options taken, those of others left out. Without stacks.
    ///
    /// # Examples
    /// ```
    /// let phrase = wording::parse("meet [KW: twice] a year")?;
    /// assert_eq!(phrase.of_party("KW").to_string(), "meet twice a year");
    /// assert_eq!(phrase.of_party("US").to_string(), "meet a year");
    /// # Ok::<(), wording::NotationError>(())
    /// ```
    pub fn of_party(&self, code: &str) -> Phrase {
        self.rebuilt(&mut |choices| {
            let has = |choice: &&Choice| choice.parties.iter().any(|party| party == code);
            match choices.iter().find(has) {
                Some(choice) => Becomes::Spliced(choice.phrase.of_party(code)),
                None => Becomes::Spliced(Phrase::default()),
            }
        })
    }

    /// The phrase after one option of the `nth` stack was agreed: the stack becomes its words, with
    /// the brackets that stand inside them. `None` if there is no such stack or option.
    pub fn settled(&self, nth: usize, choice: usize) -> Option<Phrase> {
        let taken = self.stack(nth)?.get(choice)?.phrase.clone();
        Some(self.at_stack(nth, &mut |_| Becomes::Spliced(taken.clone())))
    }

    /// The phrase after a party withdrew what it wanted in the `nth` stack. An option that nobody
    /// wants any more goes; a stack left with one option that all `members` want becomes its words;
    /// one left with none goes. `None` if the party has no option there.
    ///
    /// # Examples
    /// ```
    /// let phrase = wording::parse("[KW: shall][US: should] meet")?;
    /// let left = phrase.without_option(0, "US", &["KW", "US"]).expect("there is one");
    /// assert_eq!(left.to_string(), "[KW: shall] meet");
    /// # Ok::<(), wording::NotationError>(())
    /// ```
    pub fn without_option(&self, nth: usize, party: &str, members: &[&str]) -> Option<Phrase> {
        let mut choices = self.stack(nth)?.to_vec();
        let n_before: usize = choices.iter().map(|choice| choice.parties.len()).sum();
        choices.iter_mut().for_each(|choice| choice.parties.retain(|one| one != party));
        choices.retain(|choice| !choice.parties.is_empty());
        let n_after: usize = choices.iter().map(|choice| choice.parties.len()).sum();
        (n_after < n_before)
            .then(|| self.at_stack(nth, &mut |_| collapsed(choices.clone(), members)))
    }

    /// The phrase after a party joined an option of the `nth` stack, leaving its own if it had one.
    /// A stack left with one option that all `members` want becomes its words. `None` if there is
    /// no such stack or option.
    pub fn supported(
        &self,
        nth: usize,
        choice: usize,
        party: &str,
        members: &[&str],
    ) -> Option<Phrase> {
        let mut choices = self.stack(nth)?.to_vec();
        choices.get(choice)?;
        for (idx, one) in choices.iter_mut().enumerate() {
            if idx != choice {
                one.parties.retain(|code| code != party);
            } else if !one.parties.iter().any(|code| code == party) {
                one.parties.push(party.to_owned());
            }
        }
        choices.retain(|choice| !choice.parties.is_empty());
        Some(self.at_stack(nth, &mut |_| collapsed(choices.clone(), members)))
    }

    /// The words, if nothing is bracketed and nothing is left to fill in.
    pub fn clean(&self) -> Option<String> {
        let closed = |span: &Span| matches!(span, Span::Words(_) | Span::Parties);
        self.0.iter().all(closed).then(|| self.to_string())
    }

    /// All its words, for search and for counting: options one after the other, parted by a stroke,
    /// hints of placeholders, without codes and brackets. Not a text that anybody proposed.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for span in &self.0 {
            match span {
                Span::Words(words) => plain.push_str(words),
                Span::Parties => plain.push('…'),
                Span::Placeholder { hint, .. } => plain.push_str(hint.as_deref().unwrap_or("…")),
                Span::Stack(choices) => {
                    let options = choices.iter().map(|choice| choice.phrase.plain());
                    plain.push_str(&options.collect::<Vec<_>>().join(" / "));
                }
            }
        }
        plain
    }

    /// Every stack of this level goes through `change`, which sees to those inside.
    fn rebuilt(&self, change: &mut dyn FnMut(&[Choice]) -> Becomes) -> Phrase {
        let mut spans = Vec::with_capacity(self.0.len());
        for span in &self.0 {
            let Span::Stack(choices) = span else {
                spans.push(span.clone());
                continue;
            };
            match change(choices) {
                Becomes::Stack(choices) => spans.push(Span::Stack(choices)),
                // An empty stretch of words marks the place where something went.
                Becomes::Spliced(phrase) if phrase.is_empty() => {
                    spans.push(Span::Words(String::new()));
                }
                Becomes::Spliced(phrase) => spans.extend(phrase.0),
            }
        }
        Phrase(joined(spans))
    }

    fn at_stack(&self, nth: usize, change: &mut dyn FnMut(&[Choice]) -> Becomes) -> Phrase {
        let mut left = Some(nth);
        self.at_stack_of(&mut left, change)
    }

    /// `left` stacks are still to be passed over; `None` once it is done.
    fn at_stack_of(
        &self,
        left: &mut Option<usize>,
        change: &mut dyn FnMut(&[Choice]) -> Becomes,
    ) -> Phrase {
        self.rebuilt(&mut |choices| {
            match left {
                None => return Becomes::Stack(choices.to_vec()),
                Some(0) => {
                    *left = None;
                    return change(choices);
                }
                Some(more) => *more -= 1,
            }
            let inside = |choice: &Choice| Choice {
                parties: choice.parties.clone(),
                phrase: choice.phrase.at_stack_of(left, change),
            };
            Becomes::Stack(choices.iter().map(inside).collect())
        })
    }
}

/// What a stack becomes.
enum Becomes {
    Stack(Vec<Choice>),
    Spliced(Phrase),
}

fn collapsed(mut choices: Vec<Choice>, members: &[&str]) -> Becomes {
    let all = |choice: &Choice| members.iter().all(|one| choice.parties.iter().any(|p| p == one));
    match choices.len() {
        0 => Becomes::Spliced(Phrase::default()),
        1 if all(&choices[0]) => Becomes::Spliced(choices.remove(0).phrase),
        _ => Becomes::Stack(choices),
    }
}

/// Words that meet become one stretch. Where something went between two blanks, before a mark or at
/// an edge, one blank goes with it.
fn joined(spans: Vec<Span>) -> Vec<Span> {
    let mut joined: Vec<Span> = Vec::with_capacity(spans.len());
    let mut gap = false;
    let mut spans = spans.into_iter().peekable();
    while let Some(span) = spans.next() {
        let Span::Words(mut words) = span else {
            joined.push(span);
            gap = false;
            continue;
        };
        if words.is_empty() {
            gap = true;
            if spans.peek().is_none() {
                close_gap(&mut joined, &mut words);
            }
            continue;
        }
        if std::mem::take(&mut gap) {
            close_gap(&mut joined, &mut words);
        }
        match joined.last_mut() {
            _ if words.is_empty() => {}
            Some(Span::Words(before)) => before.push_str(&words),
            _ => joined.push(Span::Words(words)),
        }
    }
    joined
}

/// `after` is empty at the end of the phrase.
fn close_gap(joined: &mut Vec<Span>, after: &mut String) {
    let mark = |c: char| matches!(c, ' ' | '\n' | '.' | ',' | ';' | ':' | '،' | '؛' | ')' | '؟');
    match joined.last_mut() {
        None => {
            if after.starts_with(' ') {
                after.remove(0);
            }
        }
        Some(Span::Words(before)) if before.ends_with('\n') && after.starts_with(' ') => {
            after.remove(0);
        }
        Some(Span::Words(before)) if before.ends_with(' ') => {
            if after.is_empty() || after.starts_with(mark) {
                before.pop();
            }
        }
        Some(_) => {}
    }
    joined.pop_if(|span| matches!(span, Span::Words(words) if words.is_empty()));
}
