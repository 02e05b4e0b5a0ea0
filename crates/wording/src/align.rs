//! A longest common subsequence of two sequences in linear space (E. W. Myers, "An O(ND)
//! difference algorithm and its variations", Algorithmica 1, 1986, part 4b). What a hostile pair
//! may cost is counted; when the budget is spent, the rest is not paired. What is unequal is never
//! paired.

/// Steps left; shared by all alignments of one comparison.
#[derive(Debug)]
pub(crate) struct Budget(pub usize);

/// Pairs of places with equal values, rising on both sides.
pub(crate) fn pairs<T: PartialEq>(
    one: &[T],
    two: &[T],
    budget: &mut Budget,
) -> Vec<(usize, usize)> {
    let mut aligning = Aligning { pairs: Vec::new(), budget, forward: vec![], backward: vec![] };
    aligning.boxed(one, two, (0, 0));
    aligning.pairs
}

struct Aligning<'b> {
    pairs: Vec<(usize, usize)>,
    budget: &'b mut Budget,
    /// For each diagonal the place in `one` that was reached from the beginning.
    forward: Vec<isize>,
    /// The same from the end, counted backwards.
    backward: Vec<isize>,
}

impl Aligning<'_> {
    /// Pairs what lies in one box, whose corner is at `from`. A split halves the differences, so
    /// the recursion is as deep as their number has bits.
    fn boxed<T: PartialEq>(&mut self, one: &[T], two: &[T], from: (usize, usize)) {
        let head = one.iter().zip(two).take_while(|(a, b)| a == b).count();
        self.pairs.extend((0..head).map(|at| (from.0 + at, from.1 + at)));
        let (one, two) = (&one[head..], &two[head..]);
        let from = (from.0 + head, from.1 + head);
        let tail = one.iter().rev().zip(two.iter().rev()).take_while(|(a, b)| a == b).count();
        let (rows, columns) = (one.len() - tail, two.len() - tail);
        let (middle_one, middle_two) = (&one[..rows], &two[..columns]);
        if !middle_one.is_empty()
            && !middle_two.is_empty()
            && let Some((x, y)) = self.split(middle_one, middle_two)
            && (x, y) != (0, 0)
            && (x, y) != (rows, columns)
        {
            self.boxed(&middle_one[..x], &middle_two[..y], from);
            self.boxed(&middle_one[x..], &middle_two[y..], (from.0 + x, from.1 + y));
        }
        self.pairs.extend((0..tail).map(|at| (from.0 + rows + at, from.1 + columns + at)));
    }

    /// A point on a shortest way through the box, about half way; `None` when the budget is spent.
    fn split<T: PartialEq>(&mut self, one: &[T], two: &[T]) -> Option<(usize, usize)> {
        let (n, m) = (one.len() as isize, two.len() as isize);
        let (delta, odd) = (n - m, (n - m) % 2 != 0);
        let d_max = (n + m + 1) / 2;
        // Diagonal k lies at index k + zero.
        let zero = d_max + 1;
        let at = |k: isize| (k + zero) as usize;
        for reached in [&mut self.forward, &mut self.backward] {
            reached.clear();
            reached.resize(at(zero) + 1, 0);
        }
        // Walked through since the budget was last looked at; clearing is cheap but counts.
        let mut runs = d_max as usize / 8;
        let inside = |x: isize, y: isize| x <= n && y <= m;
        for d in 0..=d_max {
            self.budget.0 = self.budget.0.checked_sub(2 * d as usize + 1 + runs)?;
            runs = 0;
            for k in (-d..=d).step_by(2) {
                let start = step(&self.forward, at(k), k, d);
                let (x, y) = (start, start - k);
                let run = match inside(x, y) {
                    true => run_of(one[x as usize..].iter(), two[y as usize..].iter()),
                    false => 0,
                };
                self.forward[at(k)] = x + run;
                runs += run as usize;
                let other = delta - k;
                if odd && other.abs() < d && inside(x + run, y + run) {
                    let back = self.backward[at(other)];
                    if inside(back, back - other) && x + run + back >= n {
                        return Some(point(x, y));
                    }
                }
            }
            for k in (-d..=d).step_by(2) {
                let start = step(&self.backward, at(k), k, d);
                let (x, y) = (start, start - k);
                let run = match inside(x, y) {
                    true => {
                        let (one, two) = (&one[..(n - x) as usize], &two[..(m - y) as usize]);
                        run_of(one.iter().rev(), two.iter().rev())
                    }
                    false => 0,
                };
                self.backward[at(k)] = x + run;
                runs += run as usize;
                let other = delta - k;
                if !odd && other.abs() <= d && inside(x + run, y + run) {
                    let ahead = self.forward[at(other)];
                    if inside(ahead, ahead - other) && x + run + ahead >= n {
                        return Some(point(n - x - run, m - y - run));
                    }
                }
            }
        }
        None
    }
}

