//! What the rows of one day take back, so that a payment of the day is known to be among it in a few look-ups.

use std::collections::{BTreeMap, BTreeSet};

use taizhang_core::Money;
use taizhang_core::book::Payment;
use taizhang_core::ids::LineId;
use taizhang_import::draft::RowRef;
use taizhang_import::spelling::{Spelling, last_number};
use taizhang_import::take_back::{TakeBack, TakeBackKind};

/// What is taken back on a day.
#[derive(Debug, Default)]
pub(super) struct TakenBack {
    /// By source and row, where the file tells which row is meant.
    rows: BTreeMap<(usize, u32), TakeBackKind>,
    /// By number, and by what all its spellings share.
    numbers: BTreeMap<u64, BTreeMap<Spelling, OfNumber>>,
}

/// What is taken back of payments of one number, by the line, where the row names it.
#[derive(Debug, Default)]
struct OfNumber {
    /// The least amount that comes back.
    returns: BTreeMap<Option<LineId>, Money>,
    /// The amounts that are cancelled.
    reversals: BTreeSet<(Option<LineId>, Money)>,
}

/// What cancels goes before what comes back.
const fn comes_first(kind: TakeBackKind) -> bool {
    !matches!(kind, TakeBackKind::Return)
}

impl TakenBack {
    /// Adds a row.
    pub(super) fn add(&mut self, row: &TakeBack) {
        if let Some(target) = row.target_row {
            let known = self.rows.entry((row.row.source, target)).or_insert(row.kind);
            if comes_first(row.kind) {
                *known = row.kind;
            }
            return;
        }
        if row.target.is_empty() {
            return;
        }
        let spellings = self.numbers.entry(last_number(&row.target)).or_default();
        let of_number = spellings.entry(Spelling::of(&row.target)).or_default();
        match row.kind {
            TakeBackKind::Return => {
                let least = of_number.returns.entry(row.line.clone()).or_insert(row.amount);
                *least = row.amount.min(*least);
            }
            TakeBackKind::Reversal | TakeBackKind::ReversalOfReturn => {
                of_number.reversals.insert((row.line.clone(), row.amount));
            }
        }
    }

    /// Tells what takes a payment back on its own day, a reversal before a return.
    pub(super) fn takes_back(&self, row: RowRef, payment: &Payment) -> Option<TakeBackKind> {
        let of_row = self.rows.get(&(row.source, row.row)).copied();
        if of_row.is_some_and(comes_first) {
            return of_row;
        }
        let Some(spellings) = self.numbers.get(&last_number(&payment.voucher)) else {
            return of_row;
        };
        let own = Spelling::of(&payment.voucher);
        let of_number = || spellings.iter().filter(|(named, _)| named.may_be(&own));
        let lines = [None, Some(payment.line.clone())];
        let is_cancelled = |(_, of_number): (_, &OfNumber)| {
            let of_line = |line: &Option<LineId>| (line.clone(), payment.amount);
            lines.iter().map(of_line).any(|of_line| of_number.reversals.contains(&of_line))
        };
        let comes_back = |(_, of_number): (_, &OfNumber)| {
            let mut least = lines.iter().filter_map(|line| of_number.returns.get(line));
            least.any(|least| *least <= payment.amount)
        };
        if of_number().any(is_cancelled) {
            return Some(TakeBackKind::Reversal);
        }
        of_row.or_else(|| of_number().any(comes_back).then_some(TakeBackKind::Return))
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use proptest::prelude::*;
    use taizhang_core::event::PaymentMethod;

    use super::*;

    fn yuan(number: u8) -> Money {
        Money::from_fen(i64::from(number) * 100)
    }

    fn line(number: u8) -> LineId {
        format!("2022-00{number}").parse().unwrap()
    }

    /// Three numbers in several spellings.
    fn number(of: u8) -> String {
        ["1", "记-1", "记字第01号", "付-1", "2", "记-2"][usize::from(of)].to_owned()
    }

    fn row(row: u32) -> RowRef {
        RowRef { source: 0, row, part: None }
    }

    fn payment(voucher: u8, of_line: u8, amount: u8) -> Payment {
        Payment {
            line: line(of_line),
            economic: None,
            amount: yuan(amount),
            payee: String::new(),
            voucher: number(voucher),
            payment_id: None,
            memo: String::new(),
            method: PaymentMethod::Direct,
            three_public: None,
            procurement: false,
            activity: None,
        }
    }

    /// Looks at every row that takes something back.
    fn plainly(rows: &[TakeBack], of: RowRef, payment: &Payment) -> Option<TakeBackKind> {
        let takes_back = |row: &&TakeBack| match row.target_row {
            Some(target) => target == of.row,
            None => {
                Spelling::of(&row.target).may_be(&Spelling::of(&payment.voucher))
                    && row.line.as_ref().is_none_or(|line| *line == payment.line)
                    && match row.kind {
                        TakeBackKind::Return => row.amount <= payment.amount,
                        _ => row.amount == payment.amount,
                    }
            }
        };
        let kinds = rows.iter().filter(takes_back).map(|row| row.kind);
        kinds.min_by_key(|kind| !comes_first(*kind))
    }

    proptest! {
        #[test]
        fn a_day_takes_back_what_one_of_its_rows_does(
            rows in prop::collection::vec(
                (0_u8..3, prop::option::weighted(0.3, 1_u32..4), 0_u8..6, prop::option::of(1_u8..3), 1_u8..4),
                0..8,
            ),
            (voucher, of_line, amount, at) in (0_u8..6, 1_u8..3, 1_u8..4, 1_u32..4),
        ) {
            let take_back = |(kind, target_row, target, of_line, amount): (u8, _, u8, Option<u8>, u8)| TakeBack {
                row: row(9),
                on: date(2022, 3, 1),
                kind: [TakeBackKind::Return, TakeBackKind::Reversal, TakeBackKind::ReversalOfReturn]
                    [usize::from(kind)],
                voucher: String::new(),
                target: number(target),
                target_row,
                line: of_line.map(line),
                economic: None,
                payee: String::new(),
                amount: yuan(amount),
                reason: String::new(),
                question: None,
            };
            let rows: Vec<TakeBack> = rows.into_iter().map(take_back).collect();
            let mut day = TakenBack::default();
            for row in &rows {
                day.add(row);
            }
            let payment = payment(voucher, of_line, amount);
            let found = day.takes_back(row(at), &payment).map(comes_first);
            prop_assert_eq!(found, plainly(&rows, row(at), &payment).map(comes_first));
        }
    }
}