/// Where a way of `d` differences enters diagonal `k`, which lies at index `at`.
fn step(reached: &[isize], at: usize, k: isize, d: isize) -> isize {
    if d == 0 {
        return 0;
    }
    match k == -d || (k != d && reached[at - 1] < reached[at + 1]) {
        true => reached[at + 1],
        false => reached[at - 1] + 1,
    }
}

fn run_of<'t, T: PartialEq + 't>(
    one: impl Iterator<Item = &'t T>,
    two: impl Iterator<Item = &'t T>,
) -> isize {
    one.zip(two).take_while(|(a, b)| a == b).count() as isize
}

fn point(x: isize, y: isize) -> (usize, usize) {
    (x as usize, y as usize)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The textbook table, as the measure.
    fn longest(one: &[u8], two: &[u8]) -> usize {
        let mut row = vec![0; two.len() + 1];
        for a in one {
            let mut diagonal = 0;
            for (at, b) in two.iter().enumerate() {
                let above = row[at + 1];
                row[at + 1] = if a == b { diagonal + 1 } else { above.max(row[at]) };
                diagonal = above;
            }
        }
        row[two.len()]
    }

    fn check(one: &[u8], two: &[u8]) {
        let found = pairs(one, two, &mut Budget(usize::MAX));
        assert!(found.iter().all(|&(a, b)| one[a] == two[b]), "{one:?} {two:?}");
        assert!(found.windows(2).all(|w| w[0].0 < w[1].0 && w[0].1 < w[1].1), "{one:?} {two:?}");
        assert_eq!(found.len(), longest(one, two), "{one:?} {two:?}");
    }

    #[test]
    fn every_pair_of_short_sequences_is_aligned_as_long_as_can_be() {
        let all = |length: u32| {
            (0..3_u32.pow(length)).map(move |nth| {
                (0..length).map(|at| (nth / 3_u32.pow(at) % 3) as u8).collect::<Vec<u8>>()
            })
        };
        let short: Vec<Vec<u8>> = (0..=5).flat_map(all).collect();
        for one in &short {
            for two in &short {
                check(one, two);
            }
        }
    }

    #[test]
    fn a_spent_budget_gives_fewer_pairs_and_no_wrong_ones() {
        let one: Vec<u32> = (0..2_000).map(|n| n * 7 % 101).collect();
        let two: Vec<u32> = (0..2_000).map(|n| n * 11 % 103).collect();
        for budget in [0, 10, 1_000, 100_000] {
            let found = pairs(&one, &two, &mut Budget(budget));
            assert!(found.iter().all(|&(a, b)| one[a] == two[b]));
        }
    }

    proptest! {
        #[test]
        fn longer_ones_too(
            one in prop::collection::vec(0..4_u8, 0..60),
            two in prop::collection::vec(0..4_u8, 0..60),
        ) {
            check(&one, &two);
        }
    }
}
